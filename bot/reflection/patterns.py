"""How it has been, from a person's own answers of the last eight weeks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from bot.model import HOUR, Answer, Question, Rating, Task
from bot.reflection.kinds import Work, work_of
from bot.reflection.outcomes import finished
from messages.facts import CostlyTask, Misses, Note, Patterns, Result, Share, TaskName, WorthWeek

WEEKS = 8
ENOUGH = 5
"""Ratings from which on a tendency is said at all; it always comes with its n."""
_LONG = HOUR
_DEAR, _DEAR_TIMES = 1.0, 2.0
"""Dear is a dollar at least, and twice one's own median task."""
_MOST_COSTLY, _MOST_NOTES, _MOST_RESULTS = 3, 5, 5


@dataclass(frozen=True, slots=True)
class Said:
    """One answer, with what it was about; `task` is None for an item about the week."""

    question: Question
    answer: Answer
    task: Task | None


def first_day(today: date) -> date:
    """The first day of the eight weeks that end with today."""
    return today - timedelta(days=7 * WEEKS - 1)


def patterns(
    said: Sequence[Said], tasks: Sequence[Task], today: date, name: Callable[[Task], TaskName]
) -> Patterns:
    """The facts. `tasks` are all of those eight weeks, rated or not; `name` names one of them."""
    rated = [its for its in said if its.task and its.answer.rating]
    judged = [its for its in rated if _worth(its) is not None]
    misses = [its for its in judged if its.answer.rating is Rating.NOT_WORTH_IT]
    return Patterns(
        rated=len(judged),
        worth_it=_called_worth_it(judged),
        trying=len([its for its in rated if its.answer.rating is Rating.TRYING]),
        misses=_misses(misses, judged),
        weeks=_weeks(rated, today),
        halves=_halves(judged),
        works=_works(judged),
        costly=_costly(misses, tasks, name),
        notes=_notes(said, name),
        results=_results(rated, name),
        finished=_finished(judged),
    )


def _worth(its: Said) -> float | None:
    return its.answer.rating.worth if its.answer.rating else None


def _called_worth_it(judged: Sequence[Said]) -> int:
    return sum(its.answer.rating is Rating.WORTH_IT for its in judged)


def _misses(misses: Sequence[Said], judged: Sequence[Said]) -> Misses | None:
    """What they have in common. That all were by hand says nothing if everything was."""
    if not misses:
        return None
    ways = {bool(its.task and its.task.autonomous) for its in misses}
    mixed = len({bool(its.task and its.task.autonomous) for its in judged}) > 1
    return Misses(
        count=len(misses),
        autonomous=ways.pop() if mixed and len(ways) == 1 else None,
        long=all(its.task is not None and its.task.seconds >= _LONG for its in misses),
    )


def _weeks(rated: Sequence[Said], today: date) -> list[WorthWeek]:
    bars = []
    for back in reversed(range(WEEKS)):
        last = today - timedelta(weeks=back)
        first = last - timedelta(days=6)
        count = Counter(its.answer.rating for its in rated if first <= its.question.day <= last)
        shown = (Rating.WORTH_IT, Rating.PARTLY, Rating.NOT_WORTH_IT, Rating.TRYING)
        bars.append(WorthWeek(last, *(count[rating] for rating in shown)))
    return bars


def _halves(judged: Sequence[Said]) -> list[Share]:
    shares = []
    for autonomous in (True, False):
        half = [its for its in judged if its.task and its.task.autonomous == autonomous]
        if len(half) >= ENOUGH:
            shares.append(Share(_called_worth_it(half), len(half), autonomous=autonomous))
    return shares


def _works(judged: Sequence[Said]) -> list[Share]:
    """By kind of work, once there are two kinds to tell apart."""
    by_work: dict[Work, list[Said]] = {}
    for its in judged:
        if its.task:
            by_work.setdefault(work_of(its.task), []).append(its)
    shares = [
        Share(_called_worth_it(those), len(those), work=str(work.kind), app=work.app)
        for work, those in by_work.items()
        if len(those) >= ENOUGH
    ]
    most_first = sorted(shares, key=lambda its: (-its.n, its.work or "", its.app or ""))
    return most_first if len(most_first) > 1 else []


def _costly(
    misses: Sequence[Said], tasks: Sequence[Task], name: Callable[[Task], TaskName]
) -> list[CostlyTask]:
    usual = median(task.cost_usd for task in tasks) if tasks else 0.0
    least = max(_DEAR, _DEAR_TIMES * usual)
    dear = [its.task for its in misses if its.task and its.task.cost_usd >= least]
    dearest_first = sorted(dear, key=lambda its: (-its.cost_usd, its.started_at))
    return [CostlyTask(name(task), task.cost_usd) for task in dearest_first[:_MOST_COSTLY]]


def _results(rated: Sequence[Said], name: Callable[[Task], TaskName]) -> list[Result]:
    """What came of it as tools told, beside what the person said; the latest first."""
    told = [(its.task, its.answer.rating) for its in rated if its.task and finished(its.task)]
    latest_first = sorted(told, key=lambda its: its[0].started_at, reverse=True)
    return [Result(name(task), str(rating)) for task, rating in latest_first[:_MOST_RESULTS]]


def _finished(judged: Sequence[Said]) -> Share | None:
    """Of others nothing is said: many a tool cannot tell what came of it."""
    told = [its for its in judged if its.task and finished(its.task)]
    return Share(_called_worth_it(told), len(told)) if len(told) >= ENOUGH else None


def _notes(said: Sequence[Said], name: Callable[[Task], TaskName]) -> list[Note]:
    newest_first = sorted(said, key=lambda its: (its.question.day, its.answer.at), reverse=True)
    return [
        Note(its.question.day, name(its.task) if its.task else None, its.answer.note)
        for its in newest_first
        if its.answer.note
    ][:_MOST_NOTES]
