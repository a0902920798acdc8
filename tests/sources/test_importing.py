"""Files of usage, for many people at once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.model import FOREVER, Outcome, Task, Tokens
from bot.people import consent
from bot.sources import importing
from storage.personal import tasks
from tests.company import Company

CSV = """\ufeffid,source,person,at,kind,input_tokens,output_tokens,autonomous,outcome,secret
1,gateway,ada@example.com,2026-02-20T12:00:00+01:00,model_call,100,20,yes,,CANARY
2,gateway,U0BEN,2026-02-20T12:00:00Z,outcome,,,,deploy,CANARY
3,gateway,U0BEN,yesterday,model_call,,,,,CANARY
4,gateway,nobody@example.com,2026-02-20T12:00:00Z,task,,,,,CANARY
5,gateway,,2026-02-20T12:00:00Z,task,,,,,CANARY
6,gateway,U0BEN,2026-02-20T12:00:00Z,task,many,,,,CANARY
"""


@pytest.fixture
def people(company: Company) -> dict[str, str]:
    return {
        "ada": company.hire("U0ADA", email="ada@example.com"),
        "ben": company.hire("U0BEN", email="ben@example.com"),
    }


def tasks_of(company: Company, person: str) -> list[Task]:
    return tasks.between(company.services.database, person, 0, FOREVER)


def test_a_table_of_usage(company: Company, people: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "usage.csv"
    file.write_text(CSV)
    for _ in range(2):
        done = importing.run(company.services, "csv", [file])
        assert (done.taken, done.rejected) == (2, 4)
        assert done.unmatched == 2
        assert dict(done.causes) == {
            "at: missing or not as described": 1,
            "person: nobody of the roster": 1,
            "person: missing, and the token names nobody": 1,
            "input_tokens: missing or not as described": 1,
        }
    (hers,), (his,) = tasks_of(company, people["ada"]), tasks_of(company, people["ben"])
    assert (hers.tokens, hers.autonomous) == (Tokens(100, 0, 0, 20), True)
    assert his.outcomes == {Outcome.DEPLOY: 1}


def test_lines_of_many_people(company: Company, people: dict[str, str], tmp_path: Path) -> None:
    files = []
    for name in people:
        files.append(tmp_path / f"{name}.ndjson")
        files[-1].write_text(
            "".join(
                json.dumps(
                    {
                        "id": str(n), "source": "meshclaw", "person": f"{name}@example.com",
                        "at": f"2026-02-{1 + n // 100:02}T10:{n % 60:02}:00Z", "kind": "task",
                    }
                ) + "\n"
                for n in range(1000)
            )
        )  # fmt: skip
    read: list[int] = []
    done = importing.run(company.services, "push", files, read.append)
    assert (done.taken, done.rejected, sum(read)) == (2000, 0, 2000)
    assert [len(tasks_of(company, person)) for person in people.values()] == [1000, 1000]


def test_who_said_no_is_left_out_silently(
    company: Company, people: dict[str, str], tmp_path: Path
) -> None:
    consent.decline(company.services.database, people["ben"], company.clock())
    file = tmp_path / "usage.csv"
    file.write_text(CSV)
    assert importing.run(company.services, "csv", [file]).taken == 2
    assert tasks_of(company, people["ben"]) == []


def test_a_file_about_one_person_loaded_twice_does_not_tell_who_said_no(
    company: Company, people: dict[str, str], tmp_path: Path
) -> None:
    consent.decline(company.services.database, people["ben"], company.clock())
    heading, *_ = CSV.splitlines()
    said = []
    for who in ("U0ADA", "U0BEN"):
        file = tmp_path / f"{who}.csv"
        file.write_text(f"{heading}\n1,gateway,{who},2026-02-20T12:00:00Z,task,,,,,\n")
        said.append([importing.run(company.services, "csv", [file]) for _ in range(2)])
    assert said[0] == said[1]
    assert len(tasks_of(company, people["ada"])) == 1


def test_an_unknown_format(company: Company) -> None:
    with pytest.raises(KeyError):
        importing.run(company.services, "xml", [Path("-")])
