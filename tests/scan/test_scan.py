"""`worthwhile scan`: counts leave the machine, and nothing else."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from bot.model import FOREVER, Tokens
from bot.people import tokens
from bot.scan import Wish, main
from bot.web.server import HttpServer, http_app
from storage.personal import tasks
from tests.company import Company
from tests.samples import SAMPLES, needs_samples

PAYLOAD = Path(__file__).parents[1] / "payloads" / "claude-code" / "session.jsonl"


def scan(
    folder: Path | None, *args: str, home: Path = Path("/nowhere"), labels: bool = False
) -> tuple[int, list, str]:
    out, err = io.BytesIO(), io.StringIO()
    environment = {"XDG_STATE_HOME": str(home / "state")}
    wish = Wish(folder, *args, labels=labels)
    code = main(wish, home=home, environment=environment, out=out, err=err)
    return code, [json.loads(line) for line in out.getvalue().splitlines()], err.getvalue()


def test_a_session_becomes_counts() -> None:
    code, lines, said = scan(PAYLOAD)
    assert code == 0
    assert "CANARY" not in json.dumps(lines) + said
    common = {"source": "claude-code", "session": "s-1"}
    assert lines == [
        common | {"id": "p-1", "at": "2026-11-20T09:00:00Z", "kind": "task"},
        common
        | {
            "id": "req-1",
            "at": "2026-11-20T09:00:03Z",
            "kind": "model_call",
            "model": "claude-opus-5-5",
            "input_tokens": 3210,
            "cached_tokens": 3200,
            "cache_write_tokens": 200,
            "output_tokens": 40,
        },
        common
        | {"id": "tool-1", "at": "2026-11-20T09:00:04Z", "kind": "tool_call", "deed": "edit"},
        common
        | {
            "id": "req-2",
            "at": "2026-11-20T09:00:06Z",
            "kind": "model_call",
            "model": "claude-opus-5-5",
            "input_tokens": 3220,
            "cached_tokens": 3200,
            "output_tokens": 30,
        },
        common
        | {
            "id": "tool-3",
            "at": "2026-11-20T09:00:08Z",
            "kind": "tool_call",
            "deed": "other",
            "app": "slack",
        },
    ]
    assert said == (
        "1 files: 1 prompts, 2 model calls, 2 tool calls, 6430 tokens in (6400 cached), 70 out\n"
        "3 lines not understood, 0 files not readable\n"
    )


@needs_samples
@pytest.mark.parametrize("person", ["dev01", "dev02"])
def test_totals_equal_those_of_ccusage(person: str) -> None:
    folder = SAMPLES / "real-usage" / person
    _, lines, _ = scan(folder)
    totals: dict[tuple[str, str], Counter[str]] = {}
    for line in lines:
        if line["kind"] == "model_call":
            total = totals.setdefault((line["at"][:10], line["model"]), Counter())
            written, cached = line.get("cache_write_tokens", 0), line.get("cached_tokens", 0)
            total["inputTokens"] += line["input_tokens"] - cached
            total["cacheCreationTokens"] += written
            total["cacheReadTokens"] += cached - written
            total["outputTokens"] += line["output_tokens"]
    (expected,) = folder.glob("expected.*.json")
    assert totals == {
        (day["date"], model["modelName"]): {
            name: model[name] for name in model if name.endswith("Tokens")
        }
        for day in json.loads(expected.read_text())["daily"]
        for model in day["modelBreakdowns"]
    }


@needs_samples
@pytest.mark.parametrize("folder", ["ccusage", "claude-code-log", "claude-code"])
def test_nothing_long_leaves_the_machine(folder: str) -> None:
    code, lines, said = scan(SAMPLES / "logs" / folder)
    assert code == 0
    assert lines
    assert "CANARY" not in json.dumps(lines) + said


def test_where_logs_usually_are(tmp_path: Path) -> None:
    for place in (".claude/projects/a", ".config/claude/projects/b/s-1/subagents"):
        (tmp_path / place).mkdir(parents=True)
        (tmp_path / place / "x.jsonl").write_bytes(PAYLOAD.read_bytes())
    _, lines, said = scan(None, home=tmp_path)
    assert len(lines) == 5  # the same lines twice are one
    assert said.startswith("2 files")
    assert scan(None, home=tmp_path / "empty")[0] == 1


class Machine:
    """An employee's machine with one log, and the bot it pushes to."""

    def __init__(self, company: Company, folder: Path, url: str) -> None:
        self.company, self.folder, self.url = company, folder, url
        self.ada = company.hire("U0ADA")
        self.token = tokens.make(company.services, self.ada)
        self.log = folder / "logs" / "s.jsonl"
        self.log.parent.mkdir()

    def push(self, *lines: bytes) -> tuple[int, str]:
        with self.log.open("ab") as file:
            file.writelines(lines)
        code, _, said = scan(self.log.parent, self.url, self.token, home=self.folder)
        return code, said.splitlines()[-1] if said else ""

    def tasks(self):
        return tasks.between(self.company.services.database, self.ada, 0, FOREVER)


