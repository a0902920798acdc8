"""The page's addresses."""

import asyncio
from pathlib import Path
from time import monotonic
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import (
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
)
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.sandbox.page import acts, people
from bot.sandbox.page.render import ENVIRONMENT
from bot.sandbox.page.same_origin import is_from_this_page
from bot.sandbox.page.screen import Screen
from bot.sandbox.server import Sandbox

Json = dict[str, Any]

# Shorter than a server waits for its last answers when it stops, so an open page never holds it up.
_HOLD_SECONDS = 0.8
_LOOK_SECONDS = 0.04
_HEADERS = {
    # Whatever an app manages to put into a page, no script but our own files can run there.
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        "img-src 'self' data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
}


def routes(sandbox: Sandbox) -> list[BaseRoute]:
    """The page of a sandbox, to be mounted at its root."""
    page = Page(sandbox)
    return [
        Route("/", page.first),
        Route("/p/{person_id}", page.client),
        Route("/p/{person_id}/{act}", page.act, methods=["POST"]),
        Route("/control/{name}", page.control, methods=["POST"]),
        Route("/changes", page.changes),
        Mount("/page", StaticFiles(directory=Path(__file__).parent / "static")),
    ]


class Page:
    """The endpoints. Those that draw or wait for the app run in worker threads."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._workspace = sandbox.workspace

    def first(self, _: Request) -> Response:
        """Whoever joined first; an empty workspace says so."""
        everybody = people.present(self._workspace)
        if not everybody:
            return PlainTextResponse("Nobody is in this workspace yet.")
        return RedirectResponse(f"/p/{everybody[0].id}")

    def client(self, request: Request) -> Response:
        """One person's Slack, as it is now; reading it changes nothing."""
        person_id = request.path_params["person_id"]
        if not self._knows(person_id):
            return PlainTextResponse("There is no such person in this workspace.", 404)
        tab = "home" if request.query_params.get("tab") == "home" else "messages"
        screen = Screen(self._sandbox, person_id, tab)
        return HTMLResponse(
            ENVIRONMENT.get_template("page.html.j2").render(screen=screen), headers=_HEADERS
        )

    async def act(self, request: Request) -> Response:
        """Something the person does."""
        person_id = request.path_params["person_id"]
        act = acts.ACTS.get(request.path_params["act"])
        if act is None or not self._knows(person_id):
            return JSONResponse({"notice": "There is no such thing.", "trouble": True}, 404)
        if not is_from_this_page(request):
            return _refused()
        body = await request.json()
        said = await run_in_threadpool(acts.perform, self._workspace, person_id, act, body)
        return JSONResponse(said)

    async def control(self, request: Request) -> Response:
        """A button of whoever runs the sandbox, such as a demo's clock."""
        if not is_from_this_page(request):
            return _refused()
        said = await run_in_threadpool(acts.turn, self._sandbox, request.path_params["name"])
        if said is None:
            return JSONResponse({"notice": "There is no such control.", "trouble": True}, 404)
        return JSONResponse(said)

    async def changes(self, request: Request) -> Response:
        """Answers once the workspace differs from the version asked about, or after a moment."""
        since = request.query_params.get("since")
        until = monotonic() + _HOLD_SECONDS
        while str(self._workspace.changes.count) == since and monotonic() < until:
            await asyncio.sleep(_LOOK_SECONDS)
        return JSONResponse({"version": self._workspace.changes.count})

    def _knows(self, person_id: str) -> bool:
        return any(member.id == person_id for member in self._workspace.members())


def _refused() -> Response:
    return JSONResponse({"notice": "Only the page itself may do that.", "trouble": True}, 403)
