"""POST /v1/usage: the generic push, NDJSON; answered with what was accepted, known and rejected.

`?history=true` lets a person's own token bring what is older than 14 days: a first scan.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.people.tokens import Holder
from bot.sources import push, receiving
from bot.sources.intake import Taken
from bot.sources.parsed import Parsed
from bot.web.bearer import CHALLENGE
from bot.web.doing import Desk, deliver
from bot.web.reading import Refused, waiting
from bot.web.repeats import Repeats

MOST_LISTED = 1_000
"""The most rejects that are listed one by one; `rejected_in_all` counts them all."""


def routes(desk: Desk) -> list[Route]:
    """The one route."""
    repeats = Repeats()

    async def usage(request: Request) -> Response:
        history = request.query_params.get("history") == "true"

        def work(holder: Holder, body: bytes) -> Taken | Refused:
            if history and holder.person is None:
                return Refused(403, "history: only with a person's own token")
            parsed = push.parse(body)
            taken = receiving.receive(desk.services, holder, parsed, history=history)
            return taken if holder.person else _as_told(holder, parsed, taken, repeats)

        taken = await deliver(desk, request, work)
        response = _answer(desk, taken)
        desk.counts.answered("usage", response.status_code)
        return response

    return [Route("/v1/usage", usage, methods=["POST"])]


def _as_told(holder: Holder, parsed: Parsed, taken: Taken, repeats: Repeats) -> Taken:
    """What a platform is told: `known` is what it sent before, whoever the line was about."""
    ids = [f"{it.source}\0{it.claimed}\0{it.external_id}" for it in parsed.observations]
    lines = taken.accepted + taken.known
    known = min(repeats.known(holder.platform or "", ids), lines)
    return Taken(lines - known, known, taken.rejected)


def _answer(desk: Desk, taken: Taken | Refused) -> Response:
    if isinstance(taken, Refused):
        headers = CHALLENGE if taken.status == 401 else waiting(taken)
        return JSONResponse({"error": taken.why}, status_code=taken.status, headers=headers)
    desk.counts.took("usage", taken.accepted + taken.known, len(taken.rejected))
    listed = sorted(taken.rejected, key=lambda reject: reject.line)[:MOST_LISTED]
    return JSONResponse(
        {
            "accepted": taken.accepted,
            "known": taken.known,
            "rejected": [{"line": reject.line, "cause": reject.cause} for reject in listed],
            "rejected_in_all": len(taken.rejected),
        }
    )
