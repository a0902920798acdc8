"""One's own week, Home, how it has been, and the tools heard from."""

from __future__ import annotations

from datetime import date

import pytest

import messages
from bot.model import FOREVER, Preferences, Rating, Standing
from bot.people import consent
from bot.reflection import answering, heard, home, looking_back, week
from storage.personal import preferences, questions
from tests.company import Company, instant
from tests.reflection.making import run, sent, task, work


def facts(company: Company, person):
    return home.facts(company.services, person, company.clock())


def test_home_shows_the_last_seven_days_today_included(company: Company) -> None:
    company.team("Payments")
    ada = company.hire("U0ADA", "Payments")
    work(
        company,
        ada,
        task("2026-11-20T12:00"),
        run("2026-11-14T10:00"),
        task("2026-11-13T10:00"),
    )
    its = facts(company, ada)
    assert its.digest.tasks == 2
    assert [task.name.tool for task in its.tasks] == ["claude-code", "meshclaw"]
    assert [team.name for team in its.teams] == ["Payments"]
    assert [source.tool for source in its.sources] == ["claude-code", "meshclaw"]
    assert messages.view("home", home=its)["type"] == "home"


def test_home_shows_one_s_own_ratings(company: Company) -> None:
    ada = company.hire("U0ADA")
    asked, other = work(company, ada, task("2026-11-19T10:00"), task("2026-11-20T10:00"))
    sent(company, ada)
    answering.rate_task(company.services, ada, asked.id, Rating.PARTLY)
    shown = {its.id: its for its in facts(company, ada).tasks}
    assert shown[asked.id].rating == Rating.PARTLY
    assert shown[asked.id].question
    assert shown[other.id].rating is None
    assert shown[other.id].question is None


def test_home_lists_at_most_a_dozen_and_says_how_many_more(company: Company) -> None:
    ada = company.hire("U0ADA")
    work(company, ada, *(task(f"2026-11-18T{hour:02}:00", 10) for hour in range(15)))
    its = facts(company, ada)
    assert (len(its.tasks), its.more_tasks) == (12, 3)


@pytest.mark.parametrize("standing", [Standing.DECLINED, Standing.UNTOLD])
def test_home_looks_nothing_up_of_somebody_who_said_no(
    company: Company, standing: Standing
) -> None:
    ada = company.hire("U0ADA", told=standing is Standing.DECLINED)
    work(company, ada, task())
    if standing is Standing.DECLINED:
        consent.decline(company.services.database, ada, company.clock())
    its = facts(company, ada)
    assert (its.standing, its.digest, list(its.tasks)) == (standing, None, [])
    assert list(its.sources) == []
    assert messages.view("home", home=its)


@pytest.mark.parametrize(
    ("until", "paused", "day"),
    [
        (None, False, None),
        (FOREVER, True, None),
        (instant("2026-12-06T23:00"), True, date(2026, 12, 7)),
        (instant("2026-11-20T12:59"), False, None),
    ],
)
def test_a_pause_in_words(
    company: Company, until: int | None, paused: bool, day: date | None
) -> None:
    ada = company.hire("U0ADA")
    preferences.save(company.services.database, ada, Preferences(paused_until=until))
    own = home.own_preferences(company.services, ada, company.clock())
    assert (own.paused, own.paused_until) == (paused, day)


@pytest.mark.parametrize(
    ("chosen", "shows"),
    [
        (Preferences(), "usual"),
        (Preferences(discreet=True), "discreet"),
        (Preferences(patterns_in_dm=True), "patterns"),
    ],
)
def test_what_the_message_shows(company: Company, chosen: Preferences, shows: str) -> None:
    ada = company.hire("U0ADA")
    preferences.save(company.services.database, ada, chosen)
    assert home.own_preferences(company.services, ada, company.clock()).shows == shows


def test_one_s_week_is_the_latest_digest_s_with_its_questions(company: Company) -> None:
    ada = company.hire("U0ADA")
    work(company, ada, task("2026-11-13T10:00"), task("2026-11-20T12:00"))
    sent(company, ada)
    its = week.facts(company.services, ada, company.clock())
    assert its["digest"].tasks == 1
    assert its["digest"].last == date(2026, 11, 19)
    assert len(its["questions"]) == 1
    assert messages.view("week", **its)["callback_id"] == "week:read"


def test_a_week_later_one_s_week_is_the_last_seven_days(company: Company) -> None:
    ada = company.hire("U0ADA")
    work(company, ada, task("2026-11-18T10:00"))
    sent(company, ada)
    company.clock.set("2026-11-27T13:00")
    its = week.facts(company.services, ada, company.clock())
    assert its["digest"] is None
    assert its["questions"] == []
    assert messages.view("week", **its)


def test_ones_week_looks_nothing_up_of_somebody_who_said_no(company: Company) -> None:
    ada = company.hire("U0ADA")
    work(company, ada, task("2026-11-18T10:00"))
    sent(company, ada)
    consent.decline(company.services.database, ada, company.clock())
    its = week.facts(company.services, ada, company.clock())
    assert (its["standing"], its["digest"], its["questions"]) == ("declined", None, [])
    assert messages.view("week", **its)


def test_how_it_has_been(company: Company) -> None:
    ada = company.hire("U0ADA")
    hands_on = [task(f"2026-11-{day}T10:00") for day in range(10, 15)]
    agents = [run(f"2026-11-{day}T02:00", minutes=90) for day in range(10, 15)]
    done = work(company, ada, *hands_on, *agents)
    for its in done:
        rating = Rating.NOT_WORTH_IT if its.autonomous else Rating.WORTH_IT
        outcome = answering.rate_task(company.services, ada, its.id, rating)
        answering.say_more(company.services, ada, outcome.question.id, note="n")
    found = looking_back.facts(company.services, ada, company.clock())
    assert (found.rated, found.worth_it) == (10, 5)
    assert [(share.autonomous, share.worth, share.n) for share in found.halves] == [
        (True, 0, 5),
        (False, 5, 5),
    ]
    assert found.misses.autonomous is True
    assert found.misses.long
    assert len(found.notes) == 5
    assert messages.view("looking_back", patterns=found)


def test_answers_older_than_eight_weeks_are_not_looked_back_on(company: Company) -> None:
    ada = company.hire("U0ADA")
    old, new = work(company, ada, task("2026-09-25T10:00"), task("2026-09-26T10:00"))
    for its in (old, new):
        answering.rate_task(company.services, ada, its.id, Rating.WORTH_IT)
    assert looking_back.facts(company.services, ada, company.clock()).rated == 1


def test_nobody_sees_anybody_else_s(company: Company) -> None:
    ada, ben = company.hire("U0ADA"), company.hire("U0BEN")
    (done,) = work(company, ada, task("2026-11-19T10:00"))
    answering.rate_task(company.services, ada, done.id, Rating.WORTH_IT)
    assert facts(company, ben).digest is None
    assert looking_back.facts(company.services, ben, company.clock()).rated == 0
    assert heard.sources(company.services, ben, company.clock()) == []
    assert questions.since(company.services.database, ben, date(2026, 1, 1)) == []


def test_sources_are_told_in_the_person_s_own_time(company: Company) -> None:
    ada = company.hire("U0ADA", zone="Asia/Kolkata")
    work(company, ada, task("2026-11-18T19:00", minutes=30))
    (its,) = heard.sources(company.services, ada, company.clock())
    assert f"{its.first:%d %H:%M}" == "19 00:30"
    assert f"{its.last:%d %H:%M}" == "19 01:00"
