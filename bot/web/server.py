"""The HTTP side: one Starlette app, and uvicorn in a thread of its own."""

from __future__ import annotations

import socket
import threading
from collections.abc import Sequence

import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute

from bot.services import Services
from bot.web import health, otlp, push
from bot.web.counts import Counts
from bot.web.doing import Desk
from bot.web.guessing import Guesses
from bot.web.room import Room

_GRACE_SECONDS = 10
_START_SECONDS = 10


def http_app(services: Services, *, routes: Sequence[BaseRoute] = ()) -> Starlette:
    """The app with its routes; `routes` are further ones, such as Slack's in HTTP mode."""
    desk = Desk(services, Counts(), Guesses(services.clock), Room())
    return Starlette(routes=[*otlp.routes(desk), *push.routes(desk), *health.routes(desk), *routes])


class HttpServer:
    """Serves an app from a thread: the command line owns the signals and the order of ending."""

    def __init__(self, app: Starlette, host: str, port: int) -> None:
        self._host, self._port = host, port
        self._server = _Server(
            uvicorn.Config(
                app,
                log_config=None,
                access_log=False,
                lifespan="off",
                timeout_graceful_shutdown=_GRACE_SECONDS,
                server_header=False,
            )
        )
        self._socket: socket.socket | None = None
        self._thread: threading.Thread | None = None

    @property
    def address(self) -> str:
        """Its base URL, with the port that was really taken. Only after `start`."""
        if self._socket is None:
            raise RuntimeError("the HTTP side has not been started")
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"http://{host}:{self._socket.getsockname()[1]}"

    def start(self) -> None:
        """Take the port and serve. Raises OSError where the port is taken, RuntimeError else."""
        family = socket.AF_INET6 if ":" in self._host else socket.AF_INET
        self._socket = socket.create_server((self._host, self._port), family=family, backlog=2048)
        self._thread = threading.Thread(
            target=self._server.run, args=([self._socket],), name="http", daemon=True
        )
        self._thread.start()
        if not self._server.ready.wait(_START_SECONDS):
            raise RuntimeError("the HTTP side did not start")

    def stop(self) -> None:
        """Finish what is being answered, then close."""
        if self._socket is None or self._thread is None:
            return
        self._server.should_exit = True
        self._thread.join()
        self._socket.close()


class _Server(uvicorn.Server):
    """Says when it is ready, so that nobody has to look again and again."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()
