"""Payload → expectation, for every report that vendors answer and every file that they write."""

from __future__ import annotations

import gzip
import io
import json
from datetime import UTC, date, datetime

import msgspec
import pytest

from bot.connectors import (
    amazon_q,
    bedrock,
    chatgpt_enterprise,
    codex_enterprise,
    copilot_report,
    gemini_workspace,
    microsoft_365,
    openai_usage,
)
from bot.model import DayTotal, Kind, ModelUse, Observation, Outcome, Reject, Tokens
from bot.sources.parsed import Parsed
from messages.words import known_tool, tool
from tests.connectors.elsewhere import payload

WEDNESDAY, THURSDAY, FRIDAY = date(2026, 11, 18), date(2026, 11, 19), date(2026, 11, 20)


def raw(name: str, within: str) -> list[msgspec.Raw]:
    return [msgspec.Raw(json.dumps(row).encode()) for row in json.loads(payload(name))[within]]


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


def of_file(said: list[tuple[int, Parsed]]) -> Parsed:
    [(_, parsed)] = said
    return parsed


def test_copilot_tells_prompts_accepted_edits_and_the_tokens_of_its_command_line() -> None:
    lines = payload("copilot-users.ndjson").splitlines()
    said = [copilot_report.parse(lines, day) for day in (WEDNESDAY, THURSDAY)]
    assert said[0].days + said[1].days == [
        DayTotal(
            "copilot", "copilot-report", WEDNESDAY,
            requests=6,  # four in the editor, two on the command line
            models=(ModelUse(None, Tokens(input=3800, output=5000)),),
            outcomes={Outcome.EDIT_ACCEPTED: 11},  # not what was copied from the chat panel
            claimed="github:ada-l", line=1,
        ),
        DayTotal(
            "copilot", "copilot-report", THURSDAY, requests=0, claimed="github:ada-l", line=2
        ),
    ]  # fmt: skip
    assert said[0].rejects == [Reject(5, "user_login: not as described", "copilot")]


@pytest.mark.parametrize(
    "said",
    [
        {"totals_by_cli": {"prompt_count": 0, "token_usage": {"prompt_tokens_sum": 1000}}},
        {"totals_by_feature": [{"feature": "chat_inline", "code_acceptance_activity_count": 2}]},
        {"code_generation_activity_count": 1},
        {"totals_by_copilot_app": {"prompt_count": 1}},
    ],
    ids=lambda said: next(iter(said)),
)
def test_any_use_of_copilot_makes_a_day(said: dict[str, object]) -> None:
    line = json.dumps({"day": f"{WEDNESDAY}", "user_login": "ada-l", **said}).encode()
    [its] = copilot_report.parse([line], WEDNESDAY).days
    assert its.claimed == "github:ada-l"
    idle = json.dumps({"day": f"{WEDNESDAY}", "user_login": "ada-l"}).encode()
    assert copilot_report.parse([idle], WEDNESDAY).days == []


def test_openai_tells_tokens_by_model_of_users_that_it_lists() -> None:
    said, until = openai_usage.parse(
        raw("openai-usage.json", "data"), {"user-ada": "ada@example.com"}
    )
    large, small = "gpt-4o-2024-08-06", "gpt-4o-mini-2024-07-18"
    assert said.days == [
        DayTotal(
            "openai", "openai-usage", FRIDAY, requests=5,
            models=(ModelUse(large, Tokens(1000, 850, 50, 500)),),
            claimed="ada@example.com", line=1,
        ),
        DayTotal(
            "openai", "openai-usage", FRIDAY, requests=1,
            models=(ModelUse(small, Tokens(10, 0, 0, 2)),), claimed="ada@example.com", line=2,
        ),
        DayTotal(
            "openai", "openai-usage", FRIDAY, requests=2,
            models=(ModelUse(large, Tokens(20, 0, 0, 4)),), claimed="openai:user-gone", line=3,
        ),
        DayTotal(
            "openai", "openai-usage", FRIDAY, requests=3,
            models=(ModelUse(large, Tokens(30, 0, 0, 6)),), claimed=None, line=4,
        ),
    ]  # fmt: skip
    assert said.rejects == [
        Reject(5, "input_cached_tokens: more than input_tokens, which include them", "openai"),
        Reject(1, "input_tokens: not as described", "openai"),  # the first of the next day
    ]
    assert until == at("2026-11-22")


