"""Rounds: everything once, whatever happens on the way, and nothing of anybody unknown."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.connectors.configured import Connector
from bot.connectors.polling import LEASE, poll_due
from bot.connectors.report import Wire
from bot.model import DAY, HOUR, PersonId
from bot.people import consent, logins
from storage.operations import connectors as states
from storage.operations import settings
from storage.operations.connectors import State
from tests.company import Company, found, instant
from tests.connectors import vendors
from tests.connectors.kept import days_of, files, tasks_of, usage
from tests.connectors.stand_in import CUT, GARBAGE, Vendor

WEEK = [f"2026-11-{day:02}" for day in range(9, 21)]


class Crash(BaseException):
    """The process dies."""


class Dying:
    """A wire that lets a process die after so many answers."""

    def __init__(self, wire: Wire, answers: int) -> None:
        self._wire, self._left = wire, answers

    def get(self, path, query=None):
        self._count()
        return self._wire.get(path, query)

    def post(self, path, body):
        self._count()
        return self._wire.post(path, body)

    def _count(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise Crash


def spend_logs() -> list[vendors.Row]:
    """A few days of calls: an app's, and Claude Code's, some at the very ends of hours."""
    rows = []
    for number, day in enumerate(WEEK):
        for n, time in enumerate(("00:00:00", "09:59:59", "10:00:00", "10:05:00", "12:30:00")):
            who = ("ada@example.com", "ben@example.com", "ghost@example.com")[(number + n) % 3]
            agent = "claude-cli/2.1.78 (external, cli)" if n % 2 else None
            rows.append(vendors.spend_log(100 * number + n, f"{day}T{time}", who, agent))
    return rows


def analytics() -> list[vendors.Row]:
    return [
        vendors.analytics_day(day, who, terminal)
        for day in WEEK
        for who in ("ada@example.com", "ghost@example.com")
        for terminal in ("vscode", "iTerm")
    ]


def enterprise() -> list[vendors.Row]:
    return [
        its
        for day in WEEK
        for its in (
            vendors.enterprise_usage(day, "ada@example.com", "chat"),
            vendors.enterprise_cost(day, "ada@example.com", "chat", "12.5"),
            vendors.enterprise_usage(day, None, "claude-tag", claude_tag_user_id="U0BEN"),
            vendors.enterprise_usage(day, "ghost@example.com", "cowork"),
        )
    ]


def cursor() -> list[vendors.Row]:
    return [
        vendors.cursor_call(f"{day}T{hour:02}:30:00", who)
        for day in WEEK
        for hour in (0, 5, 6, 11)
        for who in ("ada@example.com", "ghost@example.com")
    ]


VENDORS = {
    "litellm": lambda: vendors.litellm_vendor(spend_logs()),
    "litellm-tools": lambda: vendors.litellm_vendor(spend_logs()),
    "claude-code-analytics": lambda: vendors.analytics_vendor(analytics()),
    "claude-enterprise": lambda: vendors.enterprise_vendor(enterprise()),
    "cursor": lambda: vendors.cursor_vendor(cursor(), at_once=3),
}


@pytest.fixture
def people(company: Company) -> dict[str, PersonId]:
    return staffed(company)


@pytest.fixture(params=VENDORS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def vendor(name: str) -> Iterator[Vendor]:
    with VENDORS[name]() as its:
        yield its


def staffed(company: Company) -> dict[str, PersonId]:
    return {
        "ada": company.hire("U0ADA", email="ada@example.com"),
        "ben": company.hire("U0BEN", email="ben@example.com"),
    }


def iso(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).isoformat()


def poll(company: Company, *its: Connector, go_on=lambda: True) -> list[str]:
    return poll_due(company.services, its, company.clock(), go_on)


def state(company: Company, name: str) -> State:
    [its] = [its for its in states.load(company.services.database) if its.name == name]
    return its


def undisturbed(name: str, folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """What is kept where nothing goes wrong."""
    folder.mkdir()
    company = found(folder)
    staffed(company)
    with VENDORS[name]() as vendor:
        poll(company, vendors.connector(name, company, vendor))
    assert state(company, name).told_until == company.clock()
    kept = usage(company)
    company.services.database.close()
    company.services.keys.store.close()
    company.published.database.close()
    return kept


def until_whole(company: Company, build, name: str) -> None:
    """Poll as a schedule would, until a round is whole."""
    began = company.clock()
    for _ in range(200):
        poll(company, build())
        its = state(company, name)
        if its.told_until is not None:
            return
        company.clock.now = max(its.next_at, company.clock() + 1)
    raise AssertionError(f"not whole {company.clock() - began} seconds later")


def test_a_round_keeps_something_of_everybody_known(
    company: Company, people: dict[str, PersonId], vendor: Vendor, name: str
) -> None:
    poll(company, vendors.connector(name, company, vendor))
    assert state(company, name).last_ok_at == company.clock()
    assert tasks_of(company, people["ada"]) or days_of(company, people["ada"])
    assert usage(company)["heard"]


@pytest.mark.parametrize("answers", [1, 2, 5, 13])
def test_a_crash_in_mid_round_loses_nothing_and_doubles_nothing(
    company: Company,
    people: dict[str, PersonId],
    vendor: Vendor,
    name: str,
    answers: int,
    tmp_path: Path,
) -> None:
    its = vendors.connector(name, company, vendor)
    its.wire = Dying(its.wire, answers)  # type: ignore[assignment]
    with pytest.raises(Crash):
        poll(company, its)
    again = vendors.connector(name, company, vendor)
    poll(company, again)
    assert state(company, name).told_until is None, "whoever died still holds it"
    company.clock.forward(LEASE)
    poll(company, again)
    assert state(company, name).told_until is not None
    assert usage(company) == undisturbed(name, tmp_path / "beside")


@pytest.mark.parametrize(
    "faults",
    [
        [500, 502, None, 503],
        [None, CUT, None, CUT],
        [None, (429, {"Retry-After": "2"})],
        [None, None, (429, {"Retry-After": "40"}), None, (503, {"Retry-After": "3600"})],
        [None, GARBAGE],
        [None, None, GARBAGE, GARBAGE],
        [500] * 7,
    ],
    ids=str,
)
def test_what_fails_on_the_way_is_made_good(
    company: Company,
    people: dict[str, PersonId],
    vendor: Vendor,
    name: str,
    faults: Sequence[object],
    tmp_path: Path,
) -> None:
    vendor.faults = list(faults)  # type: ignore[arg-type]
    until_whole(company, lambda: vendors.connector(name, company, vendor), name)
    its = state(company, name)
    assert (its.failing_since, its.failure, its.failures) == (None, None, 0)
    assert usage(company) == undisturbed(name, tmp_path / "beside")


def test_a_rerun_changes_nothing(
    company: Company, people: dict[str, PersonId], vendor: Vendor, name: str
) -> None:
    its = vendors.connector(name, company, vendor)
    poll(company, its)
    before = usage(company)
    for _ in range(3):
        company.clock.forward(its.rhythm.every)
        poll(company, its)
        assert state(company, name).told_until == company.clock()
        assert usage(company) == before


def test_time_that_runs_out_is_gone_on_with(
    company: Company, people: dict[str, PersonId], vendor: Vendor, name: str, tmp_path: Path
) -> None:
    its = vendors.connector(name, company, vendor)
    for _ in range(100):
        left = iter([True] * 4)
        poll(company, its, go_on=lambda left=left: next(left, False))
        if state(company, name).told_until is not None:
            break
    else:
        raise AssertionError("never whole")
    assert usage(company) == undisturbed(name, tmp_path / "beside")


def test_nobody_asks_again_before_it_is_time(
    company: Company, people: dict[str, PersonId], vendor: Vendor, name: str
) -> None:
    its = vendors.connector(name, company, vendor)
    poll(company, its)
    questions = len(vendor.asked)
    company.clock.forward(its.rhythm.every - 1)
    poll(company, its)
    assert len(vendor.asked) == questions
    company.clock.forward(1)
    poll(company, its)
    assert len(vendor.asked) > questions


def test_an_account_that_matches_nobody_is_a_number_and_nothing_else(
    company: Company,
    people: dict[str, PersonId],
    vendor: Vendor,
    name: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    its = vendors.connector(name, company, vendor)
    poll(company, its)
    assert state(company, name).unmatched == 1
    held = files(company)
    assert b"ghost" not in held
    assert b"CANARY" not in held
    assert "ghost" not in caplog.text
    assert "ghost" not in repr(its)


def test_somebody_told_later_gets_what_can_still_be_fetched(
    company: Company, vendor: Vendor, name: str
) -> None:
    ada = company.hire("U0ADA", email="ada@example.com", told=False)
    its = vendors.connector(name, company, vendor)
    poll(company, its)
    assert not usage(company)["heard"]
    company.clock.forward(2 * HOUR)
    consent.mark_told(company.services.database, ada, company.clock())
    company.clock.forward(DAY)
    poll(company, its)
    work = tasks_of(company, ada)
    days = {its.day.isoformat() for its in days_of(company, ada)} | {
        f"2026-11-{(task.started_at // DAY) - 20758 + 1:02}" for task in work
    }
    assert len(days) > 3, "more than a usual round reaches"
    assert min(days) <= "2026-11-12"


def test_whose_invitation_is_no_longer_needed_gets_what_can_still_be_fetched(
    company: Company, people: dict[str, PersonId], vendor: Vendor, name: str
) -> None:
    db, its = company.services.database, vendors.connector(name, company, vendor)
    settings.save(db, replace(settings.load(db), by_invitation=True), company.clock())
    company.clock.forward(60)
    poll(company, its)
    assert not usage(company)["heard"]
    company.clock.forward(2 * HOUR)
    settings.save(db, replace(settings.load(db), by_invitation=False), company.clock())
    company.clock.forward(DAY)
    poll(company, its)
    days = {its.day.day for its in days_of(company, people["ada"])}
    days |= {task.started_at // DAY - 20757 for task in tasks_of(company, people["ada"])}
    assert len(days) > 3, "more than a usual round reaches"


@pytest.mark.parametrize("answer", [consent.decline, consent.accept])
def test_what_somebody_said_does_not_show_in_the_count(
    company: Company, people: dict[str, PersonId], answer
) -> None:
    """The round after it goes further back, past an account that was only there long ago."""
    rows = [
        vendors.cursor_call("2026-11-12T10:00", "long-gone@example.com"),
        vendors.cursor_call("2026-11-20T22:00", "ghost@example.com"),
        vendors.cursor_call("2026-11-21T22:00", "ada@example.com"),
    ]
    counts = []
    with vendors.cursor_vendor(rows) as vendor:
        its = vendors.connector("cursor", company, vendor)
        poll(company, its)
        for said in (False, True):
            company.clock.now = instant("2026-11-21T13:00")
            if said:
                state_before = state(company, "cursor").looked_back_at
                answer(company.services.database, people["ada"], company.clock())
                company.clock.forward(DAY)
                rows[1]["timestamp"] = rows[2]["timestamp"]
            poll(company, its)
            counts.append(state(company, "cursor").unmatched)
    assert state(company, "cursor").looked_back_at != state_before, "it did go further back"
    assert counts == [1, 1]


def test_nothing_is_kept_of_who_said_no(company: Company, vendor: Vendor, name: str) -> None:
    ada = company.hire("U0ADA", email="ada@example.com")
    consent.decline(company.services.database, ada, company.clock())
    poll(company, vendors.connector(name, company, vendor))
    assert usage(company) == {"seen": [], "tool_day": [], "heard": [], "task": []}
    assert state(company, name).unmatched in (1, 2)


def test_an_expired_key_is_told_by_its_code_and_tried_again(
    company: Company, people: dict[str, PersonId], vendor: Vendor, name: str
) -> None:
    its = vendors.connector(name, company, vendor, key="expired")
    poll(company, its)
    first = state(company, name)
    assert (first.failure, first.failures, first.last_ok_at) == ("401 refused", 1, None)
    assert first.failing_since == company.clock()
    company.clock.now = first.next_at
    poll(company, its)
    second = state(company, name)
    assert (second.failures, second.failing_since) == (2, first.failing_since)
    assert second.next_at - company.clock() == 2 * (first.next_at - (first.failing_since or 0))
    company.clock.now = second.next_at
    poll(company, vendors.connector(name, company, vendor))
    assert state(company, name).failing_since is None


@pytest.mark.parametrize("agent", [None, "claude-cli/2.1.78"])
def test_a_busy_day_is_cut_into_parts_and_every_call_counts_once(
    company: Company, people: dict[str, PersonId], agent: str | None
) -> None:
    """A call every half minute: also at the very moments where parts meet."""
    midnight = instant("2026-11-19T00:00")
    rows = [
        vendors.spend_log(n, iso(midnight + 30 * n), "ada@example.com", agent)
        for n in range(2 * DAY // 60)
    ]
    with vendors.litellm_vendor(rows) as vendor:
        poll(
            company, *(vendors.connector(n, company, vendor) for n in ("litellm", "litellm-tools"))
        )
        most = max(int(its.one("page")) for its in vendor.asked)
    calls = sum(its.model_calls for its in tasks_of(company, people["ada"]))
    requests = sum(its.requests or 0 for its in days_of(company, people["ada"]))
    assert (calls, requests) == ((0, len(rows)) if agent else (len(rows), 0))
    assert most <= 20, "few pages are asked for again when a round is cut short"


def test_a_report_that_breaks_here_stops_no_other(
    company: Company, people: dict[str, PersonId]
) -> None:
    class Broken:
        name, source = "a-broken-one", "cursor"

        def pages(self, wire, span):
            raise RuntimeError("ada@example.com")

    with VENDORS["cursor"]() as vendor:
        good = vendors.connector("cursor", company, vendor)
        assert poll(company, Connector(Broken(), good.wire, good.rhythm), good) == ["a-broken-one"]
    assert state(company, "a-broken-one").failure == "broke here"
    assert state(company, "cursor").last_ok_at is not None


def test_two_processes_never_fetch_one_report_at_once(
    company: Company, people: dict[str, PersonId]
) -> None:
    with VENDORS["cursor"]() as vendor:
        one, other = (vendors.connector("cursor", company, vendor) for _ in range(2))
        between: list[int] = []

        def meanwhile() -> bool:
            before = len(vendor.asked)
            if before:  # the first has begun
                poll(company, other)
                between.append(len(vendor.asked) - before)
            return True

        poll(company, one, go_on=meanwhile)
    assert between
    assert set(between) == {0}


def test_one_person_under_two_names_has_one_day(company: Company, tmp_path: Path) -> None:
    ada = company.hire("U0ADA", email="ada@example.com")
    file = tmp_path / "logins.csv"
    file.write_text("platform,login,email\nanthropic,Ada-Laptop,ada@example.com\n")
    with file.open("rb") as opened:
        read, rejects = logins.read(opened)
    assert not rejects
    assert logins.load(company.services, read).logins == 1
    rows = [
        vendors.analytics_day("2026-11-19", "ada@example.com"),
        vendors.analytics_day("2026-11-19", "ADA@example.com", "iTerm"),
        vendors.analytics_day(
            "2026-11-19", "", actor={"type": "api_actor", "api_key_name": "ada-laptop"}
        ),
    ]
    with vendors.analytics_vendor(rows) as vendor:
        poll(company, vendors.connector("claude-code-analytics", company, vendor))
    [its] = days_of(company, ada)
    assert (its.tokens.input, its.tokens.output, its.cost_usd) == (450, 90, 3.75)


def test_a_login_that_is_mapped_later_gets_what_can_still_be_fetched(
    company: Company, tmp_path: Path
) -> None:
    ada = company.hire("U0ADA", email="ada@example.com")
    rows = [vendors.spend_log(n, f"2026-11-{day}T10:00", "ada-l") for n, day in enumerate((10, 18))]
    with vendors.litellm_vendor(rows) as vendor:
        its = vendors.connector("litellm", company, vendor)
        poll(company, its)
        assert tasks_of(company, ada) == []
        entry = logins.Login(2, "litellm", "ada-l", "ada@example.com", "")
        logins.load(company.services, [entry])
        company.clock.forward(DAY)
        poll(company, its)
    assert len(tasks_of(company, ada)) == 2
