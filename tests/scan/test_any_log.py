"""Whatever is in a log is read, or counted as not understood; and how it is cut does not matter."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model import Observation
from bot.scan.which import LOGS, tool_of
from bot.sources import push
from tests.scan.machine import PAYLOAD, scan
from tests.scan.test_other_tools import WRITTEN

LINES = {tool: log.read_bytes().splitlines() for tool, log in WRITTEN.items()} | {
    "claude-code": PAYLOAD.read_bytes().splitlines()
}

names = [
    *("type", "timestamp", "payload", "data", "info", "item", "id", "usage", "tokens", "content"),
    *("call_id", "name", "total_token_usage", "input_tokens", "toolCalls", "invocation", "server"),
    *("sessionId", "projectHash", "toolCallId", "toolName", "context", "cwd", "error", "x"),
]
words = [
    *("2026-11-20T12:00:00Z", "0001-01-01T00:00:00+09:00", "9999-12-31T23:59:59-09:00", "gemini"),
    *("session_meta", "turn_context", "event_msg", "token_count", "response_item", "function_call"),
    *("function_call_output", "mcp_tool_call_end", "user", "session.start", "user.message"),
    *("session.usage_record", "tool.execution_start", "tool.execution_complete", "success"),
]
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9)
    | st.sampled_from(words),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(names), inner, max_size=7)
    ),
    max_leaves=16,
)  # fmt: skip
lines_of_any_kind = st.lists(
    st.builds(
        lambda line, kind: line | {"timestamp": "2026-11-20T12:00:00Z", "type": kind},
        st.dictionaries(st.sampled_from(names), values, max_size=7),
        st.sampled_from(words),
    )
    | values
    | st.binary(max_size=30),
    max_size=6,
)


@pytest.mark.parametrize("tool", LOGS)
@settings(max_examples=150, deadline=None)
@given(lines_of_any_kind)
def test_any_log_is_read_or_counted(tool: str, lines: list[object]) -> None:
    raw = [it if isinstance(it, bytes) else json.dumps(it).encode() for it in lines]
    parsed = LOGS[tool]().parse(raw)
    assert len(parsed.rejects) <= len(raw)
    for seen in parsed.observations:
        assert push.write(seen)
    for line in raw:
        assert tool_of(line) in LOGS


VALUE = re.compile(rb'"[^"]*"|-?\d+|true|false|null|[\[{]|$')

odd = st.sampled_from(
    [
        *(b"null", b"true", b"-1", b"1e400", b"-0.0", b"10000000000000000000000", b"9" * 400),
        *(b"1000000000000", b"1e9", b'"' + b"x" * 1_500 + b'"'),
        *(b'""', b'"\\ud800"', b'"\xff"', b"[]", b"{}", b"[[[[]]]]", b"[" * 3_000, b"NaN"),
        *(b'"0000-00-00T00:00:00Z"', b'"9999-12-31T23:59:59.999999-23:59"', b'"2026-11-20"'),
        b'{"a":' * 2_000 + b"1" + b"}" * 2_000,
    ]
)


@st.composite
def mutated(draw: st.DrawFn, tool: str) -> list[bytes]:
    """A real log, in which some lines were torn, or say something odd instead of a value."""
    lines = list(LINES[tool])
    for at in draw(st.lists(st.integers(0, len(lines) - 1), min_size=1, max_size=5)):
        line = lines[at]
        anywhere = st.tuples(*[st.integers(0, len(line))] * 2).map(sorted)
        first, last = draw(st.sampled_from([it.span() for it in VALUE.finditer(line)]) | anywhere)
        lines[at] = line[:first] + draw(odd | st.just(b"")) + line[last:]
    return lines


@pytest.mark.parametrize("tool", LOGS)
@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_damaged_log_is_read_as_far_as_it_makes_sense(tool: str, data: st.DataObject) -> None:
    lines = data.draw(mutated(tool))
    parsed = LOGS[tool]().parse(lines)
    assert {it.cause for it in parsed.rejects} <= {"not understood"}
    assert len({it.line for it in parsed.rejects}) == len(parsed.rejects) <= len(lines)
    for seen in parsed.observations:
        assert not push.parse(push.write(seen)).rejects, "the bot would refuse what was read"


def largest(observations: Iterable[Observation]) -> dict[str, Observation]:
    """Each thing once, by the first of its largest sightings."""
    found: dict[str, Observation] = {}
    for it in observations:
        before = found.get(it.external_id)
        if before is None or it.tokens.total > before.tokens.total:
            found[it.external_id] = it
    return found


@pytest.mark.parametrize("tool", LOGS)
@settings(max_examples=60, deadline=None)
@given(st.data())
def test_however_it_is_cut_it_says_the_same(tool: str, data: st.DataObject) -> None:
    lines = data.draw(mutated(tool) | st.just(LINES[tool]))
    whole, log = LOGS[tool]().parse(lines), LOGS[tool]()
    cuts = data.draw(st.lists(st.integers(0, len(lines)), max_size=6).map(sorted))
    pieces = [lines[a:b] for a, b in zip([0, *cuts], [*cuts, len(lines)], strict=True)]
    parts = [log.parse(piece) for piece in pieces]
    assert largest(it for part in parts for it in part.observations) == largest(whole.observations)
    assert sum(len(part.rejects) for part in parts) == len(whole.rejects)


def counts(folder: Path, files: Sequence[bytes]) -> tuple[str, set[str]]:
    for number, text in enumerate(files):
        (folder / f"{number}.jsonl").write_bytes(text)
    _, lines, said = scan(folder)
    return said, {line["id"] for line in lines}


@settings(max_examples=15, deadline=None)
@given(order=st.permutations(range(5)))
def test_whatever_order_files_come_in_they_count_the_same(
    tmp_path_factory: pytest.TempPathFactory, order: list[int]
) -> None:
    lines = PAYLOAD.read_bytes().splitlines(keepends=True)
    files = [
        PAYLOAD.read_bytes(),
        b"".join(lines[:2]),
        *(it.read_bytes() for it in WRITTEN.values()),
    ]
    one, other = tmp_path_factory.mktemp("one"), tmp_path_factory.mktemp("other")
    assert counts(one, files) == counts(other, [files[at] for at in order])
