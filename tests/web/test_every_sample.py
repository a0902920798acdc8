"""Every recorded payload there is, over HTTP, for one person: what a reader of the payloads with
pen and paper makes of them. Nothing here was worked out by the adapters."""

from __future__ import annotations

import logging
import random
from dataclasses import dataclass, field

import pytest

from bot.model import Outcome, Task, Tokens
from tests.samples import SAMPLES, needs_samples
from tests.web.conftest import Door

CANARY = "CANARY-LONG-TEXT"


@dataclass
class Session:
    """What was recorded of one session, by file; and what it comes to.

    `deeds` are edits, reads, commands and other calls of tools. `usd` is the tool's own sum, or its
    tokens at the price list's rates: fresh input, read from cache, written to it, output.
    """

    source: str
    files: tuple[str, ...]
    tokens: Tokens
    usd: float
    prompts: int
    calls: int
    deeds: tuple[int, int, int, int]
    autonomous: bool = True
    apps: frozenset[str] = frozenset()
    outcomes: dict[Outcome, int] = field(default_factory=dict)


ONE_TURN = Tokens(8_252 + 6_144 + 704, 6_144 + 704, 704, 390)
SESSIONS = [
    Session(  # Bash, Write, Read; the edit was allowed
        "claude-code",
        ("claude-code/json.logs.json", "claude-code/json.metrics.json",
         "claude-code/json.traces.json"),
        ONE_TURN, 0.0455568, 1, 4, (1, 1, 1, 0), outcomes={Outcome.EDIT_ACCEPTED: 1},
    ),
    Session(
        "claude-code",
        ("claude-code/pb.logs.bin", "claude-code/pb.metrics.bin", "claude-code/pb.traces.bin"),
        ONE_TURN, 0.0455568, 1, 4, (1, 1, 1, 0), outcomes={Outcome.EDIT_ACCEPTED: 1},
    ),
    Session(  # an app whose name is kept back, and Bash
        "claude-code",
        ("claude-code/mcp.logs.json", "claude-code/mcp.metrics.json"),
        Tokens(6_174 + 4_096 + 640, 4_096 + 640, 640, 291), 0.0345352, 1, 3, (0, 0, 1, 1),
        apps=frozenset({"connected app"}),
    ),
    Session(  # Bash, Read, and an edit that was not allowed; then one more prompt
        "claude-code",
        ("claude-code/resumed-session-part1.logs.bin.gz",
         "claude-code/resumed-session-part1.metrics.bin.gz",
         "claude-code/resumed-session-part2.logs.bin.gz",
         "claude-code/resumed-session-part2.metrics.bin.gz"),
        Tokens(8_252 + 6_144 + 704 + 2_078 + 2_048 + 64, 6_144 + 704 + 2_048 + 64, 704 + 64,
               390 + 99),
        0.0455568 + 0.0110216, 2, 5, (0, 1, 1, 0), outcomes={Outcome.EDIT_REJECTED: 1},
    ),
    Session(
        "codex", ("codex/logs.json", "codex/metrics.json"), Tokens(6_200, 1_024, 0, 240),
        (5_176 * 1.25 + 1_024 * 0.125 + 240 * 10) / 1e6, 1, 2, (0, 0, 1, 0),
    ),
    Session(
        "gemini-cli", ("gemini-cli/logs.json", "gemini-cli/metrics.json"),
        Tokens(10_050, 1_000, 0, 400), (9_050 * 1.25 + 1_000 * 0.125 + 400 * 10) / 1e6,
        1, 2, (1, 0, 0, 0),
    ),
    Session(
        "copilot", ("copilot-cli/traces.json", "copilot-cli/metrics.json"),
        Tokens(6_730, 2_048 + 576, 576, 193),
        (4_106 * 3 + 2_048 * 0.3 + 576 * 3.75 + 193 * 15) / 1e6, 1, 2, (0, 0, 1, 0),
        autonomous=False,
    ),
]  # fmt: skip
NOBODYS = ("spec-examples/logs.json", "spec-examples/metrics.json", "spec-examples/trace.json")


def send(door: Door, name: str) -> None:
    """As the tool sent it; whatever it is, it is taken whole."""
    signal = next(its for its in ("logs", "metrics", "trace") if its in name.rpartition("/")[2])
    signal = signal.removesuffix("s") + "s"
    kind = "application/json" if name.endswith(".json") else "application/x-protobuf"
    zipped = {"content-encoding": "gzip"} if name.endswith(".gz") else {}
    body = (SAMPLES / "otlp" / name).read_bytes()
    answer = door.post(f"/v1/{signal}", body, **{"content-type": kind, **zipped})
    assert (answer.status_code, answer.content) == (200, b"{}" if "json" in kind else b""), name


def is_as_expected(task: Task, its: Session) -> None:
    assert task.source == its.source
    assert (task.tokens, task.prompts, task.model_calls) == (its.tokens, its.prompts, its.calls)
    assert task.cost_usd == pytest.approx(its.usd, abs=1e-9)
    assert task.unpriced_calls == 0
    assert (task.edits, task.reads, task.commands, task.other_calls) == its.deeds
    assert (task.autonomous, task.apps, task.outcomes) == (its.autonomous, its.apps, its.outcomes)


@needs_samples
@pytest.mark.parametrize("its", SESSIONS, ids=lambda its: its.files[0])
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_a_session(door: Door, its: Session, seed: int) -> None:
    """In some order, and some of it twice."""
    chance = random.Random(seed)
    files = [*its.files, chance.choice(its.files)]
    chance.shuffle(files)
    for name in files:
        send(door, name)
    (task,) = door.tasks()
    is_as_expected(task, its)


@needs_samples
def test_all_of_it(door: Door, caplog: pytest.LogCaptureFixture) -> None:
    """All sessions of one person, every file; and no word of what was said in any of them."""
    caplog.set_level(logging.DEBUG)
    files = [name for its in SESSIONS for name in its.files]
    random.Random(3).shuffle(files)
    for name in (*files, *NOBODYS):
        send(door, name)
    tasks = door.tasks()
    assert len(tasks) == len(SESSIONS)
    for its in SESSIONS:
        task = next(it for it in tasks if (it.source, it.tokens) == (its.source, its.tokens))
        tasks.remove(task)
        is_as_expected(task, its)
    kept = b"".join(file.read_bytes() for file in door.company.folder.iterdir())
    assert CANARY.encode() not in kept
    assert CANARY not in caplog.text + door.client.get("/metrics").text


@needs_samples
def test_no_file_is_left_out() -> None:
    files = {str(its.relative_to(SAMPLES / "otlp")) for its in (SAMPLES / "otlp").glob("*/*")}
    assert files == {*NOBODYS, *(name for its in SESSIONS for name in its.files)}
    with_texts = [its for its in files if CANARY.encode() in (SAMPLES / "otlp" / its).read_bytes()]
    assert with_texts, "a canary that is nowhere shows nothing"
