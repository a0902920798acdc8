"""Who sends: told by the bearer token, and by nothing else."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from bot.people import tokens
from bot.people.tokens import Holder
from bot.services import Services
from bot.web.guessing import Guesses
from bot.web.reading import Refused

CHALLENGE = {"WWW-Authenticate": 'Bearer realm="worthwhile"'}


async def holder(services: Services, guesses: Guesses, request: Request) -> Holder | Refused:
    """Whom the token speaks for. Every mistake gets the same answer, and too many of them another:
    to come back later."""
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    token = given.strip() if scheme.lower() == "bearer" else ""
    found = None
    if token and not guesses.known_wrong(token):
        found = await run_in_threadpool(tokens.holder, services, token)
    return found or _refusal(guesses.wait(_address(request), token))


def _refusal(wait: int | None) -> Refused:
    if wait is None:
        return Refused(401, "a valid ingest token is needed")
    return Refused(429, "too many wrong tokens; try again later", wait)


def _address(request: Request) -> str:
    return request.client.host if request.client else ""
