"""GET /healthz, /readyz, /metrics: whether it lives, whether its stores answer, what it did."""

from __future__ import annotations

import logging

from prometheus_client import CONTENT_TYPE_LATEST
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.web.doing import Desk
from storage import keystore
from storage.operations import settings

_log = logging.getLogger("worthwhile.web")


def routes(desk: Desk) -> list[Route]:
    """The three routes; they need no token and tell nothing of anybody."""

    async def healthz(_request: Request) -> Response:
        return PlainTextResponse("ok\n")

    async def readyz(_request: Request) -> Response:
        if await run_in_threadpool(_stores_answer, desk):
            return PlainTextResponse("ready\n")
        return PlainTextResponse("a store does not answer\n", status_code=503)

    async def metrics(_request: Request) -> Response:
        return Response(desk.counts.text(), media_type=CONTENT_TYPE_LATEST)

    return [
        Route("/healthz", healthz, methods=["GET"]),
        Route("/readyz", readyz, methods=["GET"]),
        Route("/metrics", metrics, methods=["GET"]),
    ]


def _stores_answer(desk: Desk) -> bool:
    try:
        settings.load(desk.services.database)
        keystore.has_people(desk.services.keys.store)
    except Exception as error:  # noqa: BLE001 - whatever a store's engine raises, it is not ready
        _log.warning("a store does not answer: %s", type(error).__name__)
        return False
    return True
