"""Who sends: told by the bearer token, and by nothing else."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from bot.people import tokens
from bot.people.tokens import Holder
from bot.services import Services
from bot.web.reading import Refused

CHALLENGE = {"WWW-Authenticate": 'Bearer realm="worthwhile"'}


async def holder(services: Services, request: Request) -> Holder | Refused:
    """Whom the token speaks for. Every mistake gets the same answer."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    found = None
    if scheme.lower() == "bearer" and token.strip():
        found = await run_in_threadpool(tokens.holder, services, token.strip())
    return found or Refused(401, "a valid ingest token is needed")
