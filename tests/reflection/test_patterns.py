"""How it has been, from a person's own answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from bot.model import Rating, Task
from bot.reflection.days import Days
from bot.reflection.naming import name
from bot.reflection.patterns import Said, first_day, patterns
from messages.facts import Misses, Patterns, Share
from tests.reflection.making import run, said, task

TODAY = date(2026, 11, 20)
YES, PARTLY, NO, TRYING = (
    Rating.WORTH_IT,
    Rating.PARTLY,
    Rating.NOT_WORTH_IT,
    Rating.TRYING,
)


def look(answers: Sequence[Said], tasks: Sequence[Task] = ()) -> Patterns:
    return patterns(answers, tasks, TODAY, lambda its: name(its, Days.of("UTC"), TODAY))


def test_three_of_five() -> None:
    its = look([said(task(), rating) for rating in (YES, YES, YES, PARTLY, NO)])
    assert (its.rated, its.worth_it, its.trying) == (5, 3, 0)


@pytest.mark.parametrize("rating", [TRYING, Rating.CANT_PLACE, Rating.SKIPPED])
def test_what_says_nothing_of_worth_counts_neither_way(rating: Rating) -> None:
    its = look([said(task(), YES), said(task(), rating)])
    assert (its.rated, its.worth_it) == (1, 1)
    assert its.trying == (rating is TRYING)


@pytest.mark.parametrize(
    ("answers", "misses"),
    [
        ([said(task(), YES)], None),
        (
            [said(run(minutes=90), NO), said(run(minutes=70), NO), said(task(), YES)],
            Misses(2, True, long=True),
        ),
        ([said(task(), NO), said(run(), YES)], Misses(1, False, long=False)),
        ([said(task(), NO), said(run(), NO)], Misses(2, None, long=False)),
        ([said(task(), NO), said(task(), YES)], Misses(1, None, long=False)),
    ],
)
def test_what_the_misses_have_in_common(answers: list[Said], misses: Misses | None) -> None:
    assert look(answers).misses == misses


def test_nothing_is_said_under_five_ratings() -> None:
    hands_on = [said(task(), YES) for _ in range(5)]
    agents = [said(run(), NO) for _ in range(4)]
    assert look(hands_on + agents).halves == [Share(5, 5, autonomous=False)]
    agents.append(said(run(), YES))
    assert look(hands_on + agents).halves == [
        Share(1, 5, autonomous=True),
        Share(5, 5, autonomous=False),
    ]


def test_kinds_of_work_once_there_are_two_to_tell_apart() -> None:
    changed = [said(task(), YES) for _ in range(6)]
    tickets = [said(run(), NO) for _ in range(5)]
    assert look(changed).works == []
    assert look(changed + tickets).works == [
        Share(6, 6, work="changed"),
        Share(0, 5, work="app", app="tickets"),
    ]


def test_dear_and_not_worth_it() -> None:
    usual = [task(cost_usd=1.0) for _ in range(9)]
    dear, dearer, worth = task(cost_usd=2.5), task(cost_usd=9.0), task(cost_usd=20.0)
    cheap = task(cost_usd=1.5)
    answers = [said(dear, NO), said(dearer, NO), said(worth, YES), said(cheap, NO)]
    its = look(answers, [*usual, dear, dearer, worth, cheap])
    assert [costly.cost_usd for costly in its.costly] == [9.0, 2.5]


def test_cents_are_never_dear() -> None:
    its = task(cost_usd=0.9)
    assert look([said(its, NO)], [its, task(cost_usd=0.01), task(cost_usd=0.01)]).costly == []


def test_the_week_of_the_work_is_the_week_it_is_drawn_in() -> None:
    answers = [said(task("2026-11-13T10:00"), YES), said(task("2026-11-14T10:00"), NO)]
    weeks = look(answers).weeks
    assert len(weeks) == 8
    assert (weeks[-2].last, weeks[-2].worth_it) == (date(2026, 11, 13), 1)
    assert (weeks[-1].last, weeks[-1].not_worth_it) == (date(2026, 11, 20), 1)
    assert first_day(TODAY) == date(2026, 9, 26)


def test_notes_newest_first_and_at_most_five() -> None:
    answers = [said(task(f"2026-11-{day}T10:00"), YES, f"note {day}") for day in range(10, 17)]
    its = look([*answers, said(None, note="a full week")])
    assert its.notes[0].note == "a full week"
    assert its.notes[0].task is None
    assert [note.note for note in its.notes[1:]] == ["note 16", "note 15", "note 14", "note 13"]


def test_nothing_said_is_nothing_shown() -> None:
    its = look([])
    assert (its.rated, its.halves, its.works, its.costly, its.notes) == (0, [], [], [], [])