@pytest.fixture
def machine(company: Company, tmp_path: Path):
    server = HttpServer(http_app(company.services), "127.0.0.1", 0)
    server.start()
    yield Machine(company, tmp_path, server.address)
    server.stop()


def test_a_push_goes_on_where_the_last_one_ended(machine: Machine) -> None:
    lines = PAYLOAD.read_bytes().splitlines(keepends=True)
    assert machine.push(*lines[:2], lines[2][:50]) == (0, "2 accepted, 0 known already, 0 rejected")
    assert machine.push(lines[2][50:]) == (0, "0 accepted, 1 known already, 0 rejected")
    assert machine.push(*lines[3:]) == (0, "3 accepted, 0 known already, 0 rejected")
    assert machine.push() == (0, "0 accepted, 0 known already, 0 rejected")
    (task,) = machine.tasks()
    assert task.tokens == Tokens(6430, 6400, 200, 70)
    assert (task.prompts, task.model_calls, task.edits, task.commands) == (1, 2, 1, 0)


def test_a_first_scan_brings_history(machine: Machine) -> None:
    machine.push(PAYLOAD.read_bytes().replace(b"2026-11-20", b"2026-02-20"))
    assert len(machine.tasks()) == 1


def test_a_log_written_anew_is_read_anew(machine: Machine) -> None:
    machine.push(PAYLOAD.read_bytes())
    machine.log.write_bytes(b"")
    first = PAYLOAD.read_bytes().splitlines(keepends=True)[0]
    assert machine.push(first) == (0, "0 accepted, 1 known already, 0 rejected")


def test_what_did_not_arrive_is_sent_again(machine: Machine) -> None:
    token, machine.token = machine.token, "wwp_mistyped"
    code, said = machine.push(PAYLOAD.read_bytes())
    assert (code, "token is not valid" in said) == (1, True)
    machine.token = token
    assert machine.push() == (0, "5 accepted, 0 known already, 0 rejected")


@pytest.mark.parametrize("url", ["http://127.0.0.1:1", "file:///etc/passwd", "nonsense"])
def test_an_address_that_is_none(tmp_path: Path, url: str) -> None:
    code, lines, said = scan(PAYLOAD, url, "wwp_x", home=tmp_path)
    assert (code, lines) == (1, [])
    assert said.startswith("not sent: ")


def test_a_token_is_needed_to_push() -> None:
    assert scan(PAYLOAD, "http://127.0.0.1:1")[0] == 2


def test_it_runs_with_nothing_but_click_and_msgspec() -> None:
    script = f"""
import sys
class Only:
    def find_spec(self, name, path=None, target=None):
        top = name.partition(".")[0]
        # How Python was built is the standard library's too, by a name of each machine's own.
        known = top in sys.stdlib_module_names or top.startswith("_sysconfigdata_")
        if not known and top not in {{"bot", "click", "msgspec"}}:
            raise ImportError(name + " must not be needed")
sys.meta_path.insert(0, Only())
from pathlib import Path
from bot.scan import Wish, main
sys.exit(main(Wish(Path({str(PAYLOAD)!r}))))
"""
    done = subprocess.run(
        [sys.executable, "-c", script], check=False, capture_output=True, text=True
    )
    assert (done.returncode, len(done.stdout.splitlines())) == (0, 5), done.stderr
