"""What tools report of many people: lines of the push, and Claude Code's exports over OTLP."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest
from opentelemetry.proto.logs.v1.logs_pb2 import LogRecord

from bot.model import DAY, Instant, Person, PersonId
from bot.services import Services
from storage.personal import people as roster
from storage.personal import standings

_SESSION = 20
"""Events in a session: somebody asks, then a call of the model and one of a tool by turns."""
_KINDS = ("task", "model_call", "tool_call")
_TOOLS = ("claude-code", "claude-code", "codex", "meshclaw")
_DEEDS = ("edit", "read", "read", "command")
_NANO = 1_000_000_000
_UNREAD = {
    "user.id": "cb3eaa7ff822ccacb2d90d0b0015797cb3abee718d5fea5f7ea5b5448a5ec85a",
    "terminal.type": "xterm",
    "event.timestamp": "2026-11-19T09:12:02.480Z",
    "duration_ms": 4_812,
    "ttft_ms": 911,
    "cost_usd_micros": 41_234,
    "speed": "normal",
    "effort": "high",
    "success": "true",
    "tool_input_size_bytes": 214,
}
"""What Claude Code says as well, and nobody reads."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing a tool did for somebody."""

    number: int
    person: str
    tool: str
    session: str
    kind: str
    at: Instant
    fresh: int
    cached: int
    answer: int


def addresses(services: Services, people: int) -> list[str]:
    """So many people of the roster, told about the bot, by their e-mail addresses."""
    found = [f"person{number}@example.com" for number in range(people)]
    told = services.clock() - 100 * DAY
    for number, address in enumerate(found):
        person = PersonId(services.new_id())
        services.keys.admit(person, f"U{number:06}", address, told)
        roster.save(services.database, [Person(person, "Europe/Berlin", told)])
        standings.set_told(services.database, person, told)
    return found


def events(people: Sequence[str], count: int, first: Instant, days: int) -> Iterator[Event]:
    """So many events in order of time, those of several people mixed, as in a platform's export."""
    chance = random.Random(count)
    sessions = -(-count // _SESSION)
    begun = sorted(
        (first + chance.randrange(days * DAY), chance.choice(people)) for _ in range(sessions)
    )
    drafts = (
        (at + step * chance.randrange(20, 60), number, step, person)
        for number, (at, person) in enumerate(begun)
        for step in range(_SESSION)
    )
    for number, (at, session, step, person) in enumerate(sorted(drafts)[:count]):
        yield Event(
            number=number,
            person=person,
            tool=_TOOLS[session % len(_TOOLS)],
            session=f"session-{session:08}",
            kind=_KINDS[0 if step == 0 else 1 + step % 2],
            at=at,
            fresh=chance.randrange(10, 4_000),
            cached=chance.randrange(200_000),
            answer=chance.randrange(20, 2_000),
        )


def write_lines(path: Path, some: Iterator[Event]) -> None:
    """The push, as NDJSON."""
    with path.open("w") as file:
        for event in some:
            file.write(json.dumps(_line(event)) + "\n")


def _line(event: Event) -> dict[str, object]:
    at = datetime.fromtimestamp(event.at, UTC)
    line: dict[str, object] = {
        "id": f"event-{event.number:012}",
        "source": event.tool,
        "person": event.person,
        "at": at.isoformat(),
        "session": event.session,
        "kind": event.kind,
    }
    if event.kind == "model_call":
        line |= {
            "model": "claude-sonnet-4-5",
            "input_tokens": event.fresh + event.cached,
            "cached_tokens": event.cached,
            "output_tokens": event.answer,
        }
    elif event.kind == "tool_call":
        line["deed"] = _DEEDS[event.number % len(_DEEDS)]
    return line


def exports(some: Sequence[Event], size: int) -> list[bytes]:
    """The same over OTLP: gzipped protobuf, so many records each, as a collector passes them on."""
    return [_export(some[start : start + size]) for start in range(0, len(some), size)]


def _export(some: Sequence[Event]) -> bytes:
    export = ExportLogsServiceRequest()
    of_resource = export.resource_logs.add()
    of_resource.resource.attributes.add(key="service.name").value.string_value = "claude-code"
    scope = of_resource.scope_logs.add()
    for event in some:
        _record(event, scope.log_records.add())
    return gzip.compress(export.SerializeToString(), 6)


def _record(event: Event, record: LogRecord) -> None:
    record.time_unix_nano = event.at * _NANO
    its = {"user.email": event.person, "session.id": event.session, "prompt.id": event.session}
    attributes = _UNREAD | its | {"event.sequence": event.number} | _counted(event)
    for key, value in attributes.items():
        kept = record.attributes.add(key=key).value
        if isinstance(value, str):
            kept.string_value = value
        elif isinstance(value, float):
            kept.double_value = value
        else:
            kept.int_value = int(str(value))


def _counted(event: Event) -> dict[str, object]:
    if event.kind == "task":
        return {"event.name": "user_prompt", "prompt.id": f"prompt-{event.number}"}
    if event.kind == "tool_call":
        its_id = f"toolu_{event.number:024}"
        return {"event.name": "tool_result", "tool_use_id": its_id, "tool_name": "Read"}
    return {
        "event.name": "api_request",
        "request_id": f"req_{event.number:024}",
        "model": "claude-sonnet-4-5",
        "input_tokens": event.fresh,
        "cache_read_tokens": event.cached,
        "cache_creation_tokens": 0,
        "output_tokens": event.answer,
        "cost_usd": 0.0123,
        "query_source": "repl_main_thread",
    }
