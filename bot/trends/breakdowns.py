"""The company's breakdowns: worth by tool and by kind of work, and cost by tool beside it.

They are of the whole company, all cells of a window together, and only where a hundred people are
counted. They are the one thing published that is no sum of whole cells, hence the floors and a blur
of their own. In each dimension a person is in one row at most, so rows are of different people and
each can be blurred at the dimension's whole ε. That bounds what can be told from whether somebody
is there, and from what they said within their row; which of two rows they are in touches both, and
is bounded by twice that.

What rows there could be is a fixed vocabulary (`placing.NAMES`): nobody makes a row by using a tool
that nobody else has or by a name they gave one, and no row is of a connected app. What is not in it
is "other". A row is published from twenty respondents, and shows of their number the band alone.

That a row is there does tell something which no blur covers: twenty people or more rated mostly
that. Who knows nineteen of them, and that nobody else but one may be the twentieth, learns that
this one is; it is the same with the floor of any group, and never tells what they said. Blurring
that floor as well would cost half of what there is to spend, and move it to about forty. A row that
is not there cannot be had by taking the others off the whole: of these nothing is published but
bands and levels in steps of ten, and each brings its own blur.

Cost is a kind of use: it is drawn only where use is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.model import Band, BreakdownRow, Dimension, Window
from bot.services import Services
from bot.trends import placing
from bot.trends.adding import Sum
from bot.trends.figures import Total, likely_range
from bot.trends.floors import BREAKDOWN_PEOPLE, BREAKDOWN_RESPONDENTS, EPSILON
from bot.trends.frozen import Frozen
from bot.trends.noise import blurred
from bot.trends.placing import Place
from storage.engine import Connection
from storage.personal import people
from storage.published import breakdowns

Rows = Mapping[Place, Sum]
"""What the people of each row add up to; where nobody is in one there is none. Only in memory."""


def dimensions(frozen: Frozen, *, with_use: bool) -> Sequence[Dimension]:
    """What a window is broken down by; none in a company of too few. From the roster alone."""
    if sum(len(cell.members) for cell in frozen.cells) < BREAKDOWN_PEOPLE:
        return ()
    return tuple(its for its in Dimension if with_use or its is not Dimension.COST_BY_TOOL)


def places(dimensions: Sequence[Dimension]) -> list[tuple[str, str]]:
    """Every row there could be, by name and dimension."""
    return [(name, str(its)) for its in dimensions for name in placing.NAMES[its]]


def added_up(services: Services, frozen: Frozen, dimensions: Sequence[Dimension]) -> Rows:
    """Everybody's points, each in their row of each dimension."""
    if not dimensions:
        return {}
    counted = frozenset().union(*(cell.members for cell in frozen.cells))
    rows: dict[Place, Sum] = {}
    for person in people.everybody(services.database):
        if services.keys.member_of(person.id) in counted:
            for place, points in placing.points(services, frozen.window, person).items():
                if place[0] in dimensions:
                    rows[place] = rows.get(place, Sum()).plus(points)
    return rows


def publish(tx: Connection, window: Window, rows: Rows) -> None:
    """Blur each row of enough respondents, once, and write down what is shown of it. Call it when
    all of it is charged, inside the transaction that publishes the window."""
    shown = [
        row(window, place, Total(blurred(its.points, EPSILON[place[0]]), its.respondents, cells=1))
        for place, its in rows.items()
        if its.respondents >= BREAKDOWN_RESPONDENTS.least
    ]
    breakdowns.add(tx, shown)


def row(window: Window, place: Place, total: Total) -> BreakdownRow:
    """What is published of a row of twenty respondents or more."""
    (dimension, name), band = place, _band(total)
    low, high = likely_range(total, band, dimension)
    return BreakdownRow(window, dimension, name, band, total.level, low, high)


def _band(total: Total) -> Band:
    band = Band.of(total.respondents)
    if band is None or band.least < BREAKDOWN_RESPONDENTS.least:
        raise ValueError("a row of too few respondents is never published")
    return band
