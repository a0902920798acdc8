"""The floors and budgets, all in one place. Constants on purpose: configuration may be stricter,
never looser. Those that an admin may raise hold for a window as they were when it was frozen."""

from __future__ import annotations

from math import log

from bot.model import DAY, Band, Dimension, Floors, Measure

LEAST_PEOPLE = Floors().least_people
"""The fewest people of a cell, its viewers not among them; an admin may raise it."""

LEAST_RESPONDENTS = Floors().least_respondents
"""The fewest who answered, for a figure to be shown; an admin may raise it."""

APART = 2
"""What was merged stands alone again only with so many people more than the fewest: a cell that
came and went with one person would tell of that person."""

OWN_PAGE_AGAIN = LEAST_PEOPLE + APART
"""From how many people on that is, where nobody raised the fewest."""

YOUNG = 28 * DAY
"""Accounts first seen less than this before a window began are not counted: a crowd of puppets
made for the occasion must not surround somebody. The founding roster is excepted."""

MOST_POINTS = 12
"""The most one person can add to any total."""

NUMBERS_FROM = Band.TWELVE
"""Under twelve respondents words only: a group of eight is off by 20 points every fourth time."""

USE_LEVEL_FROM = 100
"""People of a group, from which on its level of use is shown and not the direction alone."""

LEAST_FOR_SENSITIVE = 20
"""The fewest people of a larger cell, in which the sensitive questions are added up. They are shown
from ten respondents: see Band.TEN."""

SENSITIVE_NUMBERS_FROM = Band.TWENTY
"""Under twenty respondents words only: "10–19" is one band, and no figure may divide it."""

FINDING_FROM = 100
"""Respondents from which on four windows together may be said to be consistent with something."""

BREAKDOWN_PEOPLE = 100
"""Counted people of the whole company, from which on it has breakdowns."""

BREAKDOWN_RESPONDENTS = Band.TWENTY
"""Respondents from which on a row of a breakdown is published. There are no words for fewer."""

COST_STEP = 20
"""US dollars a point of a person's cost stands for: twelve are 240 in four weeks, or 12 on each of
twenty working days. Who costs more counts as that, so that nobody's bill moves a row alone."""

EPSILON: dict[Measure | Dimension, float] = {
    Measure.WORTH: 1.0,
    Measure.USE: 0.5,
    Measure.PRESSURE: log(2),
    Measure.FOR_SHOW: log(2),
    Measure.TOLD_HOW: log(2),
    **dict.fromkeys(Dimension, 0.35),
}
"""What publishing a measure once, or all rows of a dimension, costs each person of a cell. Rows are
of different people: one person's being there or not is in one of them."""

CEILING_PER_WINDOW = sum(EPSILON[measure] for measure in Measure)
"""About 3.6: what one window may cost a person, whatever is published. It takes all three sensitive
questions; as each window asks one of them, it costs about 2.2, and with the company's breakdowns,
which live on what that leaves, about 3.2."""

WINDOWS_A_YEAR = 13
CEILING_PER_YEAR = WINDOWS_A_YEAR * CEILING_PER_WINDOW
"""What any thirteen windows in a row may cost a person."""
