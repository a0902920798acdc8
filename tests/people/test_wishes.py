"""What people ask of the bot, and what is kept about whom."""

from __future__ import annotations

import pytest

from bot import outbox
from bot.model import (
    DAY,
    FOREVER,
    MOST_QUESTIONS,
    Cadence,
    Delivery,
    Letter,
    PersonId,
    Preferences,
    Schedule,
    Standing,
    WorkspaceSettings,
)
from bot.people import consent, usual, wishes
from storage.operations import settings
from storage.personal import preferences
from tests.company import Company


@pytest.fixture
def ada(company: Company) -> PersonId:
    return company.hire("U0ADA", told=False)


def kept(company: Company, person: PersonId) -> Preferences:
    return preferences.get(company.services.database, person)


def wait(company: Company, person: PersonId, letter: Letter) -> str:
    its = Delivery(f"d-{letter}-{person}", person, letter, "2026-W47", company.clock())
    with company.services.database.transaction() as tx:
        assert outbox.enqueue(tx, its)
    return its.id


def state(company: Company, delivery: str) -> tuple[str, str | None]:
    rows = company.services.database.read(
        "SELECT state, reason FROM delivery WHERE id = :id", {"id": delivery}
    )
    return rows[0]["state"], rows[0]["reason"]


def test_nobody_is_kept_before_they_were_told_or_after_they_said_no(
    company: Company, ada: PersonId
) -> None:
    db, now = company.services.database, company.clock()

    def stands() -> tuple[Standing, bool]:
        return consent.standing(db, ada), consent.may_keep(db, ada)

    assert (stands(), consent.told_at(db, ada)) == ((Standing.UNTOLD, False), None)
    consent.accept(db, ada, now)
    assert stands() == (Standing.UNTOLD, False), "who was told nothing can agree to nothing"
    consent.decline(db, ada, now)
    assert stands() == (Standing.DECLINED, False)
    consent.accept(db, ada, now)
    assert stands() == (Standing.UNTOLD, False)
    consent.mark_told(db, ada, now)
    assert (stands(), consent.told_at(db, ada)) == ((Standing.TOLD, True), now)
    consent.accept(db, ada, now + 1)
    assert stands() == (Standing.ACCEPTED, True)
    consent.decline(db, ada, now + 2)
    assert stands() == (Standing.DECLINED, False)
    consent.mark_told(db, ada, now + 3)  # a welcome that was on its way undoes no no
    assert (stands(), consent.told_at(db, ada)) == ((Standing.DECLINED, False), now)
    consent.accept(db, ada, now + 4)
    assert stands() == (Standing.ACCEPTED, True)
    consent.decline(db, PersonId("a stranger"), now)
    assert consent.standing(db, PersonId("a stranger")) is Standing.UNTOLD


def test_a_no_said_while_the_welcome_was_on_its_way_stands(company: Company) -> None:
    db, now = company.services.database, company.clock()
    ada = company.hire("U0ADA", told=False)
    consent.decline(db, ada, now)
    consent.mark_told(db, ada, now + 1)
    assert (consent.standing(db, ada), consent.told_at(db, ada)) == (Standing.DECLINED, now + 1)
    consent.accept(db, ada, now + 2)
    assert consent.standing(db, ada) is Standing.ACCEPTED, "they have read what they agree to"


def test_what_one_says_changes_nothing_for_another(company: Company) -> None:
    db = company.services.database
    ada, ben = company.hire("U0ADA"), company.hire("U0BEN")
    consent.decline(db, ada, 1)
    assert (consent.may_keep(db, ada), consent.may_keep(db, ben)) == (False, True)


def test_a_pause_drops_what_was_waiting_and_nothing_of_others(
    company: Company, ada: PersonId
) -> None:
    ben = company.hire("U0BEN")
    waiting = {letter: wait(company, ada, letter) for letter in Letter}
    bens = wait(company, ben, Letter.DIGEST)
    wishes.pause(company.services, ada)
    assert kept(company, ada) == Preferences(paused_until=FOREVER)
    assert state(company, waiting[Letter.DIGEST]) == ("dropped", "paused")
    assert state(company, waiting[Letter.REMINDER]) == ("dropped", "paused")
    assert state(company, waiting[Letter.WELCOME])[0] == "due"
    assert state(company, waiting[Letter.TOKEN_MADE])[0] == "due"
    assert state(company, bens)[0] == "due"
    wishes.resume(company.services, ada)
    assert kept(company, ada) == Preferences()


