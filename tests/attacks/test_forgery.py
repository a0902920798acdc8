"""Opening what is somebody else's, replaying, forging: refused, and all alike."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tests.attacks.finding import Finding, Share
from tests.attacks.story import told

ATTACK = "Press somebody else's button, replay, forge a payload"


def attack(effort: int, folder: Path) -> Iterable[Finding]:
    tried = told().forged
    yield Finding(
        ATTACK,
        ", ".join(tried),
        "app over HTTP",
        Share(sum(tried.values()), len(tried)),
        0,
        "ids in a payload are believed",
        None,
    )


def test_nothing_forged_does_anything(tmp_path: Path) -> None:
    (finding,) = attack(0, tmp_path)
    assert finding.holds, told().forged
    assert len(told().forged) >= 7
    assert len(set(told().refusals)) == 1, "theirs, nobody's: not a byte between the refusals"
    assert not any(line.startswith("ERROR") for line in told().log)
