"""A company that one person a month is new to, and copies of its database over a year later."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

from bot.model import DAY, WINDOW_WEEKS, WINDOWS_SHOWN, MemberId, PersonId
from bot.people import hiring, roster
from bot.retention import look_after
from bot.services import Services
from bot.trends.freeze import freeze_due
from bot.trends.release import publish_due
from storage.sqlite import copy
from tests.attacks.chart import Copies
from tests.attacks.lived import be_told, colleague, opened, work
from tests.attacks.world import close
from tests.trends.conftest import Workspace

_WINDOW = WINDOW_WEEKS * 7 * DAY


@dataclass(frozen=True)
class Grown:
    """`kept` is the same database where nothing was ever forgotten; who is new, by member."""

    copies: Copies
    kept: Copies
    newcomers: dict[MemberId, PersonId]


def grown(folder: Path, seed: int, newcomers: int = 3) -> Grown:
    """One that was founded, and to which so many came, each in a window of their own."""
    chance = random.Random(seed)
    its = opened(folder)
    lines = [{"slack_id": f"UOLD{n:05}", "team": "Billing"} for n in range(8)]
    _come(its, lines, [line["slack_id"] for line in lines], chance)
    new: dict[MemberId, PersonId] = {}
    for n in range(newcomers):
        _live(its.services, its, 1)
        lines.append({"slack_id": f"UNEW{n:05}", "team": "Billing"})
        (person,) = _come(its, lines, [lines[-1]["slack_id"]], chance)
        new[its.member(person)] = person
    _live(its.services, its, WINDOWS_SHOWN + 3)
    file, folder_of = its.company.folder / "worthwhile.db", its.company.folder
    copy(file, folder_of / "kept.db")
    look_after(its.services, its.company.clock(), lambda: True)
    copy(file, folder_of / "later.db")
    close(its)
    return Grown(Copies([folder_of / "later.db"]), Copies([folder_of / "kept.db"]), new)


def _come(
    its: Workspace, lines: list[dict[str, str]], slack_ids: list[str], chance: random.Random
) -> list[PersonId]:
    """The roster is loaded, its new people are told, and use something."""
    services = its.services
    everybody = [colleague(line["slack_id"]) for line in lines]
    hiring.load(services, roster.parse(lines)[0], everybody)
    found = [services.keys.person_by_slack_id(slack_id) for slack_id in slack_ids]
    people = [person for person in found if person]
    be_told(its, {person: f"D{n:09}" for n, person in enumerate(people)})
    work(its, people, chance)
    return people


def _live(services: Services, its: Workspace, windows: int) -> None:
    for _ in range(windows):
        its.company.clock.forward(_WINDOW)
        freeze_due(services, its.company.clock())
        publish_due(services, its.company.clock())
