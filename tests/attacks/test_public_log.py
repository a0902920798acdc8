"""The public log is everybody's to read: what does it tell those who may not see a page?

Each figure stands in it as a hash with a salt. Its reader guesses: every figure there could be, the
true ones among them, with every salt that comes to mind.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable
from pathlib import Path

from bot.publiclog import chain, commitments
from tests.attacks.answers import answers
from tests.attacks.finding import Finding, Share
from tests.attacks.world import FIRST, answer_all, close, world

ATTACK = "Read figures out of the public log"
SIZES = {"billing": 14, "search": 9, "platform": 7}
SALTS = ("", "0", "0" * 32, str(FIRST.index), *(f"{n:032x}" for n in range(500)))


def attack(effort: int, folder: Path) -> Iterable[Finding]:
    its, log = _published(folder / "log")
    figures = commitments.published(its.database, FIRST)
    close(its)
    locked = {digest for body in log for digest in json.loads(body).get("locked", ())}
    guessed = {
        place: {_hash(place, salt, figure) for salt in SALTS} for place, figure in figures.items()
    }
    unsalted = {_hash(place, "", figure) for place, figure in figures.items()}
    yield Finding(
        ATTACK,
        "every true figure, with 504 salts that come to mind: is its hash in the log?",
        "log",
        Share(sum(bool(its & locked) for its in guessed.values()), len(guessed)),
        0,
        "hashes without a salt",
        Share(sum(bool(its & unsalted) for its in guessed.values()), len(guessed)),
    )


def test_no_figure_is_read_out_of_the_log(tmp_path: Path) -> None:
    (finding,) = attack(0, tmp_path)
    assert finding.holds, finding.here
    assert finding.naive_falls, finding.naive


def test_it_tells_neither_who_answered_nor_how_many(tmp_path: Path) -> None:
    all_answer, log = _published(tmp_path / "all")
    nobody, silent = _published(tmp_path / "nobody", answered=False)
    assert [_bare(body) for body in log] == [_bare(body) for body in silent]
    people = [person for team in all_answer.people.values() for person in team]
    assert not any(person in body or "U000" in body for body in log for person in people)
    close(all_answer)
    close(nobody)


def _published(folder: Path, *, answered: bool = True):
    its, chance = world(folder, SIZES), random.Random(8)
    its.freeze()
    for people in its.people.values():
        said = answers(chance, len(people)) if answered else [None] * len(people)
        answer_all(its, dict(zip(people, said, strict=True)), FIRST)
    its.publish()
    return its, [
        row["body"] for row in its.database.read("SELECT body FROM log_entry ORDER BY seq")
    ]


def _hash(place: tuple[str, str], salt: str, figure) -> str:
    return chain.sha256(commitments.opened(FIRST, place, salt, figure))


def _bare(body: str) -> dict:
    """An entry without its hashes, but with how many there are."""
    its = json.loads(body)
    return its | {"locked": len(its.get("locked", ()))}
