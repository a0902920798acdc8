"""Six weeks of an office, through the real app over HTTP: what an attacker could lay hands on.

Told once a process; every attack that comes in by the app judges the same story.
"""

from __future__ import annotations

import atexit
import json
import logging
import re
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import httpx

from bot.model import PersonId
from bot.people import erasure
from bot.sandbox import Hand, Message
from messages import actions
from storage.classes import CLASS_OF, TableClass
from storage.sqlite import copy
from tests.attacks import feeding, forging, opening
from tests.journeys.office import Office
from tests.journeys.reading import current, plain, questions, task, words

PAYMENTS = [f"UPAY{n:02}" for n in range(14)]
SEARCH = [f"USEA{n:02}" for n in range(8)]
QUIET = [f"UQUI{n:02}" for n in range(6)]
STORES = ("worthwhile.db", "worthwhile.keys", "backup.db")
ADMIN, BOSS, ERASED = SEARCH[7], "UBOSS", PAYMENTS[9]
PAIRS = [(PAYMENTS[n], PAYMENTS[n + 1]) for n in (0, 2, 4)]
"""Two who did the same, one of whom calls it worth it and the other does not."""


@dataclass
class Story:
    """What was seen, tried and left behind."""

    folder: Path
    watched: list[dict[str, str]] = field(default_factory=list)
    withheld: list[str] = field(default_factory=list)
    forged: dict[str, bool] = field(default_factory=dict)
    refusals: list[str] = field(default_factory=list)
    sent: dict[str, list[str]] = field(default_factory=dict)
    opened: tuple[int, int, int] = (0, 0, 0)
    log: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    erased: PersonId | None = None
    channels: list[str] = field(default_factory=list)


