"""The Web API: one call in, one answer out, and an entry in the journal."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

import msgspec
from starlette.responses import Response

from bot.sandbox.asking import chat as api_chat
from bot.sandbox.asking import files as api_files
from bot.sandbox.asking import people as api_people
from bot.sandbox.asking import team as api_team
from bot.sandbox.asking import views as api_views
from bot.sandbox.asking.faults import Fault
from bot.sandbox.asking.journal import Call
from bot.sandbox.asking.methods import Method
from bot.sandbox.asking.refusal import Refusal
from bot.sandbox.workspace import Workspace

Json = dict[str, Any]

METHODS: dict[str, Method] = {
    **api_team.METHODS,
    **api_chat.METHODS,
    **api_people.METHODS,
    **api_views.METHODS,
    **api_files.METHODS,
}

# Arguments Slack takes as JSON text inside a form
_STRUCTURED = ("blocks", "view", "metadata", "attachments", "files", "users")


class Web:
    """Answers calls for one workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    async def answer(self, method: str, headers: Mapping[str, str], body: bytes) -> Response | None:
        """The response to one HTTP request, or None when the connection is to be dropped."""
        arguments = _arguments(headers.get("content-type", ""), body)
        token = _token(headers.get("authorization", ""), arguments)
        fault = self._workspace.faults.next(method) or Fault()
        if fault.seconds:
            await asyncio.sleep(fault.seconds)
        if fault.cut == "before":
            self._note(method, arguments, {"ok": False, "error": "cut_before"})
            return None
        answered = self._injected(method, arguments, fault) or self.call(method, arguments, token)
        return None if fault.cut == "after" else answered

    def call(self, method: str, arguments: Json, token: str) -> Response:
        """Apply one call, by the rules."""
        channel = self._workspace.mailroom.whose(str(arguments.get("channel", "")))
        wait = self._workspace.rates.refuse(method, channel)
        if wait is not None:
            return self._limited(method, arguments, wait)
        with self._workspace.changes.making():
            try:
                answer = {"ok": True, **self._apply(method, arguments, token)}
            except Refusal as refusal:
                answer = refusal.answer()
            self._note(method, arguments, answer)
        return _json(answer, scopes=self._workspace.scopes)

    def _apply(self, method: str, arguments: Json, token: str) -> Json:
        known = METHODS.get(method)
        if known is None:
            raise Refusal("unknown_method", req_method=method)
        known.admit(self._workspace, token)
        return known.do(self._workspace, _decoded(arguments))

    def _injected(self, method: str, arguments: Json, fault: Fault) -> Response | None:
        if fault.retry_after is not None:
            return self._limited(method, arguments, fault.retry_after)
        if fault.status is not None:
            self._note(method, arguments, {"ok": False, "error": f"http_{fault.status}"})
            return Response("<html>Slack is having trouble</html>", fault.status)
        if fault.error is not None:
            answer = {"ok": False, "error": fault.error}
            self._note(method, arguments, answer)
            return _json(answer)
        return None

    def _limited(self, method: str, arguments: Json, seconds: int) -> Response:
        answer = {"ok": False, "error": "ratelimited"}
        self._note(method, arguments, answer)
        return _json(answer, status=429, headers={"retry-after": str(seconds)})

    def _note(self, method: str, arguments: Json, answer: Json) -> None:
        with self._workspace.changes.making():
            at = self._workspace.clock()
            self._workspace.journal.append(Call(method, arguments, answer, at))


def _arguments(content_type: str, body: bytes) -> Json:
    if not body:
        return {}
    if content_type.startswith("application/json"):
        try:
            said = msgspec.json.decode(body)
        except msgspec.DecodeError:
            return {}
        return said if isinstance(said, dict) else {}
    return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))


def _token(authorization: str, arguments: Json) -> str:
    in_form = str(arguments.pop("token", "") or "")
    return authorization.removeprefix("Bearer ").strip() or in_form


def _decoded(arguments: Json) -> Json:
    decoded = dict(arguments)
    for name in _STRUCTURED:
        value = decoded.get(name)
        if isinstance(value, str) and value[:1] in {"[", "{"}:
            decoded[name] = _structured(name, value)
    return decoded


def _structured(name: str, value: str) -> Any:
    try:
        return msgspec.json.decode(value)
    except msgspec.DecodeError:
        error = "invalid_blocks_format" if name == "blocks" else "invalid_arguments"
        raise Refusal(error, f"[ERROR] {name} is not JSON") from None


def _json(
    answer: Json,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    scopes: frozenset[str] | None = None,
) -> Response:
    granted = {"x-oauth-scopes": ",".join(sorted(scopes))} if scopes else {}
    body = msgspec.json.encode(answer)
    return Response(body, status, {**granted, **(headers or {})}, "application/json; charset=utf-8")
