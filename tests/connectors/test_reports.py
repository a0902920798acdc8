"""Payload → expectation: what each report's rows mean."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.connectors import claude_code_analytics, claude_enterprise, cursor, litellm, litellm_tools
from bot.model import DayTotal, Kind, ModelUse, Observation, Outcome, Tokens
from bot.sources.adding_days import DaySums, add_up
from bot.sources.day_totals import priced
from bot.sources.parsed import Parsed
from tests.company import instant
from tests.connectors import vendors

DAY = date(2026, 11, 19)
ANALYTICS = Path(__file__).parents[3] / "shared/samples/apis/anthropic/claude_code_analytics.json"
REPORTS = [claude_code_analytics, claude_enterprise, cursor, litellm, litellm_tools]


def answer(*rows: object) -> bytes:
    """The rows as a page of any of the vendors."""
    return json.dumps({"data": rows, "usageEvents": rows}).encode()


def call(agent: str | None = None, **more: Any) -> Observation:
    row = vendors.spend_log(1, "2026-11-19T10:00", "ada@example.com", agent) | more
    [its] = litellm.parse(answer(row)).observations
    return its


# LiteLLM


def test_a_call_through_litellm() -> None:
    assert call() == Observation(
        source="litellm",
        external_id="chatcmpl-1",
        at=instant("2026-11-19T10:00"),
        ended_at=instant("2026-11-19T10:00:20"),
        kind=Kind.MODEL_CALL,
        model="claude-sonnet-4-5",
        tokens=Tokens(1000, 0, 0, 100),
        cost_usd=0.25,
        claimed="ada@example.com",
        line=1,
    )


@pytest.mark.parametrize(
    ("said", "tokens"),
    [
        # The whole of a call that was cached, as a real row of LiteLLM 1.80 tells it.
        (
            {
                "prompt_tokens": 98805,
                "completion_tokens": 5120,
                "metadata": {
                    "usage_object": {
                        "prompt_tokens_details": {
                            "cached_tokens": 66360,
                            "cache_creation_tokens": 32435,
                        },
                        "cache_read_input_tokens": 66360,
                        "cache_creation_input_tokens": 32435,
                    }
                },
            },
            Tokens(98805, 98795, 32435, 5120),
        ),
        # A version that leaves cached tokens out of the prompt's.
        (
            {
                "prompt_tokens": 12,
                "metadata": {"additional_usage_values": {"cache_read_input_tokens": 2495}},
            },
            Tokens(2507, 2495, 0, 100),
        ),
        (
            {"metadata": '{"usage_object": {"prompt_tokens_details": {"cached_tokens": 400}}}'},
            Tokens(1000, 400, 0, 100),
        ),
        ({"metadata": "CANARY {"}, Tokens(1000, 0, 0, 100)),
        ({"metadata": None, "prompt_tokens": None}, Tokens(0, 0, 0, 100)),
    ],
)
def test_tokens_through_litellm(said: dict[str, Any], tokens: Tokens) -> None:
    assert call(**said).tokens == tokens


@pytest.mark.parametrize(
    ("said", "cost"),
    [
        ({"spend": 0.0}, None),  # LiteLLM knows no price: that is not free
        ({"spend": None}, None),
        ({"spend": 0.0, "cache_hit": "True"}, 0.0),
        ({"spend": 1e-7}, 1e-7),
    ],
)
def test_costs_through_litellm(said: dict[str, Any], cost: float | None) -> None:
    assert call(**said).cost_usd == cost


@pytest.mark.parametrize(
    ("said", "claimed"),
    [
        (
            {"user": "ben", "metadata": {"user_api_key_user_email": "b@example.com"}},
            "b@example.com",
        ),
        ({"user": "U0123ABCDEF"}, "U0123ABCDEF"),
        ({"user": "ada-l"}, "litellm:ada-l"),
        ({"user": "ada@example.com", "end_user": "ben@example.com"}, "ada@example.com"),
        ({"user": "default_user_id", "end_user": "ben@example.com"}, "ben@example.com"),
        ({"user": "", "end_user": "user_5f_account_1f_session"}, None),
        ({"user": None, "end_user": '{"account": "a@b"}'}, None),
    ],
)
def test_whose_a_call_through_litellm_is(said: dict[str, Any], claimed: str | None) -> None:
    assert call(**said).claimed == claimed


@pytest.mark.parametrize(
    ("tags", "source"),
    [
        (["User-Agent: openai", "User-Agent: openai/python 1.2"], "litellm"),
        (["app:MeshClaw", "prod"], "meshclaw"),
        (["app:What a long text that is no name at all, is it?"], "litellm"),
        ('["app:meshclaw"]', "meshclaw"),
        ("{}", "litellm"),
        (None, "litellm"),
    ],
)
def test_what_a_call_through_litellm_is_called(tags: object, source: str) -> None:
    assert call(request_tags=tags).source == source


@pytest.mark.parametrize(
    ("agent", "source"),
    [
        ("claude-cli/2.1.78 (external, cli)", "claude-code"),
        ("codex_cli_rs/0.38.0 (Ubuntu 24.4; x86_64)", "codex"),
        ("GeminiCLI/0.61.0/gemini-2.5-pro (linux; x64)", "gemini-cli"),
        ("GitHubCopilotChat/0.30", "copilot"),
    ],
)
def test_tools_that_report_themselves_become_days(agent: str, source: str) -> None:
    rows = [vendors.spend_log(n, f"2026-11-19T1{n}:00", "ada@example.com", agent) for n in range(3)]
    assert litellm.parse(answer(*rows)).observations == []
    assert add_up(litellm_tools.parse(answer(*rows)).days) == [
        DayTotal(
            source=source,
            report="litellm-tools",
            day=DAY,
            requests=3,
            models=(ModelUse("claude-sonnet-4-5", Tokens(3000, 0, 0, 300), 0.75),),
            claimed="ada@example.com",
            line=1,
        )
    ]


def test_other_calls_are_nobodys_day_and_failed_ones_nothing() -> None:
    work = vendors.spend_log(1, "2026-11-19T10:00", "ada@example.com")
    failed = work | {"prompt_tokens": 0, "completion_tokens": 0, "spend": 0.0, "status": "failure"}
    assert litellm_tools.parse(answer(work)).days == []
    assert litellm.parse(answer(failed)) == litellm.parse(answer())


# Anthropic


def test_a_day_of_claude_code() -> None:
    [its] = claude_code_analytics.parse(
        answer(vendors.analytics_day("2026-11-19", "ada@example.com"))
    ).days
    assert its == DayTotal(
        source="claude-code",
        report="claude-code-analytics",
        day=DAY,
        models=(ModelUse("claude-sonnet-4-5-20250929", Tokens(150, 50, 10, 30), 1.25),),
        outcomes={
            Outcome.COMMIT: 2,
            Outcome.PULL_REQUEST: 1,
            Outcome.EDIT_ACCEPTED: 6,
            Outcome.EDIT_REJECTED: 1,
        },
        claimed="ada@example.com",
        line=1,
    )


def test_a_key_is_named_for_a_map_of_logins_and_other_money_is_no_cost() -> None:
    row = vendors.analytics_day(
        "2026-11-19", "", actor={"type": "api_actor", "api_key_name": "ci"}, core_metrics={}
    )
    row["model_breakdown"][0]["estimated_cost"] = {"currency": "EUR", "amount": 125}
    [its] = claude_code_analytics.parse(answer(row)).days
    assert (its.claimed, its.models[0].cost_usd) == ("anthropic:ci", None)


def test_the_vendors_own_example() -> None:
    if not ANALYTICS.exists():
        pytest.skip("the samples of real payloads are not beside this clone")
    [its] = claude_code_analytics.parse(ANALYTICS.read_bytes()).days
    assert its.models == (
        ModelUse("claude-sonnet-4-5-20250929", Tokens(115000, 15000, 5000, 35000), 10.25),
    )
    assert its.outcomes[Outcome.EDIT_ACCEPTED] == 68


def of_claude(*rows: object) -> Parsed:
    """What rows of both reports say, each on a page of its own."""
    return claude_enterprise.joined(claude_enterprise.parse(answer(row)) for row in rows)


@pytest.mark.parametrize(
    ("product", "source"),
    [
        ("chat", "claude"),
        ("claude_code", "claude-code"),
        ("cowork", "cowork"),
        ("something_new", "claude"),
        (None, "claude"),
    ],
)
def test_a_day_of_claude(product: str | None, source: str) -> None:
    usage = vendors.enterprise_usage("2026-11-19", "ada@example.com", product)
    costs = vendors.enterprise_cost("2026-11-19", "ada@example.com", product, "1234.5")
    assert add_up(of_claude(usage, costs).days) == [
        DayTotal(
            source=source,
            report="claude-enterprise",
            day=DAY,
            requests=3,
            models=(ModelUse("claude-opus-5-5", Tokens(75, 25, 5, 10), 12.345),),
            claimed="ada@example.com",
            line=1,
        )
    ]


IN_EUROS = {"currency": "EUR"}
OF_ANOTHER = {"model": "claude-haiku-4-5"}


@pytest.mark.parametrize(
    ("costs", "cost", "unpriced", "rejected"),
    [
        ([], None, 1, []),
        ([{}], 12.345, 0, []),
        ([{}, {}], 24.69, 0, []),
        ([IN_EUROS], None, 1, ["amount: no cost in dollars"]),
        ([IN_EUROS, {}], 12.345, 0, ["amount: no cost in dollars"]),
        ([OF_ANOTHER], 12.345, 1, []),
    ],
    ids=["none", "one", "two", "euros", "both", "another model's"],
)
def test_tokens_of_claude_cost_what_is_told_in_dollars_or_it_is_unknown(
    costs: list[dict[str, Any]], cost: float | None, unpriced: int, rejected: list[str]
) -> None:
    """A model that no price list has: what is not told cannot be worked out."""
    day, who = "2026-11-19", "ada@example.com"
    unheard = {"model": "claude-unheard-of"}
    rows = [
        vendors.enterprise_cost(day, who.upper(), "chat", "1234.5") | unheard | its for its in costs
    ]
    read = of_claude(vendors.enterprise_usage(day, who, "chat", **unheard), *rows)
    assert [its.cause for its in read.rejects] == rejected
    [its] = add_up(read.days)
    kept = priced(its)
    assert (kept.unpriced, kept.cost_usd) == (unpriced, cost or 0.0)
    assert kept.tokens == Tokens(75, 25, 5, 10)


def test_tokens_of_claude_without_a_cost_are_priced() -> None:
    said = of_claude(vendors.enterprise_usage("2026-11-19", "ada@example.com", "chat"))
    usage = replace(
        said.days[0], models=(replace(said.days[0].models[0], model="claude-opus-4-5"),)
    )
    assert priced(usage).cost_usd > 0


def test_claude_in_slack_names_its_person_by_slack_id_and_the_deleted_are_nobody() -> None:
    tagged = vendors.enterprise_usage(
        "2026-11-19", None, "claude-tag", claude_tag_user_id="U0123ABCDEF"
    )
    gone = vendors.enterprise_usage("2026-11-19", None, "chat", actor={"deleted": True})
    [its] = claude_enterprise.parse(answer(tagged, gone)).days
    assert (its.claimed, its.source) == ("U0123ABCDEF", "claude-slack")


# Cursor


def test_a_call_in_cursor() -> None:
    row = vendors.cursor_call("2026-11-19T10:00", "Ada@example.com")
    [its] = cursor.parse(answer(row)).observations
    assert its == Observation(
        source="cursor",
        external_id=f"{instant('2026-11-19T10:00') * 1000 + 854}|ada@example.com|claude-4-opus",
        at=instant("2026-11-19T10:00"),
        kind=Kind.MODEL_CALL,
        model="claude-4-opus",
        tokens=Tokens(126 + 6112 + 11964, 6112 + 11964, 6112, 450),
        cost_usd=0.205,
        claimed="Ada@example.com",
        line=1,
    )


def test_what_a_plan_includes_has_no_tokens() -> None:
    row = vendors.cursor_call("2026-11-19T10:00", "ada@example.com", isTokenBasedCall=False)
    del row["tokenUsage"]
    [its] = cursor.parse(answer(row)).observations
    assert (its.tokens, its.cost_usd) == (Tokens(), None)


# All of them


@pytest.mark.parametrize("report", REPORTS, ids=lambda its: its.__name__)
@pytest.mark.parametrize(
    "row",
    [
        {},
        7,
        None,
        {"date": "CANARY", "actor": {}, "starting_at": "CANARY", "timestamp": "CANARY"}
        | {"request_id": "1", "startTime": "CANARY"},
        {"date": 1, "actor": [], "starting_at": {}, "timestamp": [], "request_id": -1},
    ],
    ids=repr,
)
def test_a_row_that_is_not_as_described_loses_no_other(report: Any, row: object) -> None:
    good = {
        claude_code_analytics: vendors.analytics_day("2026-11-19", "ada@example.com"),
        claude_enterprise: vendors.enterprise_usage("2026-11-19", "ada@example.com", "chat"),
        cursor: vendors.cursor_call("2026-11-19T10:00", "ada@example.com"),
        litellm: vendors.spend_log(1, "2026-11-19T10:00", "ada@example.com"),
        litellm_tools: vendors.spend_log(2, "2026-11-19T10:00", "ada@example.com", "claude-cli/2"),
    }
    read = report.parse(answer(row, good[report]))
    assert len(read.observations) + len(read.days) == 1
    assert "CANARY" not in "".join(reject.cause for reject in read.rejects)
    assert {reject.line for reject in read.rejects} <= {1}


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text()
    | st.sampled_from(
        ["2026-11-19T10:00:00Z", "1763546400854", "0001-01-01", "9999-12-31T23:59:59"]
    ),
    lambda inner: (
        st.lists(inner)
        | st.dictionaries(
            st.sampled_from(
                [
                    *vendors.spend_log(1, "2026-11-19T10:00", ""),
                    *vendors.analytics_day("2026-11-19", ""),
                    *vendors.enterprise_usage("2026-11-19", "", ""),
                    *vendors.enterprise_cost("2026-11-19", "", "", ""),
                    *vendors.cursor_call("2026-11-19T10:00", ""),
                    *("input", "output", "cache_read", "amount", "model", "totalCents"),
                    *("email", "deleted", "usage_object", "prompt_tokens_details"),
                    *("inputTokens", "accepted", "email_address", "tokens", "estimated_cost"),
                ]
            ),
            inner,
        )
    ),
    max_leaves=12,
)


@pytest.mark.parametrize("report", REPORTS, ids=lambda its: its.__name__)
@settings(max_examples=60, deadline=None)
@given(rows=st.lists(JSON, max_size=4))
def test_no_answer_is_an_exception(report: Any, rows: list[object]) -> None:
    for its in report.parse(answer(*rows)).days:
        assert its.report
    for reject in report.parse(json.dumps(rows).encode()).rejects:
        assert reject.cause


@pytest.mark.parametrize("report", REPORTS, ids=lambda its: its.__name__)
@given(body=st.binary())
def test_no_bytes_are_an_exception(report: Any, body: bytes) -> None:
    read = report.parse(body)
    assert not read.observations
    assert not read.days


@given(
    st.lists(
        st.tuples(
            st.sampled_from([None, "a", "b"]),
            st.sampled_from([None, 0.1, 0.2, 0.7, 1e-7]),
            st.integers(0, 9),
        ),
        min_size=1,
    ),
    st.randoms(),
)
def test_no_order_of_rows_gives_another_day(rows: list[Any], chance: Any) -> None:
    days = [
        DayTotal("cursor", "r", DAY, n, (ModelUse(model, Tokens(n, 0, 0, n), cost),))
        for model, cost, n in rows
    ]
    shuffled = list(days)
    chance.shuffle(shuffled)
    assert add_up(days) == [replace(add_up(shuffled)[0], line=0)]
    apart = DaySums[str]()
    for its in days:
        apart.add("ada", its)
        apart.add("ben", its)
    assert {whose for whose, _ in apart.days()} == {"ada", "ben"}