@cache
def told() -> Story:
    """The story, in a folder that lasts as long as this process."""
    folder = Path(tempfile.mkdtemp(prefix="worthwhile-attacks-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    office, story = Office(folder, "2026-11-02T08:00"), Story(folder)
    root = logging.getLogger()
    level, _ = root.level, root.setLevel(logging.INFO)
    try:
        for chapter in (_begin, _answer, _publish, _erase):
            chapter(office, story)
        story.sent = {its.id: _sent(office, its.id) for its in office.workspace.members()}
        mailroom = office.workspace.mailroom
        story.channels = [mailroom.of(its.id).id for its in office.workspace.members()]
        story.log = list(office.log.lines)
        story.told.append(httpx.get(f"{office.address}/metrics").text)
    finally:
        office.close()
        root.setLevel(level)
    return story


def _begin(office: Office, story: Story) -> None:
    """Everybody is told, works once, and is asked once; some tools send more than they should."""
    office.over_http = True
    for people, team in ((PAYMENTS, "Payments"), (SEARCH, "Search"), (QUIET, "Support")):
        for slack_id in people:
            office.hire(slack_id, team, parent="Company", admin=slack_id == ADMIN)
    office.hire(BOSS, "Payments", parent="Company", role="manager")
    for n, its in enumerate(office.workspace.members()):
        name = f"Vk{n:02}qz"
        office.workspace.update_person(
            its.id, real_name=f"Xanthe {name}", email=f"{name}@example.com"
        )
    office.open()
    office.tick()
    office.clock.set("2026-11-05T18:00")
    office.push([task(slack_id, "2026-11-05T09:00") for slack_id in (*PAYMENTS, *SEARCH)])
    story.told += feeding.feed(office, PAYMENTS[10], PAYMENTS[11])
    office.at("2026-11-06T13:00")


def _answer(office: Office, story: Story) -> None:
    """Ratings, a note, a no, a change of mind; after each somebody looks at all there is."""
    story.watched.append(_readable(office))
    for one, other in PAIRS:
        _tap(office, one, "worth_it")
        _tap(office, other, "not_worth_it")
        story.watched.append(_readable(office))
    feeding.say_more(office, PAYMENTS[6])
    story.watched.append(_readable(office))
    no, out = (office.workspace.hand(its) for its in PAYMENTS[7:9])
    office.quietly(no, lambda: no.press(actions.WELCOME_DECLINE))
    story.watched.append(_readable(office))
    office.quietly(out, lambda: out.press(actions.COUNTED_OUT))
    story.watched.append(_readable(office))
    for slack_id in (*PAYMENTS[9:], *SEARCH[:6]):
        _tap(office, slack_id, "worth_it")
    story.forged = forging.forge(office, PAYMENTS[12], PAYMENTS[13], ADMIN, story.refusals)


def _publish(office: Office, story: Story) -> None:
    """The window is out: what may not be seen is asked for in every way."""
    feeding.speak(office, PAYMENTS[11])
    office.at("2026-12-10T12:00")
    for slack_id, name in (
        *((BOSS, "Search"), (BOSS, "No such team"), (BOSS, "Support")),
        *((QUIET[0], ""), (QUIET[0], "Support"), (PAYMENTS[0], "Search"), (SEARCH[0], "Payments")),
        (SEARCH[0], "payments'; DROP TABLE answer; --"),
    ):
        story.withheld.append(plain(_team(office, slack_id, name)))
    page = words(_team(office, PAYMENTS[0]))
    assert "12–19 people answered" in page or "8–11 people answered" in page, page
    story.told += [words(_team(office, BOSS)), page]


def _erase(office: Office, story: Story) -> None:
    """Somebody is erased; a backup from before lies about, and the keys are today's."""
    services, backup = office.house.services, story.folder / "backup.db"
    copy(story.folder / "worthwhile.db", backup)
    person = story.erased = services.keys.person_by_slack_id(ERASED)
    before = opening.readable(services.keys, backup, person)
    erasure.forget(services, person)
    after = opening.readable(services.keys, backup, person)
    story.opened = (after, before, opening.kept(backup, person))


def _tap(office: Office, slack_id: str, rating: str) -> None:
    hand = office.workspace.hand(slack_id)
    asked = next(its for its in reversed(hand.messages()) if questions(its))
    hand.press(f"{actions.ANSWER_RATE}:{rating}", block_id=questions(asked)[0])
    office.wait(lambda: "Noted." in words(current(hand, asked)))


def _team(office: Office, slack_id: str, name: str = "") -> Message:
    return office.command(office.workspace.hand(slack_id), f"team {name}")


def _readable(office: Office) -> dict[str, str]:
    """All that somebody can read who is not the person: pages, forms, counters, walled tables."""
    walled = office.house.published.database
    tables = {
        name: repr(sorted(tuple(row) for row in walled.read(f"SELECT * FROM {name}")))
        for name, its in CLASS_OF.items()
        if its is not TableClass.PERSONAL and not name.startswith("log")
    }
    seen: dict[str, Callable[[], str]] = {
        "member's page": lambda: plain(_team(office, PAYMENTS[13])),
        "manager's page": lambda: words(_team(office, BOSS)).partition("Opened")[0],
        "admin's form": lambda: _admin(office, office.workspace.hand(ADMIN)),
        "metrics": lambda: httpx.get(f"{office.address}/metrics").text,
        "ready": lambda: httpx.get(f"{office.address}/readyz").text,
    }
    return tables | {name: look() for name, look in seen.items()}


def _admin(office: Office, hand: Hand) -> str:
    hand.command("/worthwhile", "admin")
    said = words(office.modal(hand, "Worthwhile for everybody"))
    hand.close()
    return said


def _sent(office: Office, slack_id: str) -> list[str]:
    """What an export of the workspace holds of a conversation, in every state it was ever in."""
    channel = office.workspace.mailroom.of(slack_id).id
    calls = [
        json.dumps([its.method, its.arguments.get("text"), its.arguments.get("blocks")])
        for its in office.workspace.journal
        if (
            its.method in ("chat.postMessage", "chat.update")
            or its.arguments.get("replace_original")
        )
        and its.arguments.get("channel") in (channel, slack_id)
    ]
    return [re.sub(r"\b[0-9a-f]{32}\b", "ID", call) for call in calls]
