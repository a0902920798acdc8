"""Planting a text in every field there is: in each word of a payload, in each attribute that any
adapter reads, and in fields nobody knows. What there is to plant in is taken from the recorded
payloads and from the decoders themselves, so that a new field is covered by itself."""

from __future__ import annotations

import json
import pkgutil
from collections.abc import Iterator, Sequence
from copy import deepcopy
from importlib import import_module
from pathlib import Path
from typing import Any

import bot.sources
from bot.sources.otlp import Signal, Unreadable, Wanted
from bot.sources.receiving import read_otlp
from tests.sources import exports
from tests.sources.test_nothing_leaks import export as claude_code
from tests.sources.test_nothing_leaks import record

CANARY = "Zebrafinch, a planted text"
"""With a comma and a capital: a name of a tool or an app is kept, a text never."""

PAYLOADS = Path(__file__).parents[1] / "payloads"
_SIGNALS = {
    "resourceLogs": Signal.LOGS,
    "resourceMetrics": Signal.METRICS,
    "resourceSpans": Signal.TRACES,
}
_EVENTS = ("api_request", "tool_result", "user_prompt", "api_error")

Json = Any
Place = Sequence[str | int]


def wanted() -> Wanted:
    """Every attribute and every metric that some adapter reads."""
    names = [its.name for its in pkgutil.iter_modules(bot.sources.__path__)]
    modules = (import_module(f"bot.sources.{name}") for name in names)
    its = [module.WANTED for module in modules if hasattr(module, "WANTED")]
    return Wanted(
        frozenset().union(*(one.attributes for one in its)),
        frozenset().union(*(one.metrics for one in its)),
    )


def telemetry() -> dict[str, Json]:
    """An export of every tool and signal, as it should be; by a name."""
    files = [its for its in PAYLOADS.glob("*/*.json") if its.parent.name != "reports"]
    recorded = {str(its.relative_to(PAYLOADS)): its for its in files}
    events = [
        record(**{"event.name": event, "request_id": f"r{n}", "prompt.id": f"p{n}"})
        for n, event in enumerate(_EVENTS)
    ]
    began, at = exports.START, exports.START + 60
    counters = [
        exports.counter(name, 3, began=began, at=at, decision="accept", session__id="s")
        for name in sorted(wanted().metrics)
    ]
    return {name: json.loads(its.read_bytes()) for name, its in recorded.items()} | {
        "claude-code/logs": json.loads(claude_code(*events)),
        "claude-code/metrics": json.loads(exports.metrics("claude-code", *counters)),
    }


def signal(export: Json) -> Signal:
    """Which signal an export is of."""
    return next(its for kind, its in _SIGNALS.items() if kind in export)


def planted(export: Json) -> list[Json]:
    """Exports with the text in them: one that holds the given one many times over, each time under
    ids of its own and with the text in another place; and one for each place where the text is so
    wrong that the whole export cannot be read."""
    (kind,) = export
    every = [export, *replaced(export), *_strangers(export), *_attributed(export)]
    fresh = [_under_other_ids(its, n) for n, its in enumerate(every)]
    good = [resource for its in fresh if _readable(its) for resource in its[kind]]
    return [{kind: good}, *(its for its in fresh if not _readable(its))]


def _readable(export: Json) -> bool:
    try:
        read_otlp(signal(export), json.dumps(export).encode(), json=True)
    except Unreadable:
        return False
    return True


def replaced(tree: Json) -> Iterator[Json]:
    """The text in place of each word, one at a time; of the same field of many records once."""
    places = {_field(tree, place): place for place in words(tree)}
    for place in places.values():
        yield put(tree, place, CANARY)


def _field(tree: Json, place: Place) -> tuple[str, ...]:
    """Which field it is, wherever in a list it stands; attributes by their name."""
    names = []
    for key in place:
        tree = tree[key]
        names.append(str(key) if isinstance(key, str) else "")
        if isinstance(tree, dict) and "key" in tree:
            names.append(tree["key"])
    return tuple(names)


def _strangers(tree: Json) -> Iterator[Json]:
    """The text in fields that nobody knows, in every object at once."""
    its = deepcopy(tree)
    for part in _objects(its):
        part.update(body={"stringValue": CANARY}, planted=CANARY, name=part.get("name", CANARY))
    yield its


def _attributed(tree: Json) -> Iterator[Json]:
    """The text in each attribute that is read anywhere, and in one that is not."""
    for name in (*sorted(wanted().attributes), CANARY):
        its = deepcopy(tree)
        for part in (part for part in _objects(its) if "attributes" in part):
            others = [one for one in part["attributes"] if one.get("key") != name]
            part["attributes"] = [*others, {"key": name, "value": {"stringValue": CANARY}}]
        yield its


def words(tree: Json, place: Place = ()) -> Iterator[Place]:
    """Where in it there is a word."""
    if isinstance(tree, str):
        yield place
    for key, part in _inner(tree):
        yield from words(part, (*place, key))


def put(tree: Json, place: Place, text: str) -> Json:
    """The same with a text in that place."""
    its = part = deepcopy(tree)
    for key in place[:-1]:
        part = part[key]
    part[place[-1]] = text
    return its


def _inner(tree: Json) -> list[tuple[str | int, Json]]:
    if isinstance(tree, dict):
        return list(tree.items())
    return list(enumerate(tree)) if isinstance(tree, list) else []


def _objects(tree: Json) -> list[Json]:
    inner = [its for _, part in _inner(tree) for its in _objects(part)]
    return [tree, *inner] if isinstance(tree, dict) else inner


def _under_other_ids(tree: Json, number: int) -> Json:
    """What is known already would be passed over."""
    its = deepcopy(tree)
    for part in _objects(its):
        for key in ("traceId", "spanId", "parentSpanId"):
            if part.get(key) not in (None, CANARY):
                part[key] = part[key][:-4] + f"{number:04x}"
        value = part.get("value") if str(part.get("key")).lower().endswith("id") else None
        if isinstance(value, dict) and value.get("stringValue") not in (None, CANARY):
            value["stringValue"] += f"-{number}"
    return its
