"""Where Slack's requests come in: open while the bot serves, shut before it ends."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk.socket_mode import SocketModeClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

_TURNED_AWAY = 503
"""Not acknowledged: Slack sends events again, and tells people to try once more."""

_A_MOMENT = 0.1


class Entrance:
    """Counts the requests that are inside. Without it, one that comes while the bot ends would be
    acknowledged and then find nobody to do it (6 of 12 in a trial)."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._inside, self._shut = 0, False

    @contextmanager
    def passing(self) -> Iterator[bool]:
        """Whether this one may come in; it is inside until the block ends."""
        with self._changed:
            admitted = not self._shut
            self._inside += 1
        try:
            yield admitted
        finally:
            with self._changed:
                self._inside -= 1
                self._changed.notify_all()

    def shut(self) -> None:
        """Let nobody in any more; returns when the last one inside has been answered."""
        with self._changed:
            self._shut = True
            self._changed.wait_for(lambda: self._inside == 0)


class GuardedApp(App):
    """A Bolt app behind an entrance. Set `entrance` before the first request."""

    entrance: Entrance

    def dispatch(self, req: BoltRequest) -> BoltResponse:
        """Answer a request, or turn it away."""
        with self.entrance.passing() as admitted:
            return super().dispatch(req) if admitted else BoltResponse(status=_TURNED_AWAY)


class GuardedSocket(SocketModeHandler):
    """Socket Mode behind the app's entrance: a request is inside until its answer was sent."""

    app: GuardedApp

    def handle(self, client: BaseSocketModeClient, req: SocketModeRequest) -> None:
        """Answer a request, or leave it unanswered."""
        with self.app.entrance.passing() as admitted:
            if admitted and isinstance(client, SocketModeClient):
                super().handle(client, req)

    def end(self) -> None:
        """Close the connection for good, within a moment.

        The client's own close() waits for its reading thread, which takes back that it was told to
        end when it is told in the very moment in which it begins: then both wait for ever. So it
        is told until it hears.
        """
        client = self.client
        client.auto_reconnect_enabled = False
        client.disconnect()
        reading = client.current_session_runner.thread
        client.current_session_runner.event.set()
        while reading and reading.is_alive():
            client.current_session_state.terminated = True
            reading.join(_A_MOMENT)
        client.close()
