"""What goes on at Larkmoor: how much AI is used, how much of it is worth it, and who says so.

Two things happen. In September people in Product agree to hand agents smaller pieces and to read
what comes back: use hardly changes, and what it is worth goes up. In October Support is given a
target, "everybody uses an agent every day": use goes up, and worth goes down, because agents are
run so that it shows. Elsewhere life goes on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.demo.cast import CAST, Employee
from bot.demo.chance import chance
from bot.demo.company import Company

FIRST_MONDAY = date(2026, 6, 29)
"""The roster is loaded and people are told, in the middle of a window."""

WEEKS = 20
"""Half a window, four whole ones, and the two weeks until the last of these is published."""

CURTAIN = FIRST_MONDAY + timedelta(weeks=WEEKS - 1, days=4)
"""The Friday on which a visitor comes in. From then on the cast is theirs to play."""

AGREEMENT = date(2026, 9, 7)
TARGET = date(2026, 10, 5)
"""Both are the first day of a window: what changed with them shows from one page to the next."""


@dataclass(frozen=True, slots=True)
class Mood:
    """How a group works with AI in some week.

    `use` is the share of working days with any, `tasks` how many there are on such a day, `agents`
    the share of them that agents do on their own, `worth` what people make of it (0 to 1),
    `answers` the share of digests that are answered, `show` the chance, on a day with use, of a
    burst of agent runs that nobody needed.
    """

    use: float
    tasks: float
    agents: float
    worth: float
    answers: float
    show: float = 0.0


_USUAL: dict[str, Mood] = {
    "Product": Mood(use=0.72, tasks=2.0, agents=0.45, worth=0.38, answers=0.60),
    "Platform": Mood(use=0.66, tasks=1.9, agents=0.30, worth=0.66, answers=0.50),
    "Data": Mood(use=0.74, tasks=1.8, agents=0.20, worth=0.74, answers=0.55),
    "Engineering": Mood(use=0.45, tasks=1.4, agents=0.20, worth=0.60, answers=0.50),
    "Docs": Mood(use=0.60, tasks=1.6, agents=0.15, worth=0.72, answers=0.60),
    "Support": Mood(use=0.17, tasks=1.3, agents=0.25, worth=0.72, answers=0.60),
    "Sales": Mood(use=0.40, tasks=1.3, agents=0.15, worth=0.56, answers=0.45),
    "Legal": Mood(use=0.10, tasks=1.0, agents=0.0, worth=0.50, answers=0.10),
    "Business": Mood(use=0.30, tasks=1.2, agents=0.10, worth=0.60, answers=0.45),
    "Larkmoor": Mood(use=0.30, tasks=1.2, agents=0.10, worth=0.60, answers=0.45),
}

_WITHOUT = {"Product": 0.06, "Support": 0.06, "Data": 0.06, "Platform": 0.15, "Docs": 0.0}
_WITHOUT_ELSEWHERE = 0.3
"""The share of people who do without AI; in Support only until the target."""

_UNASKED = {"Product": 0.0, "Support": 0.0, "Docs": 0.0}
_UNASKED_ELSEWHERE = 0.4
"""The share of people who, after their first digest, want no questions."""

_SINCE: Sequence[tuple[str, date, dict[str, float]]] = (
    ("Support", TARGET, {"use": 0.95, "tasks": 1.9, "agents": 0.65, "worth": 0.26, "show": 0.15}),
    ("Product", AGREEMENT, {"use": 0.75, "agents": 0.25, "worth": 0.84}),
    ("Sales", AGREEMENT, {"worth": 0.66, "use": 0.48}),
)

_NEVER = Mood(use=0.0, tasks=0.0, agents=0.0, worth=0.0, answers=0.0)
_OWN = {
    "U0ADA": {"use": 0.92, "tasks": 2.6, "answers": 0.9},
    "U0ELIF": {"use": 0.85, "answers": 0.8},
    "U0JONAS": {"use": 0.6, "answers": 0.6},
    "U0BEN": {"use": 0.6, "answers": 0.7},
    "U0CHLOE": {"use": 0.5, "answers": 0.6},
    "U0DARIO": {"use": 0.6, "answers": 0.6},
}
NEW_LAPTOP = ("U0KIRA", "copilot", CURTAIN - timedelta(days=8))
"""Whose tool no longer reports since that day, though it is used as before."""

SILENT = frozenset({"U0HUGO"})
"""Whose tools don't report."""


def mood(company: Company, employee: Employee, day: date) -> Mood:
    """How this person works in the week of that day."""
    group = _group(company, employee)
    now = _USUAL[group]
    for team, since, changes in _SINCE:
        if team == group and day >= since:
            now = replace(now, **changes)
    driven = group == "Support" and day >= TARGET
    if employee.slack_id in SILENT or (_does_without(employee, group) and not driven):
        return _NEVER
    return _personal(employee, now)


def is_played(employee: Employee, day: date) -> bool:
    """Whether it is the visitor who reads and answers for this person by then."""
    return employee.slack_id in CAST and day >= CURTAIN


def wants_no_questions(company: Company, employee: Employee) -> bool:
    """Whether somebody asks, once they saw what it is, not to be asked anything."""
    share = _UNASKED.get(_group(company, employee), _UNASKED_ELSEWHERE)
    return employee.slack_id not in CAST and _is_among(employee, "unasked", share)


def _group(company: Company, employee: Employee) -> str:
    return next(team for team in company.chain(employee.team) if team in _USUAL)


def _does_without(employee: Employee, group: str) -> bool:
    share = _WITHOUT.get(group, _WITHOUT_ELSEWHERE)
    return employee.slack_id not in CAST and _is_among(employee, "without", share)


def _is_among(employee: Employee, what: str, share: float) -> bool:
    return chance(employee.slack_id, what).random() < share


def _personal(employee: Employee, its: Mood) -> Mood:
    """People differ, and stay different; the cast is given to answering."""
    own = chance(employee.slack_id, "temper")
    changed = replace(
        its,
        use=_share(its.use * own.uniform(0.85, 1.1)),
        worth=_share(its.worth + own.uniform(-0.1, 0.1)),
        answers=_share(its.answers * own.uniform(0.6, 1.4)),
    )
    return replace(changed, **_OWN[employee.slack_id]) if employee.slack_id in _OWN else changed


def _share(number: float) -> float:
    return min(max(number, 0.0), 0.97)
