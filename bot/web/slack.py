"""Slack's requests over HTTP, where there is no Socket Mode. Bolt checks their signatures."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from slack_bolt import App
from slack_bolt.adapter.starlette.handler import to_bolt_request, to_starlette_response
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.web import reading
from bot.web.reading import Refused
from bot.web.room import Room

MOST_BYTES, MOST_HELD = 1 << 20, 256 << 20
"""The largest request taken from Slack (theirs are a few kilobytes), and all of them together."""

_NOT_SLACKS = (ValueError, TypeError, AttributeError, LookupError, RecursionError)
"""What Bolt raises on a body that is no form, no JSON or no object. It reads the body before it
looks at the signature, so anybody can send one."""

SECONDS = 10
"""How long one may take to arrive: anybody can send here before a signature is looked at."""


def routes(app: App) -> list[Route]:
    """`POST /slack/events`: events, commands and interactions alike."""
    return [Route("/slack/events", _events(app), methods=["POST"])]


def _events(app: App) -> Callable[[Request], Awaitable[Response]]:
    room = Room(MOST_HELD)

    async def events(request: Request) -> Response:
        with room.place() as place:
            read = await reading.body(request, place, MOST_BYTES, SECONDS)
        if isinstance(read, Refused):
            return PlainTextResponse(read.why, read.status, reading.waiting(read))
        try:
            asked = to_bolt_request(request, read)
        except _NOT_SLACKS:
            return PlainTextResponse("not a request of Slack's", status_code=400)
        # Bolt's own handler dispatches on the event loop: four slow commands held it for 8 seconds.
        return to_starlette_response(await run_in_threadpool(app.dispatch, asked))

    return events
