"""Pushing lines to the bot with nothing but the standard library."""

from __future__ import annotations

import gzip
import http.client
import json
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Sequence
from typing import Any

from bot.scan.answer import Answer, NotSent

_SECONDS = 60
_SQUEEZED = 1
"""How hard to compress: lines are so alike that more takes four times as long for a third less."""


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
    opener.addheaders = [("User-Agent", "worthwhile")]  # not which Python somebody has
    return opener


def send(url: str, token: str, lines: Sequence[bytes]) -> Answer:
    """Send lines in one request, and hear what became of them. Raises NotSent."""
    if not url.startswith(("http://", "https://")):
        raise NotSent("the address is none: it begins with https://", final=True)
    try:
        request = _request(url, token, b"\n".join(lines))
        with _opener().open(request, timeout=_SECONDS) as response:
            return _understood(json.load(response))
    except urllib.error.HTTPError as error:
        reason = _REASONS.get(error.code, f"it answered {error.code}: try again")
        raise NotSent(reason, final=error.code in _FINAL) from error
    except (OSError, http.client.HTTPException, ValueError, TypeError, KeyError) as error:
        raise NotSent("it does not answer: check the address, and try again") from error


def _understood(told: dict[str, Any]) -> Answer:
    listed = Counter(str(reject["cause"]) for reject in told["rejected"])
    accepted, known, rejected = (int(told[it]) for it in ("accepted", "known", "rejected_in_all"))
    return Answer(accepted, known, rejected, listed)


def _request(url: str, token: str, body: bytes) -> urllib.request.Request:
    return urllib.request.Request(  # noqa: S310 - the opener knows no scheme but HTTP's
        f"{url.rstrip('/')}/v1/usage?history=true",
        data=gzip.compress(body, _SQUEEZED),
        headers={
            "Authorization": f"Bearer {token}",
            "Content-Type": "application/x-ndjson",
            "Content-Encoding": "gzip",
        },
    )


_FINAL = (401, 403)
_BUSY = "it is busy: what arrived is not sent again, so just try again later"
_REASONS = {
    401: "the token is not valid: `/worthwhile connect` in Slack gives a new one",
    403: "this is not a person's own token: `/worthwhile connect` in Slack gives one",
    404: "there is no Worthwhile at this address",
    429: _BUSY,
    503: _BUSY,
}
