"""The logs of Codex, Gemini and Copilot: what they say, and what is told twice."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path

import pytest

from bot.model import FOREVER, Task, Tokens
from bot.people.tokens import Holder
from bot.scan.which import LOGS
from bot.sources import codex_logs
from bot.sources.otlp import Signal
from bot.sources.parsed import Parsed
from bot.sources.receiving import read_otlp, receive
from storage.personal import tasks
from tests.company import Company, found
from tests.samples import SAMPLES, needs_samples
from tests.scan.machine import Machine, scan

PAYLOADS = Path(__file__).parents[1] / "payloads"
WRITTEN = {
    "codex": PAYLOADS / "codex" / "rollout.jsonl",
    "gemini-cli": PAYLOADS / "gemini-cli" / "session.jsonl",
    "copilot": PAYLOADS / "copilot" / "events.jsonl",
}
TELEMETRY = {
    "codex": ("codex/logs.json", Signal.LOGS),
    "gemini-cli": ("gemini-cli/logs.json", Signal.LOGS),
    "copilot": ("copilot/cli-traces.json", Signal.TRACES),
}
TOKENS = {
    "codex": Tokens(6200, 1536, 512, 220),
    "gemini-cli": Tokens(10_080, 1000, 0, 390),
    "copilot": Tokens(6730, 2624, 576, 193),
}


def folded(company: Company, *payloads: Parsed) -> Task:
    ada = company.hire("U0ADA", email="ada@example.com")
    for payload in payloads:
        receive(company.services, Holder(ada), payload, strict=False)
    (task,) = tasks.between(company.services.database, ada, 0, FOREVER)
    return task


def log_of(tool: str) -> Parsed:
    return LOGS[tool]().parse(WRITTEN[tool].read_bytes().splitlines())


@pytest.mark.parametrize(
    ("tool", "said"),
    [
        ("codex", "1 prompts, 2 model calls, 3 tool calls, 6200 tokens in (1536 cached), 220 out"),
        (
            "gemini-cli",
            "1 prompts, 2 model calls, 3 tool calls, 10080 tokens in (1000 cached), 390 out",
        ),
        (
            "copilot",
            "1 prompts, 2 model calls, 1 tool calls, 6730 tokens in (2624 cached), 193 out",
        ),
    ],
)
def test_a_session_becomes_counts(tool: str, said: str) -> None:
    code, lines, told = scan(WRITTEN[tool])
    assert code == 0
    assert told == f"1 files: {said}\n3 lines not understood, 0 files not readable\n"
    assert "CANARY" not in json.dumps(lines) + told
    assert {line["source"] for line in lines} == {tool}
    assert not {"label", "person", "task"} & {field for line in lines for field in line}


@needs_samples
@pytest.mark.parametrize(
    ("folder", "said"),
    [
        ("codex", "1 prompts, 2 model calls, 1 tool calls, 6200 tokens in (1024 cached), 240 out"),
        (
            "gemini-cli",
            "1 prompts, 2 model calls, 1 tool calls, 10050 tokens in (1000 cached), 400 out",
        ),
        (
            "copilot-cli",
            "1 prompts, 2 model calls, 1 tool calls, 6730 tokens in (2624 cached), 193 out",
        ),
        (
            "ccusage/codex-session-alpha.jsonl",
            "0 prompts, 2 model calls, 0 tool calls, 3500 tokens in (750 cached), 425 out",
        ),
    ],
)
def test_totals_of_what_the_tools_wrote(folder: str, said: str) -> None:
    _, lines, told = scan(SAMPLES / "logs" / folder)
    assert told == f"1 files: {said}\n"
    assert "CANARY" not in json.dumps(lines)


def test_where_logs_usually_are(tmp_path: Path) -> None:
    for place, tool in (
        (".codex/sessions/2026/11/20/rollout-1.jsonl", "codex"),
        (".gemini/tmp/notes/chats/session-1.jsonl", "gemini-cli"),
        (".copilot/session-state/k-1/events.jsonl", "copilot"),
        (".copilot/session-state/k-1/files/theirs.jsonl", "copilot"),
        (".codex/history.jsonl", "codex"),
    ):
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).write_bytes(WRITTEN[tool].read_bytes())
    _, lines, said = scan(None, home=tmp_path)
    assert said.startswith("3 files: 3 prompts, 6 model calls")
    assert len(lines) == 16


def test_labels_are_the_names_of_folders_and_only_where_asked(tmp_path: Path) -> None:
    chats = tmp_path / "tmp" / "diary" / "chats"
    chats.mkdir(parents=True)
    (chats / "s.jsonl").write_bytes(WRITTEN["gemini-cli"].read_bytes())
    for log, name in ((WRITTEN["codex"], "notes"), (WRITTEN["copilot"], "notes"), (chats, "diary")):
        _, lines, _ = scan(log, labels=True)
        assert {line["label"] for line in lines} == {name}
        assert "CANARY" not in json.dumps(lines)


@pytest.mark.parametrize("tool", WRITTEN)
def test_pushed_as_it_grows_and_then_again(machine: Machine, tool: str) -> None:
    lines = WRITTEN[tool].read_bytes().splitlines(keepends=True)
    for line in lines:
        assert machine.push(line[:-9])[0] == 0
        assert machine.push(line[-9:])[0] == 0
    (grown,) = machine.tasks()
    machine.forget()
    assert "0 accepted" in machine.push()[1]
    assert machine.tasks() == [grown]
    assert grown.tokens == TOKENS[tool]


@pytest.mark.parametrize("tool", WRITTEN)
def test_the_same_session_from_telemetry_counts_once(tmp_path: Path, tool: str) -> None:
    name, signal = TELEMETRY[tool]
    telemetry = read_otlp(signal, (PAYLOADS / name).read_bytes(), json=True)
    for number, order in enumerate(permutations((telemetry, log_of(tool)))):
        (tmp_path / str(number)).mkdir()
        task = folded(found(tmp_path / str(number)), *order)
        assert task.model_calls == 2
        assert task.tokens == TOKENS[tool]
        if tool != "gemini-cli":  # whose prompts and tools have no name in common
            calls = task.edits + task.reads + task.commands + task.other_calls
            assert (task.prompts, calls) == (1, 3 if tool == "codex" else 1)


def codex_count(total: int, last: int | None, second: int = 9) -> bytes:
    info = {"total_token_usage": {"input_tokens": total, "output_tokens": 1}}
    if last is not None:
        info["last_token_usage"] = {"input_tokens": last}
    event = {"type": "token_count", "info": info}
    at = f"2026-11-20T10:00:{second:02}Z"
    return json.dumps({"timestamp": at, "type": "event_msg", "payload": event}).encode()


@pytest.mark.parametrize(
    ("counts", "tokens"),
    [
        ([(100, 100), (100, 100), (250, 150)], [100, 150]),
        ([(5000, 100), (5300, 300)], [100, 300]),  # it goes on from somebody else's total
        ([(100, 100), (40, 40), (90, 50)], [100, 40, 50]),  # it began anew
        ([(100, None), (40, None)], [100, 40]),
        ([(100, 100), (400, 50)], [100, 300]),  # one was lost
    ],
)
def test_running_totals(counts: list[tuple[int, int | None]], tokens: list[int]) -> None:
    parsed = codex_logs.Log().parse(codex_count(*each) for each in counts)
    assert [it.tokens.input for it in parsed.observations] == tokens


def test_a_fork_counts_from_where_it_was_forked() -> None:
    def meta(its: str, **more: str) -> bytes:
        payload = {"id": its, **more}
        at = "2026-11-20T10:00:00Z"
        return json.dumps({"timestamp": at, "type": "session_meta", "payload": payload}).encode()

    copied = [meta("child", forked_from_id="parent"), meta("parent")]
    copied += [codex_count(total, 100, second=0) for total in (100, 200)]
    parsed = codex_logs.Log().parse([*copied, codex_count(350, 150, second=30)])
    assert [(it.session, it.tokens.input) for it in parsed.observations] == [("child", 150)]
