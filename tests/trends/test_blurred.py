"""What is published went through the blur: not in the arithmetic alone, but in the release itself.

Twenty-four teams of eight, half of each saying yes and half no, and all of them using AI on half of
their days: without a blur every team's mean would be 50. The noise on a sum out of 96 points is
zero once in 24 draws (ε = 1), so that half of the teams had none has a probability of 10⁻¹⁰; its
mean absolute value is 12, and that 24 draws average under a quarter of that has one of 10⁻⁸.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.model import HOUR, Measure, Task
from storage.personal import release_totals, tasks
from tests.company import found
from tests.trends.conftest import FIRST, NO, YES, Workspace, instant

TEAMS = 24


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory):
    """What is kept of each team's blurred totals, by measure."""
    its = Workspace(found(tmp_path_factory.mktemp("company")))
    its.team("All", 0, boss=False)
    names = [f"Team {number}" for number in range(TEAMS)]
    for name in names:
        its.team(name, 8, "All", boss=False)
    its.freeze()
    everybody = [person for name in names for person in its.people[name]]
    for number, person in enumerate(everybody):
        its.answer(person, YES if number % 2 else NO, FIRST.first_day + timedelta(days=3))
    with its.database.transaction() as tx:
        tasks.save(tx, [task for person in everybody for task in half_of_the_days(person)])
    assert its.publish() == 1
    totals = release_totals.of_window(its.database, FIRST)
    return {
        measure: [mean.points for (_, of), mean in totals.items() if of is measure]
        for measure in (Measure.WORTH, Measure.USE)
    }


def half_of_the_days(person) -> list[Task]:
    days = [
        FIRST.first_day + timedelta(weeks=week, days=day) for week in range(4) for day in range(5)
    ]
    noons = [instant(day) + 12 * HOUR for day in days[::2]]
    return [Task(f"{person}{at}", person, "claude-code", str(at), at, at + HOUR) for at in noons]


@pytest.mark.parametrize("measure", [Measure.WORTH, Measure.USE])
def test_hardly_any_published_total_is_the_true_one(kept, measure: Measure) -> None:
    points = kept[measure]
    assert len(points) >= TEAMS
    assert sum(its == 50 for its in points) < TEAMS / 2


def test_the_noise_is_as_wide_as_is_said(kept) -> None:
    """With the parent's own mean, over all of them, among them; it moves the average little."""
    off = [abs(its - 50) for its in kept[Measure.WORTH]]
    assert 3 < sum(off) / len(off) < 40
