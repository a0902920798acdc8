"""Surround somebody with accounts of one's own, so that a page of six is a page of one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from bot.model import DAY, MemberId
from bot.people import hiring, roster
from storage.directory import cells
from tests.attacks.finding import Finding, Share
from tests.attacks.lived import colleague, opened
from tests.attacks.world import FIRST, close
from tests.trends.conftest import Workspace, instant

Lines = Sequence[dict[str, str]]

ATTACK = "Puppets and a target"


def attack(effort: int, folder: Path) -> Iterable[Finding]:
    tries = [
        _page_of_their_own(folder / f"puppets-{n}", kind)
        for n, kind in enumerate(("young", "nobody's", "guest", "gone"))
    ]
    yield Finding(
        ATTACK,
        "new accounts (also after a file of nobody), guests or people who left around one person: "
        "a page of their own?",
        "files",
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
    """The target in a team of their own, with seven that are not real; whoever is in which team
    comes from rosters that were loaded."""
    its = opened(folder)
    its.company.clock.now = instant(FIRST.first_day) - 90 * DAY
    real = [_line(f"UREAL{n:03}", "Engineering") for n in range(12)]
    real.append(_line("UTARGET", "Target", "Engineering"))
    puppets = [_line(f"UPUPPET{n}", "Target", "Engineering") for n in range(7)]
    _load(its, real)
    its.company.clock.forward((88 if kind in ("young", "nobody's") else 32) * DAY)
    if kind == "nobody's":
        _load(its, [_line("UNOBODY", "Nowhere")], known=real)
    _load(its, [*real, *puppets])
    if kind in ("guest", "gone"):
        fact = {"guest": kind == "guest", "left": kind == "gone"}
        known = [replace(colleague(line["slack_id"]), **fact) for line in puppets]
        hiring.refresh(its.services, known)
    its.freeze()
    target, *others = (_member(its, line) for line in reversed(real))
    (with_others,) = (
        c.members for c in cells.of_window(its.database, FIRST) if target in c.members
    )
    close(its)
    return with_others.isdisjoint(others)


def _line(slack_id: str, team: str, parent: str = "") -> dict[str, str]:
    return {"slack_id": slack_id, "team": team, "parent_team": parent}


def _load(its: Workspace, lines: Lines, known: Lines = ()) -> None:
    everybody = [colleague(line["slack_id"]) for line in known or lines]
    hiring.load(its.services, roster.parse(lines)[0], everybody)


def _member(its: Workspace, line: dict[str, str]) -> MemberId:
    person = its.services.keys.person_by_slack_id(line["slack_id"])
    assert person
    return its.member(person)
