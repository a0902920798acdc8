"""HTTP mode: what happened is POSTed to the app's address, signed."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import http.client
import time
import urllib.error
import urllib.request
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import msgspec

from bot.sandbox.telling.envelopes import Answered, Envelope

Json = dict[str, Any]

_FORM = "application/x-www-form-urlencoded"
_JSON = "application/json"


@dataclass(frozen=True)
class Request:
    """A request as it went over the wire, so that a test can replay it."""

    body: str
    headers: dict[str, str]


@dataclass(frozen=True)
class Response:
    """What the app said; `status` 0 when it could not be reached, and `error` says why."""

    status: int
    body: str = ""
    headers: dict[str, str] | None = None
    error: str | None = None


class HttpLine:
    """Signed requests to one URL. `clock` is epoch seconds and dates the signatures."""

    def __init__(
        self, url: str, secret: str, clock: Callable[[], float], ack_seconds: float
    ) -> None:
        self.url = url
        self._secret = secret
        self._clock = clock
        self._ack_seconds = ack_seconds
        self.sent: deque[Request] = deque(maxlen=1000)

    async def send(self, envelope: Envelope, attempt: int, reason: str) -> Answered:
        """POST once; any 200 within the time is the acknowledgement."""
        request = self._request(envelope, attempt, reason)
        self.sent.append(request)
        started = time.perf_counter()
        response = await asyncio.to_thread(self.post, request)
        return _answered(response, time.perf_counter() - started)

    def verify(self) -> bool:
        """Slack's url_verification: True when the app echoes the challenge."""
        challenge = "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P"
        body = _text({"token": "", "challenge": challenge, "type": "url_verification"})
        response = self.post(Request(body, self.signed(body) | {"content-type": _JSON}))
        return response.status == 200 and challenge in response.body

    def signed(self, body: str, at: float | None = None, secret: str | None = None) -> Json:
        """Slack's two signature headers, of the time `at` (now) and by `secret` (the real one)."""
        timestamp = str(int(self._clock() if at is None else at))
        return {
            "x-slack-request-timestamp": timestamp,
            "x-slack-signature": signature(secret or self._secret, timestamp, body),
        }

    def post(self, request: Request) -> Response:
        """POST exactly this; blocks for at most the time Slack waits."""
        to_app = urllib.request.Request(  # noqa: S310 - the address is the developer's own
            self.url, data=request.body.encode(), headers=request.headers, method="POST"
        )
        try:
            with urllib.request.urlopen(to_app, timeout=self._ack_seconds) as answer:  # noqa: S310
                return Response(answer.status, answer.read().decode(), _lowered(answer.headers))
        except urllib.error.HTTPError as error:
            with error:
                return Response(error.code, error.read().decode(), _lowered(error.headers))
        except TimeoutError:
            return Response(0, error="http_timeout")
        except (urllib.error.URLError, http.client.HTTPException, OSError) as error:
            late = isinstance(getattr(error, "reason", None), TimeoutError)
            return Response(0, error="http_timeout" if late else "connection_failed")

    def _request(self, envelope: Envelope, attempt: int, reason: str) -> Request:
        body, content_type = _encoded(envelope)
        headers = self.signed(body) | {"content-type": content_type}
        if attempt:
            headers |= {"x-slack-retry-num": str(attempt), "x-slack-retry-reason": reason}
        return Request(body, headers)


def signature(secret: str, timestamp: str, body: str) -> str:
    """Slack's request signature, version 0."""
    digest = hmac.new(secret.encode(), f"v0:{timestamp}:{body}".encode(), hashlib.sha256)
    return f"v0={digest.hexdigest()}"


def _encoded(envelope: Envelope) -> tuple[str, str]:
    if envelope.kind == "events_api":
        return _text(envelope.payload), _JSON
    if envelope.kind == "slash_commands":
        return urlencode(envelope.payload), _FORM
    return urlencode({"payload": _text(envelope.payload)}), _FORM


def _answered(response: Response, seconds: float) -> Answered:
    if response.status != 200:
        given_up = (response.headers or {}).get("x-slack-no-retry") == "1"
        error = "no_retry" if given_up else response.error or "http_error"
        late = error == "http_timeout"
        return Answered(acked=False, seconds=seconds, timed_out=late, error=error)
    return Answered(acked=True, ack_payload=_said(response.body), seconds=seconds)


def _said(body: str) -> Json | None:
    try:
        said = msgspec.json.decode(body)
    except msgspec.DecodeError:
        return {"text": body} if body.strip() else None
    return said if isinstance(said, dict) and said else None


def _text(payload: Json) -> str:
    return msgspec.json.encode(payload).decode()


def _lowered(headers: Any) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}
