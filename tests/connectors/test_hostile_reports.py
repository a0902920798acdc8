"""Whatever a report says: never an exception, every row taken or refused with its cause, and no
word of it in a cause."""

from __future__ import annotations

import gzip
import io
import json
import random
from collections.abc import Callable
from datetime import date

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.connectors import (
    amazon_q,
    bedrock,
    chatgpt_enterprise,
    claude_enterprise,
    codex_enterprise,
    copilot_report,
    cursor,
    gemini_workspace,
    litellm,
    litellm_file,
    litellm_tools,
    microsoft_365,
    openai_usage,
)
from bot.connectors import claude_code_analytics as analytics
from bot.connectors.rows import decoded, together
from bot.connectors.unreached import Unreadable
from bot.sources.parsed import Parsed
from tests.connectors.elsewhere import PAYLOADS, payload

CANARY = "CANARY-LONG-TEXT"
DAY = date(2026, 11, 18)

Parse = Callable[[list[bytes]], Parsed]


def of_rows(parse: Callable[[list[msgspec.Raw]], Parsed]) -> Parse:
    return lambda lines: parse([msgspec.Raw(line) for line in lines])


def of_openai(lines: list[bytes]) -> Parsed:
    """Rows within one bucket: a bucket is a list of them."""
    whole = b'{"start_time":1795132800,"results":[%s]}' % b",".join(lines)
    return openai_usage.parse([msgspec.Raw(whole)], {})[0]


def of_answer(parse: Callable[[bytes], Parsed], field: str) -> Parse:
    """Rows within an answer that is read whole."""
    return lambda lines: parse(b'{"%s":[%s]}' % (field.encode(), b",".join(lines)))


def of_export(lines: list[bytes]) -> Parsed:
    """Rows of an exported table, after one that says that it is JSON and nothing else."""
    first = b'{"request_id":"0","startTime":"2026-11-18T00:00:00Z"}\n'
    file = io.BytesIO(first + b"\n".join(line.replace(b"\n", b" ") for line in lines))
    return together(said for _, said in litellm_file.Exports().read(file))


ROWS: dict[str, tuple[str, str | None, Parse]] = {
    "copilot": ("copilot-users.ndjson", None, lambda lines: copilot_report.parse(lines, DAY)),
    "codex": ("codex-usage.json", "data", of_rows(codex_enterprise.parse)),
    "microsoft": ("microsoft-365.json", "value", of_rows(microsoft_365.parse)),
    "gemini": ("gemini-workspace.json", "items", of_rows(gemini_workspace.parse)),
    "bedrock": ("bedrock.ndjson", None, bedrock.parse),
    "openai": ("openai-usage.json", "data", of_openai),
    "litellm": ("litellm.ndjson", None, of_answer(litellm.parse, "data")),
    "litellm-tools": ("litellm.ndjson", None, of_answer(litellm_tools.parse, "data")),
    "litellm-file": ("litellm.ndjson", None, of_export),
    "cursor": ("cursor.ndjson", None, of_answer(cursor.parse, "usageEvents")),
    "claude-code": ("claude-code-analytics.ndjson", None, of_answer(analytics.parse, "data")),
    "claude": ("claude-enterprise.ndjson", None, of_answer(claude_enterprise.parse, "data")),
}
WITHIN = {"openai", "litellm", "litellm-tools", "cursor", "claude-code", "claude"}
"""Those whose rows are read within an answer: what is no JSON there spoils all of it."""


def rows_of(name: str) -> list[object]:
    file, within, _ = ROWS[name]
    if within is None:
        return [json.loads(line) for line in payload(file).splitlines() if line.startswith(b"{")]
    found = json.loads(payload(file))[within]
    return found[0]["results"] if name == "openai" else found


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.just(CANARY) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=6,
)


