"""`worthwhile scan`: counts leave the machine, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.model import Tokens
from tests.samples import SAMPLES, needs_samples
from tests.scan.machine import PAYLOAD, Machine, scan, totals, totals_of_ccusage


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
    (expected,) = folder.glob("expected.*.json")
    assert totals(scan(folder)[1]) == totals_of_ccusage(json.loads(expected.read_text()))


@needs_samples
@pytest.mark.parametrize(
    ("log", "expected"),
    [
        (
            "ccusage/claude-project-alpha.jsonl",
            {
                ("2026-01-09", "claude-opus-4-20250514"): (200, 50, 20, 75),
                ("2026-01-09", "claude-sonnet-4-20250514"): (100, 25, 10, 50),
                ("2026-01-10", "claude-sonnet-4-20250514"): (300, 0, 40, 125),
            },
        ),
        (
            "ccusage/codex-session-alpha.jsonl",
            {
                ("2026-05-13", "gpt-5.2-codex"): (750, 0, 250, 125),
                ("2026-05-14", "gpt-5.3-codex"): (2000, 0, 500, 300),
            },
        ),
        ("claude-code", {("2026-11-21", "claude-opus-5-5"): (43_288, 4_032, 30_720, 2_044)}),
        (
            "claude-code-log",
            {
                ("2025-06-14", "claude-3-sonnet-20240229"): (340, 0, 0, 385),
                ("2025-06-14", "claude-sonnet-4"): (168, 0, 0, 85),
            },
        ),
        ("codex", {("2026-11-21", "gpt-5.1-codex"): (5_176, 0, 1_024, 240)}),
        # ccusage leaves out what the model thought (240), which is paid for like output.
        ("gemini-cli", {("2026-11-21", "gemini-2.5-pro"): (9_050, 0, 1_000, 160 + 240)}),
        ("copilot-cli", {("2026-11-21", "claude-sonnet-4.5"): (4_106, 576, 2_048, 193)}),
    ],
)
def test_figures_of_ccusage_for_other_logs(
    log: str, expected: dict[tuple[str, str], tuple[int, ...]]
) -> None:
    """From ccusage 20.0.24, given these lines without spaces between names and values."""
    names = ("inputTokens", "cacheCreationTokens", "cacheReadTokens", "outputTokens")
    assert totals(scan(SAMPLES / "logs" / log)[1]) == {
        of: dict(zip(names, counts, strict=True)) for of, counts in expected.items()
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
