"""What made-up people answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from messages.facts import CostlyTask, Misses, Note, Patterns, Share, WorthWeek
from tests.messages.samples.week import AGENT, LAST

NOTHING_RATED = Patterns(0, 0, 0, None, [], [], [], [], [])


def worth_weeks(*bars: tuple[int, int, int, int]) -> list[WorthWeek]:
    ends = [LAST - timedelta(weeks=7 - n) for n in range(8)]
    padded = [(0, 0, 0, 0)] * (8 - len(bars)) + list(bars)
    return [WorthWeek(end, *bar) for end, bar in zip(ends, padded, strict=True)]


FEW_RATED = Patterns(
    rated=3,
    worth_it=2,
    trying=1,
    misses=Misses(1, None, long=False),
    weeks=worth_weeks((2, 0, 1, 1)),
    halves=[],
    works=[],
    costly=[],
    notes=[],
)
ONLY_TRYING = replace(
    FEW_RATED, rated=0, worth_it=0, trying=2, misses=None, weeks=worth_weeks((0, 0, 0, 2))
)
MANY_RATED = Patterns(
    rated=18,
    worth_it=11,
    trying=2,
    misses=Misses(2, True, long=True),
    weeks=worth_weeks((2, 1, 0, 0), (3, 0, 1, 0), (2, 2, 0, 1), (1, 1, 1, 0), (3, 1, 0, 1)),
    halves=[Share(2, 7, autonomous=True), Share(9, 11, autonomous=False)],
    works=[Share(7, 9, work="changed"), Share(2, 6, work="app", app="tickets")],
    costly=[CostlyTask(AGENT, 7.9)],
    notes=[
        Note(date(2026, 11, 18), AGENT, "Asked for all tickets, wanted ten. Next time: say so."),
        Note(date(2026, 11, 12), None, "Reviewed four generated changes on Thursday alone."),
    ],
)