@st.composite
def spoiled(draw: st.DrawFn, name: str) -> object:
    """A row of the documented shape, in which one thing, wherever it lies, is something else."""
    row = json.loads(json.dumps(draw(st.sampled_from(rows_of(name)))))
    here, steps = row, draw(st.integers(1, 4))
    for _ in range(steps):
        keys = list(here) if isinstance(here, dict) else list(range(len(here)))
        if not keys:
            break
        key = draw(st.sampled_from(keys))
        if not isinstance(here[key], dict | list) or draw(st.booleans()):
            here[key] = draw(anything)
            break
        here = here[key]
    return row


@pytest.mark.parametrize("name", ROWS)
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_a_row_with_anything_in_it_is_taken_or_refused(name: str, data: st.DataObject) -> None:
    row = json.dumps(data.draw(spoiled(name))).encode()
    said = ROWS[name][2]([row])
    assert all(its.cause and CANARY not in its.cause for its in said.rejects)
    assert len(said.rejects) <= 1
    if said.rejects:
        assert not said.days
        assert not said.observations


@pytest.mark.parametrize("name", [name for name in ROWS if name not in WITHIN])
@given(lines=st.lists(st.binary(max_size=40) | st.just(CANARY.encode()), max_size=6))
@settings(max_examples=40, deadline=None)
def test_lines_that_are_no_rows_are_refused_each(name: str, lines: list[bytes]) -> None:
    said = ROWS[name][2](lines)
    there = sum(1 for line in lines if line.strip())
    kept = len(said.days) + len(said.observations)
    assert there - kept <= len(said.rejects) <= len(lines)
    assert all(CANARY not in its.cause for its in said.rejects)


@given(body=st.binary(max_size=200) | st.builds(lambda it: json.dumps(it).encode(), anything))
@settings(max_examples=80, deadline=None)
def test_an_answer_of_another_form_is_unreadable(body: bytes) -> None:
    for shape in (openai_usage._Answer, microsoft_365._Answer, copilot_report._Latest):
        with pytest.raises(Unreadable) as refused:
            decoded(body, shape)
        assert str(refused.value) == "not JSON"


@pytest.mark.parametrize("name", ["amazon-q.csv", "kiro.csv", "chatgpt-users.csv"])
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_a_table_with_anything_in_it_is_read_to_its_end(name: str, data: st.DataObject) -> None:
    read = chatgpt_enterprise.read if name.startswith("chatgpt") else amazon_q.read
    text = payload(name)
    place = data.draw(st.integers(0, len(text)))
    length = data.draw(st.integers(0, 30))
    noise = data.draw(st.binary(max_size=30) | st.just(CANARY.encode()) | st.just(b'"' * 3))
    for _, said in read(io.BytesIO(text[:place] + noise + text[place + length :])):
        assert all(its.cause and CANARY not in its.cause for its in said.rejects)


def test_a_cell_that_is_too_large_is_one_row_refused() -> None:
    head, *rest = payload("amazon-q.csv").splitlines(keepends=True)
    huge = b'"x","%s"\n' % (b"9" * 200_000)
    [(_, said)] = amazon_q.read(io.BytesIO(head + huge + rest[0]))
    assert [its.cause for its in said.rejects] == ["not a row of a table"]
    assert len(said.days) == 1


@given(cut=st.integers(0, 400), noise=st.binary(max_size=20))
@settings(max_examples=60, deadline=None)
def test_a_packed_file_with_anything_in_it_is_read_as_far_as_it_goes(
    cut: int, noise: bytes
) -> None:
    packed = gzip.compress(payload("bedrock.ndjson"), mtime=0)
    for _, said in bedrock.read(io.BytesIO(packed[:cut] + noise)):
        assert all(its.cause and CANARY not in its.cause for its in said.rejects)


@pytest.mark.parametrize("name", ROWS)
def test_nothing_of_a_payload_but_counts_times_and_names_is_taken(name: str) -> None:
    lines = [json.dumps(row).encode() for row in rows_of(name)]
    random.Random(7).shuffle(lines)
    assert "CANARY" not in repr(ROWS[name][2](lines))


def test_every_payload_is_used() -> None:
    used = {file for file, _, _ in ROWS.values()} | {"amazon-q.csv", "kiro.csv"}
    assert {file.name for file in PAYLOADS.iterdir()} == used | {"chatgpt-users.csv"}
