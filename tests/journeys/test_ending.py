"""The bot ends when it is told to, whatever its connection to Slack is doing just then."""

from __future__ import annotations

import threading

import pytest
from slack_sdk.socket_mode.builtin.connection import Connection, ConnectionState

from bot.entrance import GuardedSocket
from tests.journeys.office import Office


class Late(Connection):
    """A session that begins to read in the very moment in which it is told to end, and by that
    takes back that it was told, as the client does."""

    closed: threading.Event

    def disconnect(self) -> None:
        super().disconnect()
        self.closed.set()

    def run_until_completion(self, state: ConnectionState) -> None:
        self.closed.wait()
        state.terminated = False
        super().run_until_completion(state)


@pytest.mark.parametrize("session", [Connection, Late])
def test_a_connection_told_to_end_while_it_begins_ends(office: Office, session: type) -> None:
    office.hire("U0ADA")
    office.open()
    socket = GuardedSocket(office.bot.app, office.workspace.app_token)
    Late.closed = threading.Event()
    socket.client.connect()
    its = socket.client.current_session
    assert its is not None
    its.__class__ = session
    ending = threading.Thread(target=socket.end, daemon=True)
    ending.start()
    ending.join(30)
    assert not ending.is_alive()
    assert not socket.client.is_connected()