def test_the_form_keeps_everything_and_a_pause_in_it_pauses(
    company: Company, ada: PersonId
) -> None:
    wished = Preferences(
        weekday=2,
        hour=0,
        cadence=Cadence.FORTNIGHTLY,
        questions=0,
        discreet=True,
        patterns_in_dm=True,
        counted=False,
    )
    digest = wait(company, ada, Letter.DIGEST)
    wishes.change(company.services, ada, wished)
    assert kept(company, ada) == wished
    assert state(company, digest)[0] == "due"
    for until, expected in ((company.clock() - DAY, "due"), (company.clock() + DAY, "dropped")):
        wishes.change(company.services, ada, Preferences(paused_until=until))
        assert kept(company, ada) == Preferences(paused_until=until)
        assert state(company, digest)[0] == expected


def test_asking_less_goes_down_to_nothing_and_keeps_the_rest(
    company: Company, ada: PersonId
) -> None:
    wishes.count(company.services, ada, counted=False)
    assert [wishes.ask_less(company.services, ada) for _ in range(4)] == [2, 1, 0, 0]
    assert kept(company, ada) == Preferences(questions=0, counted=False)
    wishes.count(company.services, ada, counted=True)
    assert kept(company, ada) == Preferences(questions=0)


def test_asking_less_starts_from_what_is_asked_now(company: Company, ada: PersonId) -> None:
    settings.save(company.services.database, WorkspaceSettings(questions=2), company.clock())
    assert wishes.ask_less(company.services, ada) == 1


FRIDAY = WorkspaceSettings(Schedule(5, 14, Cadence.WEEKLY), questions=2)


@pytest.mark.parametrize(
    ("own", "schedule"),
    [
        (Preferences(), Schedule(5, 14, Cadence.WEEKLY)),
        (Preferences(weekday=1), Schedule(1, 14, Cadence.WEEKLY)),
        (Preferences(hour=0), Schedule(5, 0, Cadence.WEEKLY)),
        (Preferences(cadence=Cadence.FORTNIGHTLY), Schedule(5, 14, Cadence.FORTNIGHTLY)),
        (Preferences(7, 23, Cadence.WEEKLY), Schedule(7, 23, Cadence.WEEKLY)),
    ],
)
def test_a_schedule_is_the_workspace_s_but_for_what_one_chose(
    own: Preferences, schedule: Schedule
) -> None:
    assert usual.schedule(FRIDAY, own) == schedule
    times = usual.times(FRIDAY, own)
    assert (times.weekday, times.hour, times.cadence) == (
        schedule.weekday,
        schedule.hour,
        str(schedule.cadence),
    )


@pytest.mark.parametrize(
    ("workspace", "own", "asked"),
    [(3, None, 3), (2, None, 2), (0, None, 0), (3, 1, 1), (1, 3, 1), (3, 0, 0), (9, 9, 3)],
)
def test_nobody_is_asked_more_than_the_least_anybody_said(
    workspace: int, own: int | None, asked: int
) -> None:
    its = usual.questions(WorkspaceSettings(questions=workspace), Preferences(questions=own))
    assert its == asked <= MOST_QUESTIONS


def test_settings_are_kept_as_they_were_said(company: Company) -> None:
    db = company.services.database
    assert settings.load(db) == WorkspaceSettings()
    said = WorkspaceSettings(
        Schedule(1, 0, Cadence.FORTNIGHTLY),
        questions=0,
        by_invitation=True,
        paused=True,
        show_use=False,
    )
    settings.save(db, said, 1)
    settings.note(db, "no_charts", "yes", 2)
    assert settings.load(db) == settings.load(company.published.database) == said
    assert settings.fact(db, "no_charts") == "yes"
    assert settings.fact(db, "never noted") is None
    settings.save(company.published.database, WorkspaceSettings(), 3)
    assert settings.load(db) == WorkspaceSettings()
    assert usual.usual_times(db).questions == 3