def test_codex_in_a_workspace_tells_turns_and_tokens_and_dollars_where_it_is_billed_in_them() -> (
    None
):
    said = codex_enterprise.parse(raw("codex-usage.json", "data"))
    assert said.days == [
        DayTotal(
            "codex", "codex-enterprise", FRIDAY, requests=9,
            models=(
                ModelUse("gpt-5-codex", Tokens(900, 700, 0, 80)),
                ModelUse(None, Tokens(100, 0, 0, 10)),
            ),
            claimed="ada@example.com", line=1,
        ),
        DayTotal(
            "codex", "codex-enterprise", FRIDAY, requests=1,
            models=(ModelUse(None, Tokens(5, 0, 0, 1), cost_usd=0.25),),
            claimed="openai:user-ben", line=2,
        ),
    ]  # fmt: skip
    assert said.rejects == [Reject(4, "totals: not as described", "codex")]


def test_microsoft_tells_on_which_day_an_app_was_last_used_and_nothing_else() -> None:
    said = microsoft_365.parse(raw("microsoft-365.json", "value"))
    about = {"report": "microsoft-365", "claimed": "ada@example.com", "line": 1}
    assert said.days == [
        DayTotal("copilot-chat", day=date(2026, 11, 17), **about),  # type: ignore[arg-type]
        DayTotal("copilot-in-word", day=WEDNESDAY, **about),  # type: ignore[arg-type]
        DayTotal(
            "m365-copilot", "microsoft-365", THURSDAY, claimed="ben@example.com", line=2
        ),
        DayTotal(
            "m365-copilot", "microsoft-365", WEDNESDAY, claimed="m365:D17BAF7FA2D7C4D9", line=4
        ),  # a name that the tenant conceals
    ]  # fmt: skip
    assert said.rejects == [
        Reject(5, "reportRefreshDate: not as described", "m365-copilot"),
    ]


def test_gemini_tells_what_somebody_asked_for_and_in_which_app() -> None:
    said = gemini_workspace.parse(raw("gemini-workspace.json", "items"))
    assert said.observations == [
        Observation(
            "gemini-in-docs", "224139806931547641/0", at("2026-11-19T17:17:07"), Kind.TASK,
            session="gemini-in-docs", claimed="ada@example.com", line=1,
        ),
        Observation(
            "gemini-workspace", "-5406676673860923630/0", at("2026-11-18T17:05:33"), Kind.TASK,
            session="gemini-workspace", claimed="ada@example.com", line=2,
        ),
    ]  # fmt: skip
    assert said.rejects == [Reject(5, "id: not as described", "gemini-workspace")]


def test_amazon_q_tells_what_was_accepted_and_rejected() -> None:
    said = of_file(list(amazon_q.read(io.BytesIO(payload("amazon-q.csv")))))
    person = "aws:a1b2c3d4-5678-90ab-cdef-00000000000"
    assert said.days == [
        DayTotal(
            "amazon-q", "amazon-q", WEDNESDAY,
            outcomes={Outcome.EDIT_ACCEPTED: 10, Outcome.EDIT_REJECTED: 1},
            claimed=f"{person}1", line=2,
        ),
        DayTotal("amazon-q", "amazon-q", WEDNESDAY, claimed=f"{person}2", line=3),
    ]  # fmt: skip
    assert said.rejects == [
        Reject(4, "Date: missing or not a day", "amazon-q"),
        Reject(5, "Inline_AcceptanceCount: not a count", "amazon-q"),
    ]


