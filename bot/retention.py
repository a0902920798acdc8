"""How long things are kept: looked after once a day, in batches that keep nobody waiting.

Tasks become their person's totals by day; questions go with their answers, and so does what
publishing cost whom. How long can only be shortened; but where a message or an export lies in Slack
is kept for the longest time there is, because without it an erasure could not delete it there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from bot.model import (
    DAY,
    WINDOW_WEEKS,
    WINDOWS_SHOWN,
    Instant,
    Keeping,
    Person,
    Task,
    Window,
    utc_days,
)
from bot.people import erasure
from bot.reflection.days import Days
from bot.services import Services
from storage.directory import teams
from storage.engine import BATCH, Connection
from storage.operations import progress, settings, source_health
from storage.personal import (
    daily,
    deliveries,
    exports,
    ledger,
    people,
    questions,
    standings,
    tasks,
    tool_days,
    untimely,
)
from storage.published import windows


@dataclass(frozen=True, slots=True)
class Retention:
    """For how many days tasks are kept as tasks, and answers at all."""

    tasks: int
    answers: int


def _in_days(its: Keeping) -> Retention:
    bounded = its.never_longer()
    return Retention(bounded.keep_tasks_weeks * 7, bounded.keep_answers_months * 396 // 13)


LONGEST = _in_days(Keeping())
"""Thirteen weeks, and thirteen months: 396 days."""

SHORTEST = _in_days(Keeping(0, 0))
"""What is needed until a window is published, four weeks and ten days, and a little more."""

SETTLED: Instant = 2 * WINDOW_WEEKS * 7 * DAY
"""After two windows it no longer matters when somebody came: whoever was there for a whole one when
a window began is counted in it, and the window that is frozen last began less than one ago. On
which day single people came is known to many, and would tell whose usage stands beside it."""

_NOTHING = dict.fromkeys(("tasks", "autonomous", "seconds", "input", "cached", "output", "cost"), 0)
_KEPT_TO, _EMPTIED = "kept_to", "logs_emptied"


def retention(db: Connection) -> Retention:
    """What holds in this workspace."""
    return _in_days(settings.load(db).keeping)


def look_after(services: Services, now: Instant, go_on: Callable[[], bool]) -> None:
    """Once a day: let go of what is no longer to be kept, and empty the logs in which it could
    still be read. Where time is short or a reader in the way, the next tick goes on."""
    db, today = services.database, datetime.fromtimestamp(now, UTC).date()
    if not _done(db, _KEPT_TO, today):
        if not _let_go(services, now, today, go_on):
            return
        settings.note(db, _KEPT_TO, today.isoformat(), now)
    if not _done(db, _EMPTIED, today):
        emptied = [store.truncate_log() for store in (db, services.keys.store)]
        if all(emptied):
            settings.note(db, _EMPTIED, today.isoformat(), now)


def _let_go(services: Services, now: Instant, today: date, go_on: Callable[[], bool]) -> bool:
    """Everything of one day; False when it had to end early."""
    db, its = services.database, retention(services.database)
    before, first = now - its.answers * DAY, Window.of(today - timedelta(days=its.answers))
    out_of_reach = now - LONGEST.answers * DAY
    for person in people.everybody(db):
        if not go_on():
            return False
        _fold(services, person, now, its.tasks)
        _forget_answers(services, person, before)
    _in_batches(services, lambda tx: deliveries.forget_settled(tx, out_of_reach, BATCH))
    _in_batches(services, lambda tx: people.settle(tx, now - SETTLED, BATCH))
    _in_batches(services, lambda tx: standings.settle(tx, now - SETTLED, BATCH))
    shown = windows.done(db, windows.Step.PUBLISHED)[-WINDOWS_SHOWN:]
    if len(shown) == WINDOWS_SHOWN:
        # Until then it hides what was published before somebody came.
        teams.settle(db, shown[0])
    _in_batches(services, lambda tx: ledger.forget_before(tx, first, BATCH))
    oldest = today - timedelta(days=its.answers)
    _in_batches(services, lambda tx: tool_days.forget_before(tx, oldest, BATCH))
    exports.forget_before(db, out_of_reach)
    lately = today - timedelta(days=LONGEST.tasks)
    _in_batches(services, lambda tx: untimely.forget_before(tx, lately, BATCH))
    source_health.forget_before(db, lately)
    progress.forget_before(db, now - LONGEST.tasks * DAY)
    erasure.sweep(services, now)
    return True


def _fold(services: Services, person: Person, now: Instant, kept: int) -> None:
    """Whole days, as the person lives them."""
    days = Days.of(person.zone)
    oldest = days.begins(days.day(now) - timedelta(days=kept))

    def fold(tx: Connection) -> int:
        old = tasks.before(tx, person.id, oldest, BATCH)
        daily.add(tx, [row for task in old for row in _totals(task, days)])
        tasks.delete(tx, old)
        return len(old)

    if tasks.before(services.database, person.id, oldest, most=1):
        _in_batches(services, fold)


def _forget_answers(services: Services, person: Person, before: Instant) -> None:
    def forget(tx: Connection) -> int:
        old = questions.before(tx, person.id, before, BATCH)
        questions.forget(tx, person.id, old)
        return len(old)

    if questions.before(services.database, person.id, before, most=1):
        _in_batches(services, forget)


def _totals(task: Task, days: Days) -> Iterator[dict[str, object]]:
    """All of it on the day that its person began it. Of the UTC days that it touched besides, only
    that something was told: no report of such a day counts beside it, before or after."""
    lived = days.day(task.started_at)
    yield _total(task, lived)
    for day in utc_days(task.started_at, task.ended_at):
        if day != lived:
            yield {"person": task.person, "source": task.source, "day": day.isoformat(), **_NOTHING}


def _total(task: Task, day: date) -> dict[str, object]:
    return {
        "person": task.person,
        "source": task.source,
        "day": day.isoformat(),
        "tasks": 1,
        "autonomous": int(task.autonomous),
        "seconds": task.seconds,
        "input": task.tokens.input,
        "cached": task.tokens.cached,
        "output": task.tokens.output,
        "cost": task.cost_usd,
    }


def _in_batches(services: Services, batch: Callable[[Connection], int]) -> None:
    while True:
        with services.database.transaction() as tx:
            if batch(tx) < BATCH:
                return


def _done(db: Connection, what: str, today: date) -> bool:
    return settings.fact(db, what) == today.isoformat()
