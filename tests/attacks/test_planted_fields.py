"""The same text in every field of everything that arrives: it must turn up nowhere."""

from __future__ import annotations

import csv
import io
import json
import logging
from collections.abc import Iterable
from pathlib import Path

import pytest

from bot.connectors import taking
from bot.people import hiring, roster
from bot.scan import Wish
from bot.scan import main as scan
from bot.sources import importing
from bot.sources.naming import Naming
from bot.sources.otlp import Signal
from bot.sources.push import Line
from tests.attacks import planting
from tests.attacks.planting import CANARY, PAYLOADS
from tests.connectors.test_hostile_reports import ROWS, rows_of
from tests.storage.test_bytes import told as spelt_out
from tests.web.conftest import Door

JSON = "application/json"
OTHERS = {"httpx", "uvicorn.access", *(f"httpcore.{its}" for its in ("connection", "http11"))}
"""Logs that are not the bot's: the test's own client, and one the server keeps shut (pytest listens
to it all the same)."""
TELEMETRY = planting.telemetry()
LINE = {
    "id": "1",
    "source": "meshclaw",
    "at": "2026-11-20T12:00:00Z",
    "kind": "task",
    "task": "t",
}


@pytest.fixture(autouse=True)
def _everything_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)


def met(door: Door, caplog: pytest.LogCaptureFixture, *said: object) -> list[str]:
    """Where the text is met: both stores with their logs, the log, the counters, what was said."""
    company = door.company
    assert not logging.getLogger("uvicorn.access").propagate
    log = logging.Formatter("%(levelname)s %(name)s %(message)s")
    stores = b"".join(its.read_bytes() for its in sorted(company.folder.glob("worthwhile*")))
    assert len(stores) > 10_000
    places = {
        "stores": stores,
        "log": "\n".join(
            log.format(its) for its in caplog.records if its.name not in OTHERS
        ).encode(),
        "counters": door.client.get("/metrics").content,
        "answer": repr(said).encode(),
    }
    return [name for name, its in places.items() if spelt_out(its, [CANARY.split(",")[0]])]


@pytest.mark.parametrize("name", TELEMETRY)
def test_telemetry(door: Door, caplog: pytest.LogCaptureFixture, name: str) -> None:
    export = TELEMETRY[name]
    bodies = [json.dumps(its) for its in planting.planted(export)]
    assert bodies[0].count(CANARY) > 40
    path = f"/v1/{planting.signal(export)}"
    answers = [door.post(path, its.encode(), **{"content-type": JSON}) for its in bodies]
    assert [its.status_code for its in answers] == [200, *[400] * len(bodies[1:])]
    assert door.tasks() or planting.signal(export) is Signal.METRICS, "it was read"
    assert met(door, caplog, [its.text for its in answers]) == []


def test_every_adapter_is_among_them() -> None:
    assert {planting.signal(its) for its in TELEMETRY.values()} == set(Signal)
    said = json.dumps(list(TELEMETRY.values()))
    assert len(planting.wanted().attributes) > 40
    for service in ("claude-code", "codex", "gemini-cli", "copilot", "gen_ai"):
        assert service in said, service


def test_the_push_and_files(door: Door, caplog: pytest.LogCaptureFixture) -> None:
    fields = [*Line.__struct_fields__, "prompt", "file", CANARY]
    lines = [LINE | {"id": str(n), field: CANARY} for n, field in enumerate(fields)]
    lines += [LINE | {"id": f"deep {field}", field: {"a": [CANARY]}} for field in fields]
    body = "\n".join(map(json.dumps, lines)).encode()
    answer = door.post("/v1/usage", body)
    assert answer.json()["accepted"] > 5
    file = door.company.folder / "usage.csv"
    file.write_text(_csv(fields, [{k: str(v) for k, v in line.items()} for line in lines]))
    as_csv = importing.run(door.company.services, "csv", [file])
    file.write_bytes(body)
    as_lines = importing.run(door.company.services, "push", [file])
    assert met(door, caplog, answer.text, as_csv, as_lines) == []