def test_kiro_tells_days_and_in_newer_reports_the_address() -> None:
    said = of_file(list(amazon_q.read(io.BytesIO(payload("kiro.csv")))))
    other = "aws:a1b2c3d4-5678-90ab-cdef-000000000002"
    assert said.days == [
        DayTotal("kiro", "kiro", WEDNESDAY, claimed="ada@example.com", line=2),
        DayTotal("kiro", "kiro", WEDNESDAY, claimed=other, line=3),
    ]
    assert said.rejects == []


def test_chatgpt_tells_the_first_and_the_last_day_and_counts_only_a_single_one() -> None:
    said = of_file(list(chatgpt_enterprise.read(io.BytesIO(payload("chatgpt-users.csv")))))
    about = {"source": "chatgpt", "report": "chatgpt-enterprise"}
    assert said.days == [
        DayTotal(day=date(2026, 11, 17), claimed="ada@example.com", line=2, **about),
        DayTotal(day=THURSDAY, claimed="ada@example.com", line=2, **about),
        DayTotal(day=WEDNESDAY, requests=4, claimed="openai:user-ben", line=3, **about),
    ]
    assert said.rejects == [Reject(5, "last_day_active_in_period: missing or not a day", "chatgpt")]


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_bedrock_tells_calls_with_their_tokens_and_whose_session_it_was(pack: type[bytes]) -> None:
    said = of_file(list(bedrock.read(io.BytesIO(pack(payload("bedrock.ndjson"))))))
    assert said.observations == [
        Observation(
            "bedrock", "915a6a04-3f83-4c70-a277-7fbf7ea546b3", at("2026-11-18T09:00:17"),
            Kind.MODEL_CALL, model="anthropic.claude-3-haiku-20240307-v1:0",
            tokens=Tokens(1235, 1200, 200, 446), claimed="ada@example.com", line=1,
        ),
        Observation(
            "bedrock", "915a6a04-0000-4c70-a277-7fbf7ea546b3", at("2026-11-18T09:01:00"),
            Kind.MODEL_CALL, model="us.anthropic.claude-sonnet-4-20250514-v1:0",
            tokens=Tokens(3, 0, 0, 4), claimed="aws:ben", line=2,
        ),
    ]  # fmt: skip
    assert said.rejects == [
        Reject(4, "input: not as described", "bedrock"),
        Reject(5, "not as described", "bedrock"),
    ]


def test_a_packed_file_that_breaks_off_is_read_as_far_as_it_goes() -> None:
    line = payload("bedrock.ndjson").splitlines(keepends=True)[0]
    packed = gzip.compress(line) + gzip.compress(line * 5)[:-30]
    said = of_file(list(bedrock.read(io.BytesIO(packed))))
    assert len(said.observations) >= 1
    assert said.rejects[-1].cause == "the file breaks off: gzip to its end?"


@pytest.mark.parametrize(
    ("read", "missing"),
    [
        (amazon_q.read, "UserId: give the files that AWS writes"),
        (chatgpt_enterprise.read, "email: export the user report"),
    ],
)
def test_another_table_is_refused_with_the_cure(read: object, missing: str) -> None:
    said = of_file(list(read(io.BytesIO(b"one,two\n1,2\n"))))  # type: ignore[operator]
    [reject] = said.rejects
    assert reject.cause.startswith(f"the heading has no column {missing}")


def test_every_tool_that_reports_tell_of_has_a_name_that_people_know() -> None:
    told = {
        copilot_report.SOURCE, openai_usage.SOURCE, codex_enterprise.SOURCE, bedrock.SOURCE,
        chatgpt_enterprise.SOURCE, "amazon-q", "kiro",
        microsoft_365.SOURCE, *microsoft_365._APPS.values(),
        gemini_workspace.SOURCE, *gemini_workspace._APPS.values(),
    }  # fmt: skip
    assert [name for name in sorted(told) if not known_tool(name)] == []
    assert (tool("copilot-in-word"), tool("gemini-in-docs")) == (
        "Copilot in Word",
        "Gemini in Docs",
    )
