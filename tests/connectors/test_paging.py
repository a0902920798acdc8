"""Pages that lead on and on, days that fail, and reports that wait meanwhile."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.connectors.claude_code_analytics import ClaudeCodeAnalytics
from bot.connectors.claude_enterprise import ClaudeEnterprise
from bot.connectors.codex_enterprise import CodexEnterprise
from bot.connectors.configured import Connector
from bot.connectors.cursor import Cursor
from bot.connectors.gemini_workspace import GeminiWorkspace
from bot.connectors.litellm import LiteLlm
from bot.connectors.litellm_tools import LiteLlmTools
from bot.connectors.microsoft_365 import Microsoft365
from bot.connectors.openai_usage import OpenAIUsage
from bot.connectors.paging import MOST_PAGES
from bot.connectors.polling import TURN, earliest, poll_due
from bot.connectors.report import Query, Report, Span
from bot.connectors.rhythm import DAYS
from bot.connectors.unreached import Unreached
from bot.model import DAY, HOUR
from messages.failing import failing
from storage.operations import connectors as states
from storage.operations.connectors import State
from tests.company import Company
from tests.connectors import vendors
from tests.connectors.kept import days_of

Said = dict[str, Any]

LEADING: dict[str, tuple[Callable[[], Report], Callable[[str], Said]]] = {
    "claude-code-analytics": (ClaudeCodeAnalytics, lambda on: {"data": [], "next_page": on}),
    "claude-enterprise": (ClaudeEnterprise, lambda on: {"data": [], "next_page": on}),
    "codex": (
        lambda: CodexEnterprise("w"),
        lambda on: {"data": [], "has_more": True, "next_page": on},
    ),
    "openai": (
        OpenAIUsage,
        lambda on: {"data": [], "has_more": True, "next_page": on},
    ),
    "openai's users": (OpenAIUsage, lambda on: {"data": [], "has_more": True, "last_id": on}),
    "microsoft": (
        Microsoft365,
        lambda on: {"value": [], "@odata.nextLink": f"https://graph.microsoft.com/x?page={on}"},
    ),
    "gemini": (GeminiWorkspace, lambda on: {"items": [], "nextPageToken": on}),
}
"""Reports whose pages name the next one."""

NUMBERED: dict[str, tuple[Callable[[], Report], Callable[[int], Said]]] = {
    "cursor": (
        Cursor,
        lambda _: {"usageEvents": [{}], "pagination": {"numPages": 1, "hasNextPage": True}},
    ),
    "litellm": (LiteLlm, lambda page: {"data": [{}], "total_pages": page + 1}),
    "litellm-tools": (LiteLlmTools, lambda page: {"data": [{}], "total_pages": page + 1}),
}
"""Reports that ask for pages by number."""


def always_another(name: str) -> Callable[[Query], Said]:
    """Answers each of which says that another follows."""
    numbers = iter(range(1, 10 * MOST_PAGES))
    if name in NUMBERED:
        return lambda _: NUMBERED[name][1](next(numbers))
    return lambda _: LEADING[name][1](f"{next(numbers)}")


class Telling:
    """A wire whose vendor takes a second for each answer."""

    def __init__(self, company: Company, answer: Callable[[Query], Said], seconds: int = 1) -> None:
        self._company, self._answer, self._seconds = company, answer, seconds
        self.questions = 0

    def get(self, path: str, query: Query | None = None) -> bytes:
        return self._said(query or {})

    def post(self, path: str, body: Mapping[str, Any]) -> bytes:
        return self._said(body)

    def download(self, url: str) -> Iterator[bytes]:
        raise NotImplementedError

    def _said(self, query: Query) -> bytes:
        self.questions += 1
        self._company.clock.forward(self._seconds)
        return json.dumps(self._answer(query)).encode()


def state(company: Company, name: str) -> State:
    [its] = [its for its in states.load(company.services.database) if its.name == name]
    return its


def poll(company: Company, *its: Connector) -> None:
    assert poll_due(company.services, its, company.clock(), lambda: True) == []


def until_failed(company: Company, its: Connector) -> State:
    """Poll once a minute, until the report is known to fail."""
    for _ in range(1000):
        poll(company, its)
        if (known := state(company, its.name)).failing_since is not None:
            return known
        company.clock.now = max(known.next_at, company.clock() + 60)
    raise AssertionError("never noted")


@pytest.mark.parametrize("name", LEADING)
def test_pages_that_lead_back_are_a_fault(company: Company, name: str) -> None:
    made, said = LEADING[name]
    turns = iter("AB" * MOST_PAGES)
    wire = Telling(company, lambda _: said(next(turns)))
    known = until_failed(company, Connector(made(), wire, DAYS))
    assert known.failure == "endless"
    assert "without an end" in failing(known.failure)
    assert wire.questions < 100


@pytest.mark.parametrize("name", [*LEADING, *NUMBERED])
def test_pages_that_always_have_another_are_a_fault(company: Company, name: str) -> None:
    made, _ = (LEADING | NUMBERED)[name]
    wire = Telling(company, always_another(name), seconds=0)
    pages = made().pages(wire, Span(company.clock() - HOUR, company.clock()))
    with pytest.raises(Unreached, match="endless"):
        deque(pages, maxlen=0)
    assert wire.questions <= MOST_PAGES + 1


@pytest.mark.parametrize("name", [*LEADING, *NUMBERED])
def test_no_report_keeps_the_others_waiting(company: Company, name: str) -> None:
    """Its pages never end, and each takes ten seconds: its turn ends all the same."""
    made, _ = (LEADING | NUMBERED)[name]
    endless = Telling(company, always_another(name), seconds=10)
    began = company.clock()
    second = "cursor" if name == "claude-code-analytics" else "claude-code-analytics"
    with (
        vendors.cursor_vendor([]) if second == "cursor" else vendors.analytics_vendor([]) as vendor
    ):
        other = vendors.connector(second, company, vendor)
        poll(company, Connector(made(), endless, DAYS), other)
    assert state(company, second).told_until is not None
    assert company.clock() - began <= TURN + 60


def test_a_day_that_takes_longer_than_a_turn_is_told_in_several(company: Company) -> None:
    ada = company.hire("U0ADA", email="ada@example.com")
    rows = [
        vendors.analytics_day("2026-11-19", "ada@example.com", f"terminal {n}") for n in range(40)
    ]

    def answer(query: Query) -> Said:
        number = int(str(query.get("page", "0")))
        on = str(number + 1) if number < 39 and query["starting_at"] == "2026-11-19" else None
        return {"data": [rows[number]] if on or number else [], "next_page": on}

    its = Connector(ClaudeCodeAnalytics(), Telling(company, answer, seconds=30), DAYS)
    turns = 0
    whole = False
    while not whole:
        poll(company, its)
        whole = state(company, its.name).told_until is not None
        turns += 1
        assert turns < 20
    assert turns > 3
    assert [day.cost_usd for day in days_of(company, ada)] == [1.25 * 40]


BAD = "2026-11-12"


def every_day() -> list[vendors.Row]:
    days = [f"2026-11-{day:02}" for day in range(1, 31)] + [f"2026-12-{d:02}" for d in range(1, 10)]
    return [vendors.analytics_day(day, "ada@example.com") for day in days]


def expected(company: Company, began: int) -> set[str]:
    """The days that could be told since a moment."""
    first = earliest(began) // DAY
    return {
        datetime.fromtimestamp(day * DAY, UTC).date().isoformat()
        for day in range(first, company.clock() // DAY + 1)
    }


@pytest.mark.parametrize(
    ("fault", "noted"), [(200, "not JSON"), (500, "500 failing"), (404, "404 not there")]
)
def test_a_day_that_always_fails_keeps_no_other_waiting(
    company: Company, fault: int, noted: str
) -> None:
    ada = company.hire("U0ADA", email="ada@example.com")
    with vendors.analytics_vendor(every_day()) as vendor:
        answer = vendor.answer
        vendor.answer = lambda asked: (
            {"oops": 1} if asked.one("starting_at") == BAD else answer(asked)
        )
        vendor.steady = lambda asked: (
            fault if fault != 200 and asked.one("starting_at") == BAD else None
        )
        its = vendors.connector("claude-code-analytics", company, vendor)
        began, missing = company.clock(), {BAD}
        for hour in range(0, 15 * 24, 6):
            company.clock.now = began + hour * HOUR
            poll(company, its)
            kept = {day.day.isoformat() for day in days_of(company, ada)}
            assert expected(company, began) - kept <= missing, "within a round of six hours"
            if hour == 0:
                known = state(company, its.name)
                assert (known.failure, known.failing_since) == (noted, began)
        company.clock.forward(DAY)
        poll(company, its)
    assert state(company, its.name).failing_since is None, "nobody asks for that day any more"


def test_a_vendor_that_is_down_is_not_asked_for_every_day(
    company: Company,
) -> None:
    company.hire("U0ADA", email="ada@example.com")
    with vendors.analytics_vendor(every_day()) as vendor:
        vendor.steady = lambda _: 500
        poll(company, its := vendors.connector("claude-code-analytics", company, vendor))
        assert len(vendor.asked) == 9, "three days, three times each"
    assert state(company, its.name).failure == "500 failing"
