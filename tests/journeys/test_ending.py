"""The bot ends when it is told to, whatever its connection to Slack is doing just then."""

from __future__ import annotations

import threading

from slack_sdk.socket_mode.builtin.connection import Connection, ConnectionState

from bot.entrance import GuardedSocket
from tests.journeys.office import Office


class Late(Connection):
    """A session that begins to read in the very moment in which it is told to end, and by that
    takes back that it was told, as the client does."""

    begun: threading.Event
    closed: threading.Event

    def disconnect(self) -> None:
        super().disconnect()
        self.closed.set()

    def run_until_completion(self, state: ConnectionState) -> None:
        self.begun.set()
        self.closed.wait()
        state.terminated = False
        super().run_until_completion(state)


def test_a_connection_told_to_end_while_it_begins_ends(office: Office) -> None:
    office.hire("U0ADA")
    office.open()
    socket = GuardedSocket(office.bot.app, office.workspace.app_token)
    Late.begun, Late.closed = threading.Event(), threading.Event()
    while not Late.begun.wait(1):  # it may have begun before it was made late: then once more
        socket.client.connect_to_new_endpoint(force=True)
        its = socket.client.current_session
        assert its is not None
        its.__class__ = Late
    ending = threading.Thread(target=socket.end, daemon=True)
    ending.start()
    ending.join(30)
    assert not ending.is_alive()
    assert not socket.client.is_connected()
