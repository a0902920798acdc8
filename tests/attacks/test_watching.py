"""Watching: does anything somebody else can read change, because a person answered or said no?"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

from bot import outbox
from bot.delivery.due import prepare_due
from bot.delivery.send import send_due
from bot.doctor import examine
from bot.people import consent, erasure, wishes
from tests.attacks.finding import Finding, Share
from tests.attacks.story import told
from tests.journeys.office import Office
from tests.journeys.reading import task, words

ATTACK = "Watch a number change after somebody answered"


def attack(effort: int, folder: Path) -> Iterable[Finding]:
    looks = told().watched
    compared = [(before[name], now[name]) for before, now in pairwise(looks) for name in now]
    yield Finding(
        ATTACK,
        "every page, form, counter and walled table, after answers, a note, a no",
        "app and page",
        Share(sum(before != now for before, now in compared), len(compared)),
        0,
        "a count of answers that is always up to date",
        None,
    )
    pages = told().withheld
    yield Finding(
        "Tell from a withheld page why it is withheld",
        "others' groups, groups nobody answered in, and groups there are none of",
        "app and page",
        Share(sum(page != pages[0] for page in pages), len(pages)),
        0,
        "a page that gives its reason",
        None,
    )


def test_nothing_moves_while_people_answer(tmp_path: Path) -> None:
    watched, withheld = attack(0, tmp_path)
    assert watched.holds, _moved()
    assert withheld.holds, set(told().withheld)
    assert "made up" in told().watched[0]["member's page"], "a sample, until the window is out"
    assert "worthwhile_observations" in told().watched[0]["metrics"]
    assert len(told().watched) > 5


def test_no_count_moves_while_messages_wait(tmp_path: Path) -> None:
    """Ten digests and ten welcomes: were there one fewer of either, the form would say so."""
    office = Office(tmp_path, "2026-11-02T08:00")
    try:
        _ten_of_each_wait(office)
        services, now, before = office.house.services, office.clock(), _counts(office)
        assert before[0].count("about 10 waiting") == 2
        new, told_first, erased = map(services.keys.person_by_slack_id, ("UNEW0", "UOLD0", "UOLD1"))
        with services.database.transaction() as tx:
            consent.decline(tx, new, now)
            assert outbox.drop(tx, new, None, "declined")
        assert _counts(office) == before, "a no"
        wishes.pause(services, told_first)
        assert _counts(office) == before, "a pause"
        erasure.forget(services, erased)
        assert _counts(office) == before, "an erasure"
        while (sent := send_due(services, "a")).wait_until:
            office.clock.now = sent.wait_until
        assert "Digests: about 10 seen to, at most a few waiting" in _counts(office)[0]
        assert "Welcomes: about 10 seen to, about 10 waiting" in _counts(office)[0]
    finally:
        office.close()


def _ten_of_each_wait(office: Office) -> None:
    """Digests of Friday's afternoon that nobody has sent yet, and welcomes for Monday morning."""
    for n in range(10):
        office.hire(f"UOLD{n}", admin=n == 9)
    office.open()
    office.tick()
    office.clock.set("2026-11-06T19:00")
    office.push([task(f"UOLD{n}", "2026-11-05T09:00") for n in range(10)])
    for n in range(10):
        office.hire(f"UNEW{n}")
    office.load_roster()
    prepare_due(office.house.services, office.clock())


def _counts(office: Office) -> tuple[str, ...]:
    """What an admin and an operator see of messages, and the walled table it is counted in."""
    hand = office.workspace.hand("UOLD9")
    hand.command("/worthwhile", "admin")
    form = words(office.modal(hand, "Worthwhile for everybody"))
    hand.close()
    found = examine(office.environment(), office.clock)
    doctor = [its.said for its in found if its.about in ("messages", "outbox")]
    rows = office.house.published.database.read("SELECT * FROM delivery_progress")
    return form, *doctor, repr(sorted(tuple(row) for row in rows))


def _moved() -> list[str]:
    first, *others = told().watched
    return [name for look in others for name in look if look[name] != first[name]]
