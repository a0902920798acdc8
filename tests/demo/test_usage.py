"""What people at Larkmoor do with AI looks like work."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from statistics import mean
from zoneinfo import ZoneInfo

import pytest

from bot.demo import daily_reports, usage
from bot.demo.company import found
from bot.demo.reports import pushed, telemetry
from bot.demo.story import CURTAIN, FIRST_MONDAY, NEW_LAPTOP, TARGET, WEEKS
from bot.demo.tools import TELEMETRY
from bot.reflection.silence import silent
from bot.sources import push

START = int(
    datetime(FIRST_MONDAY.year, FIRST_MONDAY.month, FIRST_MONDAY.day, tzinfo=UTC).timestamp()
)
WEEK = 7 * 86_400


@pytest.fixture(scope="module")
def company():
    return found()


@pytest.fixture(scope="module")
def everything(company):
    return list(usage.between(company, START, START + WEEKS * WEEK))


def lines_of(pieces):
    told = (done for done in pieces if done.tool != TELEMETRY)
    return [line for done in told for line in pushed(done)]


def records_of(pieces):
    told = telemetry(done for done in pieces if done.tool == TELEMETRY)
    return told["resourceLogs"][0]["scopeLogs"][0]["logRecords"]


def test_some_sixty_thousand_lines_in_all(everything):
    assert 50_000 <= len(lines_of(everything)) + len(records_of(everything)) <= 75_000


def test_nothing_is_negative_and_everything_takes_time(everything):
    assert all(done.seconds > 0 and done.tokens > 0 for done in everything)
    assert max(done.seconds for done in everything) < 3 * 3_600


def test_people_work_by_day_and_from_monday_to_friday(everything):
    starts = [datetime.fromtimestamp(its.start, ZoneInfo(its.employee.zone)) for its in everything]
    assert all(at.isoweekday() <= 5 for at in starts)
    assert all(8 <= at.hour < 20 for at in starts)


def test_nobody_works_all_the_time(everything, company):
    days = {(its.employee.slack_id, its.start // 86_400) for its in everything}
    per_person = Counter(slack_id for slack_id, _ in days)
    assert max(per_person.values()) < WEEKS * 5
    assert mean(per_person.values()) > WEEKS


def test_the_bot_takes_every_line_of_it(everything):
    parsed = push.parse_lines(map(push.msgspec.json.encode, lines_of(everything[:2_000])))
    assert parsed.rejects == []


def test_cut_differently_it_is_the_same(company, everything):
    middle = START + 3 * WEEK + 4_321
    pieces = [
        *usage.between(company, START, middle),
        *usage.between(company, middle, START + 4 * WEEK),
    ]
    whole = [done for done in everything if done.end <= START + 4 * WEEK]
    assert sorted(done.key for done in pieces) == sorted(done.key for done in whole)


def test_each_piece_has_an_id_of_its_own(everything):
    ids = Counter((line["source"], line["id"]) for line in lines_of(everything))
    assert ids.most_common(1)[0][1] == 1


def share(pieces, fits):
    pieces = list(pieces)
    return sum(map(fits, pieces)) / len(pieces)


def test_after_the_target_support_runs_agents_of_which_nothing_comes(company, everything):
    support = [done for done in everything if "Support" in company.chain(done.employee.team)]
    target = int(datetime(TARGET.year, TARGET.month, TARGET.day, tzinfo=UTC).timestamp())
    before = [done for done in support if target - 4 * WEEK <= done.start < target]
    after = [done for done in support if target <= done.start < target + 4 * WEEK]
    assert len(after) > 3 * len(before)
    assert (
        share(before, lambda done: done.alone) < 0.4 < 0.6 < share(after, lambda done: done.alone)
    )
    assert share(after, lambda done: done.alone and not done.outcome) > 0.4


def test_some_tools_only_report_by_day_and_cut_differently_they_say_the_same(company):
    def told(after, until):
        found = daily_reports.between(company, after, until)
        return {(who.slack_id, its.source, its.day) for who, days in found for its in days}

    whole = told(START, START + 3 * WEEK)
    middle = START + WEEK + 4_321
    assert told(START, middle) | told(middle, START + 3 * WEEK) == whole
    assert told(START, middle).isdisjoint(told(middle, START + 3 * WEEK))
    assert {source for _, source, _ in whole} == {daily_reports.EDITOR, daily_reports.WRITER}
    assert all(day.isoweekday() <= 5 for _, _, day in whole)
    assert 10 <= len({who for who, _, _ in whole}) <= 60


def test_one_tool_of_the_cast_falls_silent_before_the_visitor_comes(everything):
    slack_id, tool, since = NEW_LAPTOP
    kiras = [its for its in everything if (its.employee.slack_id, its.tool) == (slack_id, tool)]
    told = {
        datetime.fromtimestamp(its.start, UTC).date() for its in kiras if not usage.is_silent(its)
    }
    assert any(map(usage.is_silent, kiras))
    assert silent([(tool, day) for day in told], CURTAIN - timedelta(days=1))
    assert max(told) < since
