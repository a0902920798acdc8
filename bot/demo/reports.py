"""What tools tell of a piece of work: lines of the generic push, and Claude Code's telemetry."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from bot.demo.chance import chance
from bot.demo.tools import MODEL_OF, TELEMETRY
from bot.demo.usage import Done

Json = dict[str, Any]

_TOOL_OF = {"edit": "Edit", "read": "Read", "command": "Bash"}
_NAMESPACE = uuid.UUID(int=0)


def pushed(done: Done) -> Iterator[Json]:
    """Lines of the generic push. The platform that sends them names the person in each."""
    luck = chance(done.key, "lines")
    calls = luck.randint(1, 3)
    yield _line(done, "start", done.start, "task", ended_at=_iso(done.end))
    for number in range(calls):
        yield _line(
            done,
            f"call-{number}",
            done.start + number * done.seconds // 2,
            "model_call",
            model=MODEL_OF[done.tool],
            **_tokens(done, calls, luck.uniform(0.4, 0.8)),
        )
    if done.shape.deed or done.shape.app:
        more = {"deed": done.shape.deed, "app": done.shape.app}
        yield _line(done, "tool", done.start + done.seconds // 2, "tool_call", **more)
    if done.outcome:
        yield _line(done, "outcome", done.end, "outcome", outcome=done.outcome)


def telemetry(pieces: Iterable[Done]) -> Json:
    """One person's work as Claude Code's own OpenTelemetry logs tell it."""
    records = [record for done in pieces for record in _records(done)]
    service = {"attributes": _attributes({"service.name": TELEMETRY, "service.version": "2.1.330"})}
    scope = {"scope": {"name": "com.anthropic.claude_code.events"}, "logRecords": records}
    return {"resourceLogs": [{"resource": service, "scopeLogs": [scope]}]}


def _line(done: Done, part: str, at: int, kind: str, **more: object) -> Json:
    line: Json = {
        "id": f"{done.key}-{part}",
        "source": done.tool,
        "person": done.employee.email,
        "at": _iso(at),
        "task": done.key,
        "kind": kind,
    }
    if done.alone:
        line["autonomous"] = True
    return line | {name: value for name, value in more.items() if value is not None}


def _tokens(done: Done, calls: int, cached: float) -> Json:
    each = done.tokens // calls
    return {
        "input_tokens": each,
        "cached_tokens": round(each * cached),
        "output_tokens": max(each // 40, 1),
    }


def _records(done: Done) -> Iterator[Json]:
    luck = chance(done.key, "records")
    session = str(uuid.uuid5(_NAMESPACE, done.key))
    prompt = {"session.id": session, "prompt.id": str(uuid.uuid5(_NAMESPACE, done.key + "p"))}
    yield _record("user_prompt", done.start, prompt | {"prompt_length": "80", "event.sequence": 1})
    calls = luck.randint(1, 3)
    for number in range(calls):
        at = done.start + (number + 1) * done.seconds // calls
        request = prompt | {"request_id": f"req_{done.key}-{number}", "event.sequence": number + 2}
        yield _record("api_request", at, request | _usage(done, calls, luck.uniform(0.5, 0.85)))
    deed = _TOOL_OF.get(done.shape.deed or "")
    if deed:
        used = {"tool_name": deed, "tool_use_id": f"toolu_{done.key}", "success": "true"}
        at = done.start + done.seconds // 2
        yield _record("tool_result", at, prompt | used | {"event.sequence": calls + 2})


def _usage(done: Done, calls: int, cached: float) -> Json:
    each = done.tokens // calls
    read = round(each * cached)
    fresh, answer = each - read, max(each // 40, 1)
    return {
        "model": MODEL_OF[TELEMETRY],
        "input_tokens": fresh,
        "cache_read_tokens": read,
        "cache_creation_tokens": 0,
        "output_tokens": answer,
        "cost_usd": round((fresh * 3 + read * 0.3 + answer * 15) / 1_000_000, 6),
    }


def _record(name: str, at: int, more: Json) -> Json:
    named = {"event.name": name, "event.timestamp": _iso(at)}
    nanoseconds = str(at * 1_000_000_000)
    return {
        "timeUnixNano": nanoseconds,
        "observedTimeUnixNano": nanoseconds,
        "body": {"stringValue": f"claude_code.{name}"},
        "attributes": _attributes(named | more),
    }


def _attributes(named: Json) -> list[Json]:
    return [{"key": key, "value": _value(value)} for key, value in named.items()]


def _value(value: object) -> Json:
    if isinstance(value, int):
        return {"intValue": value}
    return {"doubleValue": value} if isinstance(value, float) else {"stringValue": value}


def _iso(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).isoformat()
