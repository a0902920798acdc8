"""LiteLLM's table as a file: history of many people, in either shape."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from bot.connectors.files import FORMATS
from bot.model import PersonId
from bot.sources import importing
from bot.sources.importing import Imported
from tests.company import Company
from tests.connectors import vendors
from tests.connectors.kept import days_of, files, tasks_of, usage

ROWS = [
    vendors.spend_log(1, "2026-09-01T10:00", "ada@example.com"),
    vendors.spend_log(2, "2026-09-01T10:05", "ada@example.com"),
    vendors.spend_log(3, "2026-09-01T11:00", "ada@example.com", "claude-cli/2.1"),
    vendors.spend_log(4, "2026-09-01T23:00", "ada@example.com", "claude-cli/2.1"),
    vendors.spend_log(5, "2026-09-01T10:00", "ghost@example.com"),
    vendors.spend_log(6, "2026-09-01T10:00", "ghost@example.com", "codex_cli_rs/0.1"),
]


def as_json(path: Path) -> None:
    lines = [json.dumps(its) for its in ROWS]
    path.write_text("\n".join([*lines[:2], "", "CANARY no json", *lines[2:]]), encoding="utf-8")


def as_csv(path: Path) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, ROWS[0])
        writer.writeheader()
        for number, its in enumerate(ROWS):
            cells = {
                name: json.dumps(value) if isinstance(value, dict | list) else value
                for name, value in its.items()
            }
            # A prompt of a megabyte, over several lines, as a gateway may have been told to keep.
            writer.writerow(cells | {"messages": "CANARY\n" * 150_000})
            if number == 1:
                writer.writerow(cells | {"request_id": "9", "prompt_tokens": "CANARY"})


@pytest.fixture
def ada(company: Company) -> PersonId:
    return company.hire("U0ADA", email="ada@example.com")


def load(company: Company, *paths: Path) -> Imported:
    return importing.run(company.services, "litellm", paths, formats=FORMATS)


@pytest.mark.parametrize("write", [as_json, as_csv])
def test_an_exported_table(company: Company, ada: PersonId, tmp_path: Path, write) -> None:
    path = tmp_path / "spend_logs"
    write(path)
    done = load(company, path)
    assert (done.taken, done.unmatched, done.rejected) == (3, 2, 3)
    [its] = tasks_of(company, ada)
    assert (its.source, its.model_calls, its.tokens.input, its.cost_usd) == (
        "litellm", 2, 2000, 0.5,
    )  # fmt: skip
    [day] = days_of(company, ada)
    assert (day.source, day.requests, day.tokens.output, day.cost_usd) == (
        "claude-code", 2, 200, 0.5,
    )  # fmt: skip
    before = usage(company)
    assert load(company, path) == done
    assert usage(company) == before
    held = files(company)
    assert b"CANARY" not in held
    assert b"ghost" not in held


def test_a_day_that_lies_in_two_files(company: Company, ada: PersonId, tmp_path: Path) -> None:
    parts = []
    for number, rows in enumerate((ROWS[:3], ROWS[3:])):
        parts.append(tmp_path / f"{number}.ndjson")
        parts[-1].write_text("\n".join(json.dumps(its) for its in rows))
    load(company, *parts)
    assert [its.requests for its in days_of(company, ada)] == [2]


def test_files_that_overlap_count_each_call_once(
    company: Company, ada: PersonId, tmp_path: Path
) -> None:
    parts = []
    for number, rows in enumerate((ROWS[:3] + ROWS[2:3], ROWS[1:])):
        parts.append(tmp_path / f"{number}.ndjson")
        parts[-1].write_text("\n".join(json.dumps(its) for its in rows))
    load(company, *parts)
    [its] = days_of(company, ada)
    assert (its.requests, its.cost_usd) == (2, 0.5)
    assert sum(task.model_calls for task in tasks_of(company, ada)) == 2


def test_a_file_without_names_of_columns(company: Company, tmp_path: Path) -> None:
    path = tmp_path / "bare.csv"
    path.write_text("chatcmpl-1,acompletion,hashed,0.25\n")
    [cause] = load(company, path).causes
    assert cause.startswith("the heading has no column request_id")


@pytest.mark.parametrize(
    "moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "0001-01-01", "1969-12-31"]
)
@pytest.mark.parametrize("agent", [None, "claude-cli/2.1"])
def test_a_date_beyond_the_calendar_is_one_row_refused(
    company: Company, ada: PersonId, tmp_path: Path, moment: str, agent: str | None
) -> None:
    bad = vendors.spend_log(9, "2026-09-01T10:00", "ada@example.com", agent, startTime=moment)
    path = tmp_path / "spend_logs"
    path.write_text(f"{json.dumps(bad)}\n{json.dumps(ROWS[0])}\n")
    done = load(company, path)
    assert dict(done.causes) == {"startTime: not as described": 1}
    assert (len(tasks_of(company, ada)), days_of(company, ada)) == (1, [])
