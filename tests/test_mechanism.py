"""The mechanism in two pages says what the code does: floors, examples, what was measured."""

from __future__ import annotations

import math
import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

import messages
from bot.model import (
    DAY,
    WINDOW_WEEKS,
    Band,
    BlurredMean,
    Dimension,
    Item,
    Measure,
    Rating,
    Told,
    Window,
)
from bot.trends import contribution
from bot.trends.cells import cut
from bot.trends.figures import Total, direction, likely_range, lower_edge, wording
from bot.trends.floors import (
    BREAKDOWN_PEOPLE,
    BREAKDOWN_RESPONDENTS,
    CEILING_PER_WINDOW,
    CEILING_PER_YEAR,
    EPSILON,
    FINDING_FROM,
    LEAST_FOR_SENSITIVE,
    LEAST_PEOPLE,
    MOST_POINTS,
    NUMBERS_FROM,
    OWN_PAGE_AGAIN,
    SENSITIVE_NUMBERS_FROM,
    USE_LEVEL_FROM,
    YOUNG,
)
from bot.trends.larger import larger_cells
from tests.trends.rosters import WINDOW, roster

ROOT = Path(__file__).parent.parent
FOLDER = Path(messages.__file__).parent / "documents"
MECHANISM = (FOLDER / "mechanism.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
PLAIN = " ".join(MECHANISM.split())


@pytest.mark.parametrize(
    "said",
    [
        f"A cell has at least {LEAST_PEOPLE} people",
        f"stands alone again only from {OWN_PAGE_AGAIN} people",
        f"less than {YOUNG // DAY} days before the window",
        f"one whole number from 0 to {MOST_POINTS}",
        f"A figure needs at least {Band.FIVE.least} people who answered",
        f"Under {NUMBERS_FROM.least} there are words only",
        f"Never under {NUMBERS_FROM.least} who answered",
        f"its level only from {USE_LEVEL_FROM} people on",
        f"four windows and {FINDING_FROM} people who answered",
        f"larger cells of at least {LEAST_FOR_SENSITIVE} people",
        f"from {Band.TEN.least} answers on, as 10–19, 20–49 or 50+",
        f"in words until there are {SENSITIVE_NUMBERS_FROM.least}",
        f"ε = {EPSILON[Measure.WORTH]:g} for worth and ε = {EPSILON[Measure.USE]:g} for use",
        f"ε = ln 2 ≈ {EPSILON[Measure.PRESSURE]:.2f}",
        f"beyond {CEILING_PER_WINDOW:.2f} in a window or {CEILING_PER_YEAR:.1f} in",
        f"From {BREAKDOWN_PEOPLE} counted people on",
        f"published from {BREAKDOWN_RESPONDENTS.least} people who answered, and blurred once",
        f"with ε = {EPSILON[Dimension.WORTH_BY_TOOL]:g}",
        f"{len(Dimension)} × {EPSILON[Dimension.COST_BY_TOOL]:g} for the breakdowns",
        f"*yes* counts {MOST_POINTS}, *in a way* {MOST_POINTS // 2}, *no* 0",
    ],
)
def test_the_mechanism_names_the_floors_and_budgets_of_the_code(said: str) -> None:
    assert said in PLAIN


def test_its_windows_are_those_of_the_code() -> None:
    window = Window.of(date(2025, 3, 10))
    waits = (window.publishes_on - window.last_day).days - 1
    assert WINDOW_WEEKS == 4
    assert f"published once, {waits} days after it ended" in PLAIN
    assert len(contribution.working_days(window)) == 20


def test_its_bands_are_those_of_the_code() -> None:
    assert "5–7, 8–11, 12–19, 20–49 or 50+" in PLAIN
    shown = [Band.of(n) for n in (4, 5, 8, 12, 20, 50)]
    assert shown == [None, Band.FIVE, Band.EIGHT, Band.TWELVE, Band.TWENTY, Band.FIFTY]
    careful = [Band.of(n, Measure.PRESSURE) for n in (9, 10, 20, 50)]
    assert careful == [None, Band.TEN, Band.TWENTY, Band.FIFTY]


def test_a_window_costs_what_it_says() -> None:
    measures = [Measure.WORTH, Measure.USE, Measure(Item.sensitive_in(WINDOW))]
    figures = sum(EPSILON[its] for its in measures)
    whole = figures + sum(EPSILON[its] for its in Dimension)
    assert f"it costs {whole:.2f} at most" in PLAIN
    assert f"without breakdowns {figures:.2f}" in PLAIN
    assert whole <= CEILING_PER_WINDOW
    assert [contribution.said_yes(its) for its in (5, 3, 1)] == [12, 6, 0]


RATINGS = {
    "worth it": Rating.WORTH_IT,
    "partly": Rating.PARTLY,
    "not worth it": Rating.NOT_WORTH_IT,
}


def test_the_team_of_eight_adds_up() -> None:
    rows = re.findall(r"^\| ([A-Z]\w+) \| ([a-z ,]+) \| (\d+) \|$", MECHANISM, re.MULTILINE)
    points = [contribution.worth(RATINGS[its] for its in said.split(", ")) for _, said, _ in rows]
    assert [str(its) for its in points] == [added for _, _, added in rows]
    assert len(rows) == 6
    total = sum(its for its in points if its is not None)
    assert f"The sum is {total} of {MOST_POINTS * 6}, or {_percent(total, 6)} %" in PLAIN
    low, high = total - 9, total + 9
    assert f"With −9 it is {low}, {_percent(low, 6)} %, and the page says *mixed*" in PLAIN
    assert f"With +9 it is {high}, {_percent(high, 6)} %, and it says *mostly worth it*" in PLAIN
    assert [str(wording(Total(its, 6, 1))) for its in (low, high)] == ["mixed", "mostly"]


def test_the_noise_is_as_large_as_it_says() -> None:
    assert f"half of the draws lie within {_quantile(0.5)} of zero" in PLAIN
    assert f"nine in ten within {_quantile(0.9)}" in PLAIN


def test_the_bound_is_the_one_of_its_epsilon() -> None:
    odds = math.exp(EPSILON[Measure.WORTH])
    assert f"takes them to {odds / (1 + odds):.0%}".rstrip("%") + " of 100 at most" in PLAIN


def test_the_department_of_sixty_is_cut_as_it_says() -> None:
    sizes = {"dep": 4, "billing": 16, "search": 14, "web": 12, "data": 10}
    its = roster(sizes, dict.fromkeys(("billing", "search", "web", "data"), "dep"), list(sizes))
    cells = cut(its, WINDOW)
    people = {name: int(n) for name, n, *_ in _cells_of_sixty()}
    assert sorted(len(cell.members) for cell in cells) == sorted(people.values())
    assert sum(people.values()) == 60
    larger = [len(cell.members) for cell in larger_cells(its, WINDOW, cells)]
    assert f"own people ({larger[0]}, without" in PLAIN
    assert f"Search and Web ({larger[1]})" in PLAIN


def test_the_department_of_sixty_adds_up() -> None:
    rows = [[int(its) for its in row[1:]] for row in _cells_of_sixty()]
    assert all(true + noise == blurred for _, _, true, noise, blurred in rows)
    total = Total.of(Total(blurred, answered, 1) for _, answered, _, _, blurred in rows)
    assert total.respondents == 42
    assert f"{total.noised} of {MOST_POINTS * total.respondents}" in PLAIN
    band = Band.of(total.respondents)
    assert band is not None
    low, high = likely_range(total, band, Measure.WORTH)
    assert f"about {total.level} % worth it*, {low}–{high} four times in five, {band}" in PLAIN
    before = BlurredMean(48, lower_edge(41), 5)
    assert direction(total.mean, before, Measure.WORTH) is None
    for respondents, said in ((42, "only a difference of {} points"), (60, "it would be {}.")):
        assert said.format(_stands_out(respondents, cells=5)) in PLAIN


def test_its_sensitive_figure_is_what_the_code_says() -> None:
    total = Total(156, 40, 2)
    low, high = likely_range(total, Band.TWENTY, Measure.PRESSURE)
    assert f"{total.noised} of {MOST_POINTS * 40}" in PLAIN
    assert f"about {total.level} % yes*, {low}–{high}." in PLAIN


def test_what_it_says_was_measured_here_is_in_the_readmes_table() -> None:
    cited = re.search(r"Measured on this code .+?: (\d+) and (\d+), against (\d+) and (\d+)", PLAIN)
    assert cited is not None
    for n, attack in enumerate((r"n−1 colluders \| a team of 8, ", r"A leaver \| a team of 8 ")):
        row = re.search(rf"^\| {attack}[^|]+\| (\d+)% \|[^|]+\|[^|]+\| (\d+)%", README, re.M)
        assert row is not None, attack
        # Each run draws anew: three points is what that may come to.
        assert abs(int(row[1]) - int(cited[n + 1])) <= 3
        assert abs(int(row[2]) - int(cited[n + 3])) <= 3


def test_the_log_tells_what_the_mechanism_says_and_nothing_else() -> None:
    said = PLAIN.partition("**The public log**")[2].partition("**Floors")[0]
    words = ("pledge", "roster", "settings", "frozen", "published", "lost")
    words += ("backup that was put back", "admins asked")
    assert len(words) == len(Told)
    assert all(word in said for word in words)


def _cells_of_sixty() -> list[tuple[str, ...]]:
    told = MECHANISM.replace("−", "-")
    return re.findall(
        r"^\| ([A-Za-z ]+) \| (\d+) \| (\d+) \| (\d+) \| ([+-]\d+) \| (\d+) \|$", told, re.MULTILINE
    )


def _percent(points: int, respondents: int) -> int:
    return Total(points, respondents, 1).points


def _stands_out(respondents: int, cells: int) -> int:
    """The smallest difference in whole points, of two windows alike, that earns an arrow."""
    edge = lower_edge(respondents)
    means = [BlurredMean(points, edge, cells) for points in range(101)]
    earned = [direction(its, means[0], Measure.WORTH) for its in means]
    return next(n + 1 for n, (a, b) in enumerate(pairwise(earned)) if a is None and b is not None)


def _quantile(share: float) -> int:
    """Within how much of zero that share of the draws lies, for ε = 1."""
    a = math.exp(-EPSILON[Measure.WORTH] / MOST_POINTS)
    return next(x for x in range(1000) if 1 - 2 * a ** (x + 1) / (1 + a) >= share)
