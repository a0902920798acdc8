"""Which row of each of the company's breakdowns a person is in, and what they add to it. Read from
what is theirs; called for the release alone, and what it gives is added up at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from bot.model import Dimension, Item, Person, Rating, Task, ToolDay, Window
from bot.reflection import reported
from bot.reflection.days import Days
from bot.reflection.kinds import WorkKind, work_of
from bot.services import Services
from bot.trends import contribution
from bot.trends.reading import said
from storage.personal import tasks

OTHER = "other"
_TOOLS = (
    *("claude-code", "cowork", "codex", "gemini-cli", "copilot", "cursor", "meshclaw"),
    OTHER,
)
_KINDS = tuple(str(kind) for kind in WorkKind)
NAMES: Mapping[Dimension, Sequence[str]] = {
    Dimension.WORTH_BY_TOOL: _TOOLS,
    Dimension.WORTH_BY_KIND: _KINDS,
    Dimension.COST_BY_TOOL: _TOOLS,
}
"""Every row there could be. Where somebody rated as much of one as of another, the earlier counts:
that must not depend on chance."""

Place = tuple[Dimension, str]
"""A dimension and the name of a row in it."""


def points(services: Services, window: Window, person: Person) -> dict[Place, int]:
    """What a person adds (0 to 12), in one row of each dimension at most: that of the tool, or kind
    of work, most of the tasks they rated are of. Empty for who is not counted or rated none."""
    ratings = [
        (asked.task, its.rating)
        for asked, its in said(services, window, person)
        if asked.item is Item.WORTH and its.rating is not None and its.rating.worth is not None
    ]
    days = Days.of(person.zone)
    span = days.span(window.first_day, window.last_day)
    done = {its.id: its for its in tasks.between(services.database, person.id, *span)}
    rated = [(done[task], rating) for task, rating in ratings if task in done]
    by_day = reported.days(services.database, person.id, window.first_day, window.last_day)
    return placed(rated, done.values(), by_day)


def placed(
    rated: Sequence[tuple[Task, Rating]], done: Iterable[Task], by_day: Iterable[ToolDay] = ()
) -> dict[Place, int]:
    """Of rated tasks, all that were done in the window, and the days of reports that count."""
    if not rated:
        return {}
    tool = _most([tool_of(task) for task, _ in rated], _TOOLS)
    kind = _most([kind_of(task) for task, _ in rated], _KINDS)
    its = {
        (Dimension.WORTH_BY_TOOL, tool): contribution.worth(
            rating for task, rating in rated if tool_of(task) == tool
        ),
        (Dimension.WORTH_BY_KIND, kind): contribution.worth(
            rating for task, rating in rated if kind_of(task) == kind
        ),
        (Dimension.COST_BY_TOOL, tool): contribution.cost(
            (task for task in done if tool_of(task) == tool),
            (its for its in by_day if tool_of(its) == tool),
        ),
    }
    return {place: points for place, points in its.items() if points is not None}


def tool_of(its: Task | ToolDay) -> str:
    """The tool by its name in the vocabulary."""
    return its.source if its.source in _TOOLS else OTHER


def kind_of(task: Task) -> str:
    """The kind of work; of a connected app, never which."""
    return str(work_of(task).kind)


def _most(said: Sequence[str], names: Sequence[str]) -> str:
    counts = Counter(said)
    return max(names, key=lambda name: (counts[name], -names.index(name)))
