"""A workspace exports its messages: does any that the bot sent show what somebody answered?

Two people did the same and were asked the same; one called it worth it, the other did not. Whoever
reads all that either was sent, in every state it ever had, must find no difference.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tests.attacks.finding import Finding, Share
from tests.attacks.story import PAIRS, PAYMENTS, told

ATTACK = "Export the workspace's messages"


def attack(effort: int, folder: Path) -> Iterable[Finding]:
    sent = told().sent
    yield Finding(
        ATTACK,
        "pairs who did the same and answered differently: whose messages differ?",
        "app",
        Share(sum(sent[one] != sent[other] for one, other in PAIRS), len(PAIRS)),
        0,
        "a confirmation that repeats the answer",
        None,
    )


def test_no_message_shows_an_answer(tmp_path: Path) -> None:
    (finding,) = attack(0, tmp_path)
    assert finding.holds
    sent = told().sent
    assert all(any("Noted." in call for call in sent[its]) for pair in PAIRS for its in pair)
    assert not any("Stopped" in call for call in sent[PAYMENTS[7]]), "nor that somebody said no"
