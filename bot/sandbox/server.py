"""The workspace, served on one's own machine: Web API, websockets, response URLs and the page."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute

from bot.sandbox.wire import CuttableProtocol, wire
from bot.sandbox.workspace import Workspace

_START_SECONDS = 10.0
# slack-sdk closes its socket only between two frames and waits up to 3 s for one: keep them coming
_PING_SECONDS = 0.25


@dataclass(frozen=True)
class Control:
    """An extra button of the page. `action` runs in a worker thread; its text is shown."""

    name: str
    label: str
    hint: str
    action: Callable[[], str]


class Sandbox:
    """A workspace that can be talked to over the network; port 0 picks a free one.

    `banner` is shown on top of the page (the demo's date).
    """

    def __init__(
        self,
        workspace: Workspace,
        host: str = "127.0.0.1",
        port: int = 0,
        controls: Sequence[Control] = (),
        banner: Callable[[], str] = str,
    ) -> None:
        self.workspace = workspace
        self.controls = tuple(controls)
        self.banner = banner
        self._address = (host, port)
        self._started = threading.Event()
        self._thread: threading.Thread | None = None
        self._server: uvicorn.Server | None = None
        self.url = ""

    @property
    def api_url(self) -> str:
        """What WebClient(base_url=…) takes."""
        return f"{self.url}api/"

    def start(self) -> None:
        """Serve from a thread of its own; returns when requests are answered."""
        listening = socket.create_server(self._address)
        host, port = listening.getsockname()[:2]
        self.url = self.workspace.url = f"http://{host}:{port}/"
        self._server = uvicorn.Server(self._config())
        self._started.clear()
        self._thread = threading.Thread(
            target=self._serve, args=(self._server, listening), name="sandbox", daemon=True
        )
        self._thread.start()
        if not self._started.wait(_START_SECONDS):
            raise RuntimeError("the sandbox did not start")

    def stop(self) -> None:
        """Close every connection and return when the thread is gone."""
        if self._server is None or self._thread is None:
            return
        self._server.should_exit = True
        self._thread.join(_START_SECONDS)
        self._server = self._thread = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def _config(self) -> uvicorn.Config:
        routes: list[BaseRoute] = [*wire(self.workspace), *self._page()]
        return uvicorn.Config(
            Starlette(routes=routes, lifespan=self._lifespan),
            http=CuttableProtocol,
            ws="websockets-sansio",
            ws_ping_interval=_PING_SECONDS,
            log_level="error",
            access_log=False,
            timeout_graceful_shutdown=1,
        )

    def _page(self) -> list[BaseRoute]:
        from bot.sandbox.page import routes  # the page shows this class, so it comes later

        return routes(self)

    @asynccontextmanager
    async def _lifespan(self, _: Starlette) -> AsyncIterator[None]:
        # As many requests to the app in HTTP mode as a busy demo has taps at once
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(max_workers=32))
        self.workspace.deliveries.opened()
        self._started.set()
        yield
        await self.workspace.deliveries.closed()

    @staticmethod
    def _serve(server: uvicorn.Server, listening: socket.socket) -> None:
        with listening:
            asyncio.run(server.serve(sockets=[listening]))
