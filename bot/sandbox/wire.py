"""The addresses of the workspace: /api, /link, /response, /upload and /files."""

from __future__ import annotations

import asyncio
from typing import Any, ClassVar
from weakref import WeakValueDictionary

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.sandbox.asking.webapi import Web
from bot.sandbox.telling import response_urls
from bot.sandbox.workspace import Workspace


class CuttableProtocol(H11Protocol):
    """HTTP whose connections can be dropped in the middle of a request."""

    open_now: ClassVar[WeakValueDictionary[Any, asyncio.Transport]] = WeakValueDictionary()

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Remember the connection by its two ends."""
        super().connection_made(transport)
        self.open_now[self.server, self.client] = transport


class Cut(Response):
    """Instead of an answer, the line goes dead."""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Drop the connection this request came over."""
        del receive, send
        CuttableProtocol.open_now[scope["server"], scope["client"]].abort()
        await asyncio.sleep(0)  # the server notices on its next turn, and lets us go quietly
        await asyncio.sleep(0)


def wire(workspace: Workspace) -> list[BaseRoute]:
    """The routes an app uses."""
    web = Web(workspace)

    async def call(request: Request) -> Response:
        answer = await web.answer(
            request.path_params["method"], request.headers, await request.body()
        )
        return Cut() if answer is None else answer

    async def respond(request: Request) -> Response:
        return response_urls.answer(workspace, request.path_params["key"], await request.body())

    async def upload(request: Request) -> Response:
        return _upload(workspace, request.path_params["file_id"], await request.body())

    async def download(request: Request) -> Response:
        file = workspace.files.get(request.path_params["file_id"])
        if file is None or file.content is None:
            return PlainTextResponse("not found", 404)
        named = {"content-disposition": f'attachment; filename="{file.name}"'}
        return Response(file.content, media_type="application/octet-stream", headers=named)

    return [
        Route("/api/{method}", call, methods=["GET", "POST"]),
        WebSocketRoute("/link", workspace.sockets.serve),
        Route("/response/{key}", respond, methods=["POST"]),
        Route("/upload/{file_id}", upload, methods=["POST"]),
        Route("/files/{file_id}", download),
    ]


def _upload(workspace: Workspace, file_id: str, content: bytes) -> Response:
    file = workspace.files.get(file_id)
    if file is None or len(content) != file.length:
        return PlainTextResponse("not what was announced", 400)
    file.content = content
    return PlainTextResponse(f"OK - {len(content)}")
