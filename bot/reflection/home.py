"""A person's own page: the last seven days, how it has been, and how they want it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.model import FOREVER, Instant, Period, PersonId, Preferences, Task, Team, Viewer
from bot.people import consent, identity, usual
from bot.publiclog import openings
from bot.publiclog.changes import changes_since
from bot.reflection import heard, looking_back, weekly
from bot.reflection.days import Days
from bot.reflection.outcomes import Done
from bot.reflection.recalling import calendar, closed, done_since, namer, said_since, seven_days
from bot.services import Services
from messages.facts import Digest, Home, HomeTask, HomeTeam, Look, OwnPreferences
from storage.directory import teams
from storage.operations import settings
from storage.personal import history, preferences, questions

_MOST_TASKS, _MOST_LOOKS = 12, 5


def facts(services: Services, person: PersonId, now: Instant) -> Home:
    """What view "home" is told. Of somebody not told, or who said no, nothing is looked up."""
    db = services.database
    standing, days = consent.standing(db, person), calendar(services, person)
    kept = consent.looked_up(db, person)
    first = seven_days(now, days)[0]
    done = done_since(services, person, first, days) if kept else Done([], [])
    shown = done.tasks[::-1][:_MOST_TASKS]
    own, last = preferences.get(db, person), history.digest_before(db, person, FOREVER)
    return Home(
        standing=str(standing),
        digest=_digest(services, person, done, now, days) if kept else None,
        tasks=_tasks(services, person, shown, now, days) if shown else [],
        more_tasks=len(done.tasks) - len(shown),
        patterns=looking_back.facts(services, person, now),
        preferences=_own(own, now, days),
        usual=usual.times(settings.load(db), own),
        sources=heard.sources(services, person, now) if kept else [],
        teams=_teams(services, person, days),
        changes=changes_since(services, person, last, now) if last else None,
    )


def own_preferences(services: Services, person: PersonId, now: Instant) -> OwnPreferences:
    """What a person chose, as facts for the preferences form."""
    own = preferences.get(services.database, person)
    return _own(own, now, calendar(services, person))


def _own(own: Preferences, now: Instant, days: Days) -> OwnPreferences:
    until = own.paused_until if own.paused_until is not None and own.paused_until > now else None
    return OwnPreferences(
        weekday=own.weekday,
        hour=own.hour,
        cadence=own.cadence,
        questions=own.questions,
        shows="discreet" if own.discreet else "patterns" if own.patterns_in_dm else "usual",
        counted=own.counted,
        paused_until=None if until is None or until >= FOREVER else days.day(until),
        paused=until is not None,
    )


def _digest(
    services: Services, person: PersonId, done: Done, now: Instant, days: Days
) -> Digest | None:
    first, last = seven_days(now, days)
    period = Period(first, last, days.zone.key)
    digest = weekly.counted(services, person, period, done)
    return digest if digest.tools else None


def _tasks(
    services: Services, person: PersonId, shown: Sequence[Task], now: Instant, days: Days
) -> list[HomeTask]:
    first, today = seven_days(now, days)
    name = namer(services, days, today)
    asked = {its.task: its for its in questions.since(services.database, person, first)}
    ratings = {
        its.question.id: its.answer.rating for its in said_since(services, person, first, days)
    }

    def facts_of(task: Task) -> HomeTask:
        question = asked.get(task.id)
        return HomeTask(
            id=task.id,
            name=name(task),
            question=question.id if question else None,
            rating=ratings.get(question.id) if question else None,
            closed=question is not None and closed(services.database, question),
        )

    return [facts_of(task) for task in shown]


def _teams(services: Services, person: PersonId, days: Days) -> list[HomeTeam]:
    """The teams whose page a person may open, by name, with the managers and admins who looked."""
    viewer = identity.viewer(services, person)
    return [
        HomeTeam(team.name, _looks(services, viewer, team, days))
        for team in sorted(teams.all_teams(services.database), key=lambda team: team.name)
        if team.id in viewer.sees
    ]


def _looks(services: Services, viewer: Viewer, team: Team, days: Days) -> list[Look]:
    found = openings.looks(services, viewer, team.id, _MOST_LOOKS)
    return [Look(name, days.at(entry.at)) for name, entry in found]
