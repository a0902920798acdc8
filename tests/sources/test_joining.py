"""The same work heard of in two ways counts once."""

from __future__ import annotations

import gzip
from dataclasses import asdict
from itertools import permutations
from pathlib import Path

import pytest

from bot.model import FOREVER, Tokens
from bot.people.tokens import Holder
from bot.sources.claude_logs import Log
from bot.sources.otlp import Signal
from bot.sources.parsed import Parsed
from bot.sources.receiving import read_otlp, receive
from storage.personal import tasks
from tests.company import Company, found
from tests.samples import needs_samples, sample

SESSIONS = {
    "json.logs.json": "d8f100c5-d2a4-412b-9337-23bd984acb4a",
    "pb.logs.bin": "81525d5f-7fc7-4cfc-8f53-b47573a51823",
    "mcp.logs.json": "f1e4004f-7c3c-43e4-aaeb-5501ec83d94d",
    "resumed-session-part1.logs.bin.gz": "49c63566-f81c-4c8a-9eb5-dd5a99d75468",
}


def telemetry(name: str) -> Parsed:
    body = sample(f"otlp/claude-code/{name}")
    body = gzip.decompress(body) if name.endswith(".gz") else body
    return read_otlp(Signal.LOGS, body, json=name.endswith("json"))


def log(session: str) -> Parsed:
    return Log().parse(sample(f"logs/claude-code/{session}.jsonl").splitlines())


def folded(company: Company, *payloads: Parsed) -> list[dict[str, object]]:
    company.clock.set("2026-11-22T09:00:00")
    ada = company.hire("U0ADA")
    for payload in payloads:
        receive(company.services, Holder(ada), payload, strict=False)
    its = tasks.between(company.services.database, ada, 0, FOREVER)
    company.services.database.close()
    return [asdict(task) | {"id": None} for task in its]


@needs_samples
@pytest.mark.parametrize("name", SESSIONS)
def test_telemetry_and_local_logs_of_one_session(tmp_path: Path, name: str) -> None:
    """In either order; and together they say no more than the log, which is the more complete."""
    payloads = {"telemetry": telemetry(name), "log": log(SESSIONS[name])}
    if "resumed" in name:
        payloads["second part"] = telemetry(name.replace("part1", "part2"))
    stores = []
    for number, order in enumerate(permutations(payloads)):
        folder = tmp_path / str(number)
        folder.mkdir()
        stores.append(folded(found(folder), *(payloads[each] for each in order)))
    assert all(store == stores[0] for store in stores)
    (task,) = stores[0]
    assert task["unpriced_calls"] == 0
    (alone,) = folded(found(_made(tmp_path / "alone")), payloads["log"])
    counted = (
        "tokens",
        "prompts",
        "model_calls",
        "edits",
        "reads",
        "commands",
        "other_calls",
        "apps",
    )
    assert {each: task[each] for each in counted} == {each: alone[each] for each in counted}
    assert task["cost_usd"] == pytest.approx(alone["cost_usd"])


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


@needs_samples
def test_protobuf_and_json_say_the_same(tmp_path: Path) -> None:
    (json,) = folded(found(_made(tmp_path / "a")), telemetry("json.logs.json"))
    (protobuf,) = folded(found(_made(tmp_path / "b")), telemetry("pb.logs.bin"))
    differs = {"key", "started_at", "ended_at"}
    assert {k: v for k, v in json.items() if k not in differs} == {
        k: v for k, v in protobuf.items() if k not in differs
    }
    assert json["tokens"] == asdict(Tokens(15_100, 6_848, 704, 390))
