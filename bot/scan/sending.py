"""Pushing lines to the bot with nothing but the standard library."""

from __future__ import annotations

import gzip
import json
import urllib.error
import urllib.request
from collections.abc import Sequence

LINES = 2_000
"""Lines in one request."""

_SECONDS = 60


class NotSent(Exception):
    """The push did not arrive; says why and what to do."""


def _opener() -> urllib.request.OpenerDirector:
    """HTTP and HTTPS, through the machine's proxy, and no redirects: a token must not be handed on
    to wherever an answer points."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler,
        urllib.request.HTTPHandler,
        urllib.request.HTTPSHandler,
        urllib.request.UnknownHandler,
        urllib.request.HTTPDefaultErrorHandler,
        urllib.request.HTTPErrorProcessor,
    ):
        opener.add_handler(handler())
    return opener


def push(url: str, token: str, lines: Sequence[bytes]) -> tuple[int, int, int]:
    """Send lines; how many were accepted, known already, and rejected. Raises NotSent."""
    accepted = known = rejected = 0
    for start in range(0, len(lines), LINES):
        answer = _post(url, token, b"\n".join(lines[start : start + LINES]))
        accepted += answer["accepted"]
        known += answer["known"]
        rejected += answer["rejected_in_all"]
    return accepted, known, rejected


def _post(url: str, token: str, body: bytes) -> dict[str, int]:
    try:
        with _opener().open(_request(url, token, body), timeout=_SECONDS) as response:
            answer: dict[str, int] = json.load(response)
            return answer
    except urllib.error.HTTPError as error:
        raise NotSent(_REASONS.get(error.code, f"it answered {error.code}: try again")) from error
    except (OSError, ValueError) as error:
        raise NotSent("it does not answer: check the address, and try again") from error


def _request(url: str, token: str, body: bytes) -> urllib.request.Request:
    return urllib.request.Request(  # noqa: S310 - the opener knows no scheme but HTTP's
        f"{url.rstrip('/')}/v1/usage?history=true",
        data=gzip.compress(body),
        headers={
            "Authorization": f"Bearer {token}",
            "Content-Type": "application/x-ndjson",
            "Content-Encoding": "gzip",
        },
    )


_REASONS = {
    401: "the token is not valid: `/worthwhile connect` in Slack gives a new one",
    403: "this is not a person's own token: `/worthwhile connect` in Slack gives one",
    404: "there is no Worthwhile at this address",
}
