"""Surround somebody with accounts of one's own, so that a page of six is a page of one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from bot.model import Person, PersonId
from storage.directory import cells
from storage.personal import people
from tests.attacks.answers import YES
from tests.attacks.finding import Finding, Share
from tests.attacks.world import FIRST, answer_all, close, hire, world

ATTACK = "Puppets and a target"


def attack(effort: int, folder: Path) -> Iterable[Finding]:
    tries = [
        _page_of_their_own(folder / f"puppets-{n}", kind)
        for n, kind in enumerate(("young", "guest", "gone"))
    ]
    yield Finding(
        ATTACK,
        "new accounts, guests or people who left around one person: a page of their own?",
        "files and page",
        Share(sum(tries), len(tries)),
        0,
        "any 5 answers are a group",
        None,
    )


def test_puppets_make_no_group(tmp_path: Path) -> None:
    (finding,) = attack(0, tmp_path)
    assert finding.holds, finding.here
    assert _page_of_their_own(tmp_path / "grown", "grown"), "old hands would be a group"


def _page_of_their_own(folder: Path, kind: str) -> bool:
    """The target in a team of their own, with seven that are not real."""
    its = world(folder, {"engineering": 12, "target": 1}, {"target": "engineering"})
    puppets = hire(its, "target", 7, founding=kind != "young")
    _disguise(its, puppets, kind)
    its.freeze()
    target = its.member(_first(its))
    (with_others,) = (
        c.members for c in cells.of_window(its.database, FIRST) if target in c.members
    )
    everybody = {person: YES for team in its.people.values() for person in team}
    answer_all(its, everybody, FIRST)
    its.publish()
    close(its)
    return not with_others & {its.member(person) for person in its.people["engineering"]}


def _first(its) -> PersonId:
    return its.people["target"][0]


def _disguise(its, puppets: list[PersonId], kind: str) -> None:
    with its.database.transaction() as tx:
        for puppet in puppets:
            person = people.get(tx, puppet)
            assert isinstance(person, Person)
            people.save(tx, [replace(person, guest=kind == "guest", left=kind == "gone")])