@pytest.mark.parametrize(
    "file", sorted(PAYLOADS.glob("*/*.jsonl")), ids=lambda its: its.parent.name
)
def test_local_logs(tmp_path: Path, file: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Nothing but a project's folder name leaves the machine, and that only with `--labels`."""
    lines = [json.loads(line) for line in file.read_bytes().splitlines() if line.endswith(b"}")]
    where = tmp_path / "session.jsonl"
    out, err = io.BytesIO(), io.StringIO()
    for place in planting.words(lines):
        where.write_text("\n".join(map(json.dumps, planting.put(lines, place, CANARY))))
        assert scan(Wish(where), home=tmp_path, environment={}, out=out, err=err) == 0
    assert len(out.getvalue().splitlines()) > 100
    said = _without_names(out.getvalue().splitlines()) + err.getvalue() + caplog.text
    assert spelt_out(said.encode(), [CANARY]) == []


@pytest.mark.parametrize("name", ROWS)
def test_reports_of_vendors(door: Door, caplog: pytest.LogCaptureFixture, name: str) -> None:
    """As they come, and as if each row were about somebody of whom things are kept."""
    services, parse = door.company.services, ROWS[name][2]
    rows = [
        planted
        for row in rows_of(name)
        for planted in (row | {"planted": CANARY}, *planting.replaced(row))
    ]
    assert len(rows) > 5
    said = [parse([json.dumps(row).encode()]) for row in rows]
    for one in said:
        taking.take(services, Naming(services), one)
        for it in (*one.observations, *one.days):
            it.claimed = "U0ADA"
        taking.take(services, Naming(services), one)
    kept = services.database.read("SELECT source FROM task UNION SELECT source FROM tool_day")
    assert kept, "of whom something may be kept, it was"
    assert met(door, caplog, [one.rejects for one in said]) == []


def test_headers_paths_and_queries(door: Door, caplog: pytest.LogCaptureFixture) -> None:
    names = (
        *("user-agent", "cookie", "referer", "x-forwarded-for", "x-slack-signature", "host", "te"),
        *("authorization", "content-type", "content-encoding", "accept", "x-unknown"),
    )
    said = []
    for path in ("/v1/usage", "/v1/logs", "/healthz", "/metrics", f"/{CANARY}", "/slack/events"):
        for name in names:
            its = {name: CANARY} if name != "authorization" else {name: f"Bearer {CANARY}"}
            door.company.clock.forward(60)
            answer = door.client.post(
                f"{path}?token={CANARY}&{CANARY}=1", content=b"{", headers=its
            )
            said.append((answer.status_code, answer.text, str(answer.headers)))
    assert {status for status, *_ in said} <= {200, 400, 401, 404, 405, 415, 429}
    assert met(door, caplog, *said) == []


@pytest.mark.parametrize("column", [*roster.COLUMNS, "salary"])
def test_the_roster(door: Door, caplog: pytest.LogCaptureFixture, column: str) -> None:
    """Only what teams are called is kept and shown: that is what their names are for."""
    names = (*roster.COLUMNS, "salary")
    usual = {"slack_id": "U0ADA", "team": "Payments", "role": "member"}
    file = io.BytesIO(_csv(names, [usual, usual | {column: CANARY}]).encode())
    found, rejects = roster.read(file)
    said = repr(rejects)
    if not rejects:
        said += repr(hiring.load(door.company.services, found, []))
    shown = ["stores"] if column in ("team", "parent_team") else []
    assert set(met(door, caplog, said)) <= set(shown)


def _csv(names: Iterable[str], rows: Iterable[dict[str, str]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(names))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _without_names(lines: Iterable[bytes]) -> str:
    """What a line of the push says beside what a tool calls its sessions and its model: the server
    keeps neither as it came, as the tests above see."""
    ids = ("id", "task", "session", "model")
    return json.dumps(
        [{k: v for k, v in json.loads(line).items() if k not in ids} for line in lines]
    )
