"""Answers: given, changed, taken back. Each verb may be called twice, and a question is only ever
its own person's: what somebody else's would be answers like what does not exist."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, TypedDict, Unpack

from bot.model import (
    SENSITIVE_DEGREES,
    SENSITIVE_ITEMS,
    Answer,
    Fixing,
    Instant,
    Item,
    NetTime,
    PersonId,
    Question,
    Rating,
    WithoutAI,
)
from bot.people import consent
from bot.reflection.recalling import answer_to, calendar, closed, namer
from bot.reflection.sealing import seal
from bot.services import Services
from messages.facts import Asked
from storage.engine import Connection
from storage.personal import answers, questions, tasks


@dataclass(frozen=True, slots=True)
class Noted:
    """It is kept, or taken back; whatever the question stands in can be drawn again."""

    question: Question


@dataclass(frozen=True, slots=True)
class WindowClosed:
    """The trend it would count in is published, and never computed again."""


@dataclass(frozen=True, slots=True)
class NothingKept:
    """Nothing may be kept about this person: they said no, or not yet yes."""


@dataclass(frozen=True, slots=True)
class NotYours:
    """No such question of this person, or nothing that could be said to it."""


Refusal = WindowClosed | NothingKept | NotYours
Outcome = Noted | Refusal


class Words(TypedDict, total=False):
    """What may be said. A field that is there with None takes back what it said before."""

    rating: Rating | None
    degree: int | None
    without_ai: WithoutAI | None
    net_time: NetTime | None
    fixing: Fixing | None
    note: str | None


def rate(services: Services, person: PersonId, question: str, rating: Rating) -> Outcome:
    """Was it worth it? A skip is an answer like the others, and fits every question."""
    return say_more(services, person, question, rating=rating)


def degree(services: Services, person: PersonId, question: str, degree: int) -> Outcome:
    """How much, from 1 (not at all) to 5 (very much), to a weekly item; 1, 3 or 5 (no, in a way,
    yes) to a sensitive one."""
    return say_more(services, person, question, degree=degree)


def say_more(services: Services, person: PersonId, question: str, **said: Unpack[Words]) -> Outcome:
    """Anything that may be said; what is not named stays as it was."""
    with services.database.transaction() as tx:
        its = _open(tx, person, question)
        if not isinstance(its, Question):
            return its
        if not _fits(its, said):
            return NotYours()
        return _keep(services, tx, its, said)


def rate_task(services: Services, person: PersonId, task: str, rating: Rating) -> Outcome:
    """Rate a task in Home: as an answer where it was asked about, else for one's own picture."""
    days, now = calendar(services, person), services.clock()
    with services.database.transaction() as tx:
        done = tasks.get(tx, person, task)
        if done is None:
            return NotYours()
        if not consent.may_keep(tx, person):
            return NothingKept()
        its = questions.about(tx, person, task)
        if its is None:
            day = days.day(done.started_at)
            its = Question(services.new_id(), person, Item.WORTH, task, day, now)
            questions.save(tx, [its])
        if closed(tx, its):
            return WindowClosed()
        return _keep(services, tx, its, {"rating": rating})


def take_back(services: Services, person: PersonId, question: str) -> Outcome:
    """Delete an answer with its note; the question is open again. Who said no may still do it."""
    with services.database.transaction() as tx:
        its = _unlocked(tx, person, question)
        if not isinstance(its, Question):
            return its
        answers.delete(tx, person, question)
        if its.delivery is None:
            questions.delete(tx, person, question)
        return Noted(its)


def asked(services: Services, person: PersonId, question: str) -> Asked | Refusal:
    """A question with what was answered, for a modal only its person can open."""
    its = _open(services.database, person, question)
    if not isinstance(its, Question):
        return its
    days = calendar(services, person)
    done = tasks.get(services.database, person, its.task) if its.task else None
    if its.item is Item.WORTH and done is None:
        return NotYours()
    name = namer(services, days, days.day(services.clock()))
    answer = answer_to(services, services.database, its) or Answer(its.id, its.asked_at)
    return Asked(
        id=its.id,
        item=str(its.item),
        task=name(done) if done else None,
        rating=answer.rating,
        degree=answer.degree,
        without_ai=answer.without_ai,
        net_time=answer.net_time,
        fixing=answer.fixing,
        note=answer.note,
    )


def _open(db: Connection, person: PersonId, question: str) -> Question | Refusal:
    its = _unlocked(db, person, question)
    if isinstance(its, Question) and not consent.may_keep(db, person):
        return NothingKept()
    return its


def _unlocked(db: Connection, person: PersonId, question: str) -> Question | Refusal:
    its = questions.get(db, person, question)
    if its is None:
        return NotYours()
    return WindowClosed() if closed(db, its) else its


_ABOUT_WORK = {"without_ai", "net_time", "fixing"}
_DEGREES = range(1, 6)


def _fits(question: Question, said: Words) -> bool:
    """Whether this can be said to this question; what cannot was never offered."""
    its_degree, rating = said.get("degree"), said.get("rating")
    if question.item is Item.WORTH:
        return its_degree is None
    sensitive = question.item in SENSITIVE_ITEMS
    degrees = SENSITIVE_DEGREES if sensitive else _DEGREES
    never = {*_ABOUT_WORK, "note"} if sensitive else _ABOUT_WORK
    return (
        rating in (None, Rating.SKIPPED)
        and (its_degree is None or its_degree in degrees)
        and not any(said.get(name) for name in never)
    )


def _keep(services: Services, tx: Connection, question: Question, said: Words) -> Noted:
    now: Instant = services.clock()
    before = answer_to(services, tx, question) or Answer(question.id, now)
    changes: dict[str, Any] = {**_overruled(said), **said}
    answer = replace(before, at=now, **changes)
    answers.save(tx, question.id, question.person, seal(services, question.person, answer), now)
    return Noted(question)


def _overruled(said: Words) -> Words:
    """A degree takes back a skip, and a skip a degree."""
    overruled: Words = {}
    if said.get("degree") is not None:
        overruled["rating"] = None
    if said.get("rating") is not None:
        overruled["degree"] = None
    return overruled
