"""The bot ends when it is told to, whatever its connection to Slack is doing just then."""

from __future__ import annotations

import threading

import pytest
from slack_sdk.socket_mode.builtin.connection import ConnectionState

from bot.entrance import GuardedSocket
from tests.journeys.office import Office


class Revived(ConnectionState):
    """A session that takes back that it was told to end, as the client's own does when it begins to
    read in that very moment."""

    told = 0

    @property
    def terminated(self) -> bool:
        return self.told > 1

    @terminated.setter
    def terminated(self, value: bool) -> None:
        self.told += value


@pytest.mark.parametrize("state", [ConnectionState, Revived])
def test_a_connection_told_to_end_while_it_begins_ends(office: Office, state: type) -> None:
    office.hire("U0ADA")
    office.open()
    socket = GuardedSocket(office.bot.app, office.workspace.app_token)
    socket.client.connect()
    socket.client.current_session_state.__class__ = state
    ending = threading.Thread(target=socket.end, daemon=True)
    ending.start()
    ending.join(30)
    assert not ending.is_alive()
    assert not socket.client.is_connected()
