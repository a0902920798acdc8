"""Answer late, join, leave, opt out, erase, re-team: in mid-window and after, and look again."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path

from bot.model import DAY, Membership, Preferences, Window
from bot.people import consent, erasure
from bot.reflection import answering
from bot.trends.cells import cut
from bot.trends.roster import Roster
from storage.directory import teams
from storage.personal import people, preferences
from tests.attacks import asking
from tests.attacks.answers import NO, YES, answers, points
from tests.attacks.asking import Asking
from tests.attacks.finding import Finding, Share
from tests.attacks.world import FIRST, PUBLISHED, answer_all, close, hire, world
from tests.trends.conftest import Workspace

ATTACK = "Join, leave, opt out, erase or re-team in mid-window"
SECOND = FIRST.plus(1)
SIZES = {"engineering": 0, "billing": 14, "search": 9, "platform": 7}
PARENTS = {"billing": "engineering", "search": "engineering", "platform": "engineering"}


def attack(effort: int, folder: Path) -> Iterable[Finding]:
    changed, live = _after_each_event(folder / "events")
    yield Finding(
        ATTACK,
        "of 8 such events, how many change a byte that was published",
        "files, app and page",
        changed,
        0,
        "a figure that is always up to date",
        live,
    )
    opted, naive = _who_opted_out(folder / "opting", 12)
    yield Finding(
        "The next window's cells tell of an opt-out",
        "how many of 12 opt-outs change how teams are cut and which pages there are",
        "files",
        opted,
        0,
        "groups of those who take part",
        naive,
    )


def _after_each_event(folder: Path) -> tuple[Share, Share]:
    its = world(folder, SIZES, PARENTS)
    its.freeze()
    chance = random.Random(2)
    everybody = [person for team in its.people.values() for person in team]
    said = dict(zip(everybody, answers(chance, len(everybody)), strict=True))
    answer_all(its, said, FIRST)
    its.publish()
    figures, changed = [points(said.values())], 0
    with asking.asking(its) as front:
        before, pages = its.rows(*PUBLISHED), _pages(its, front)
        assert all(map(asking.seen, pages)), "there are figures to watch"
        its.company.clock.now += 5 * DAY  # in the middle of the second window's answers
        for event in _EVENTS:
            event(its, said)
            its.publish(FIRST)
            now = its.rows(*PUBLISHED)
            changed += now != before or _pages(its, front) != pages
            figures.append(points(said.values()))
    close(its)
    moved = sum(a != b for a, b in pairwise(figures))
    return Share(changed, len(_EVENTS)), Share(moved, len(_EVENTS))


def _pages(its: Workspace, front: Asking) -> list[str]:
    """As read by somebody to whom none of it happens."""
    reader = {team: members[-1] for team, members in its.people.items() if members}
    return [front.page(person, team) for team, person in sorted(reader.items())]


def _answers_late(its, said) -> None:
    person = its.people["billing"][0]
    question = f"{FIRST.index}-{person}"
    assert answering.rate(its.services, person, question, NO) == answering.WindowClosed()
    said[person] = NO if said[person] is not NO else YES


def _takes_back(its, said) -> None:
    person = its.people["billing"][1]
    answering.take_back(its.services, person, f"{FIRST.index}-{person}")
    said.pop(person)


def _opts_out(its, said) -> None:
    person = its.people["billing"][2]
    consent.decline(its.database, person, its.company.clock())
    said.pop(person)


def _keeps_out(its, said) -> None:
    person = its.people["search"][0]
    preferences.save(its.database, person, Preferences(counted=False))
    said.pop(person)


def _is_erased(its, said) -> None:
    person = its.people["billing"][3]
    erasure.forget(its.services, person)
    said.pop(person)


def _leaves(its, said) -> None:
    person = its.people["billing"][4]
    people.mark_departed(its.database, person)
    said.pop(person)


def _changes_team(its, said) -> None:
    person = its.people["search"][1]
    with its.database.transaction() as tx:
        member = its.member(person)
        rest = [m for m in teams.memberships(tx) if m.member != member]
        teams.replace(tx, [*rest, Membership(member, "platform")])
    said.pop(person)


def _joins(its, said) -> None:
    last = its.people["platform"].pop()
    (newcomer,) = hire(its, "platform", 1)
    its.people["platform"].append(last)
    answer_all(its, {newcomer: YES}, FIRST)
    said[newcomer] = YES


_EVENTS: tuple[Callable[[Workspace, dict], None], ...] = (
    *(_answers_late, _takes_back, _opts_out, _keeps_out, _is_erased, _leaves),
    *(_changes_team, _joins),
)


def _who_opted_out(folder: Path, windows: int) -> tuple[Share, Share]:
    """Teams just large enough: in each window somebody else opts out, and some stay silent."""
    sizes = {"engineering": 6, "billing": 6, "search": 6, "platform": 7}
    its, chance = world(folder, sizes, PARENTS), random.Random(3)
    its.freeze()
    first, silent = _cut(its, FIRST), set()
    changed = naive = 0
    for n in range(1, windows + 1):
        team = chance.choice(list(sizes))
        quitter = chance.choice(its.people[team])
        consent.decline(its.database, quitter, its.company.clock())
        silent.add(quitter)
        its.freeze(FIRST.plus(n))
        changed += _cut(its, FIRST.plus(n)) != first
        naive += _cut_without(its, silent) != _cut_without(its, set())
    close(its)
    return Share(changed, windows), Share(naive, windows)


def _cut(its: Workspace, window: Window) -> dict[str, list[tuple]]:
    tables = ("cell", "cell_member", "group_cell", "page")
    at = {"w": window.index}
    return {
        table: sorted(
            tuple(row)[1:]
            for row in its.database.read(f"SELECT * FROM {table} WHERE window_index = :w", at)
        )
        for table in tables
    }


def _cut_without(its: Workspace, gone: set) -> list[tuple[str, ...]]:
    """The naive design: the same cut, of those who take part."""
    kept = {its.member(p.id): p for p in people.everybody(its.database) if p.id not in gone}
    places = tuple(m for m in teams.memberships(its.database) if m.member in kept)
    roster = Roster(kept, tuple(teams.all_teams(its.database)), places)
    return [cell.teams for cell in cut(roster, FIRST)]
