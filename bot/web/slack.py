"""Slack's requests over HTTP, where there is no Socket Mode. Bolt checks their signatures."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from slack_bolt import App
from slack_bolt.adapter.starlette.handler import to_bolt_request, to_starlette_response
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

MOST_BYTES = 1 << 20
"""The largest request taken from Slack; theirs are a few kilobytes."""


def routes(app: App) -> list[Route]:
    """`POST /slack/events`: events, commands and interactions alike."""
    return [Route("/slack/events", _events(app), methods=["POST"])]


def _events(app: App) -> Callable[[Request], Awaitable[Response]]:
    async def events(request: Request) -> Response:
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > MOST_BYTES:
                return PlainTextResponse("too large", status_code=413)
        try:
            asked = to_bolt_request(request, body)
        except UnicodeDecodeError:
            return PlainTextResponse("not UTF-8", status_code=400)
        # Bolt's own handler dispatches on the event loop: four slow commands held it for 8 seconds.
        return to_starlette_response(await run_in_threadpool(app.dispatch, asked))

    return events
