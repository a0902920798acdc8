"""What one person adds to their cell's totals, read from what is theirs. Called by the release
alone; what it gives is added up at once and kept nowhere."""

from __future__ import annotations

from bot.model import SENSITIVE_ITEMS, Answer, Item, Measure, Person, Question, Rating, Window
from bot.people import consent
from bot.people.keys import KeyDestroyed
from bot.reflection import reported
from bot.reflection.days import Days
from bot.reflection.sealing import unseal
from bot.services import Services
from bot.trends import contribution
from storage.personal import answers, preferences, questions, tasks


def contributions(services: Services, window: Window, person: Person) -> dict[Measure, int]:
    """A person's points for each measure. Empty for who said no, keeps theirs out, was erased, or
    answered nothing: answering is what counts a person into a trend, for use as well. An answer to
    a sensitive question counts for that question and for nothing else."""
    answered = said(services, window, person)
    sensitive = {
        Measure(asked.item): contribution.said_yes(its.degree)
        for asked, its in answered
        if asked.item in SENSITIVE_ITEMS and its.degree is not None
    }
    others = [(asked, its) for asked, its in answered if asked.item not in SENSITIVE_ITEMS]
    if not others:
        return sensitive
    points = sensitive | {Measure.USE: _use(services, window, person)}
    worth = contribution.worth(
        its.rating for asked, its in others if asked.item is Item.WORTH and its.rating is not None
    )
    return points if worth is None else points | {Measure.WORTH: worth}


def said(services: Services, window: Window, person: Person) -> list[tuple[Question, Answer]]:
    """What somebody said that counts; nothing of who said no, keeps theirs out, or was erased."""
    db = services.database
    # How people are invited by now is no matter here: it may change nothing in an open window.
    if not consent.looked_up(db, person.id) or not preferences.get(db, person.id).counted:
        return []
    try:
        return _answers(services, window, person)
    except KeyDestroyed:
        return []


def _answers(services: Services, window: Window, person: Person) -> list[tuple[Question, Answer]]:
    """To questions that stood in a message: what was rated in Home is for the person alone."""
    db, first = services.database, window.first_day
    asked = {
        its.id: its
        for its in questions.since(db, person.id, first)
        if its.delivery is not None and its.window == window
    }
    opened = [
        (asked[question], unseal(services, person.id, question, sealed))
        for question, (sealed, _) in answers.since(db, person.id, first).items()
        if question in asked
    ]
    return [(question, answer) for question, answer in opened if _says_something(answer)]


def _says_something(answer: Answer) -> bool:
    return answer.degree is not None or answer.rating not in (None, Rating.SKIPPED)


def _use(services: Services, window: Window, person: Person) -> int:
    days = Days.of(person.zone)
    start, end = days.span(window.first_day, window.last_day)
    done = tasks.between(services.database, person.id, start, end)
    by_day = reported.days(services.database, person.id, window.first_day, window.last_day)
    used = {days.day(task.started_at) for task in done} | {its.day for its in by_day}
    return contribution.use(used, window)
