"""Slack renews its sockets every few hours, and sometimes cuts them: taps go on."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from bot.people.identity import person_of
from messages import actions
from storage.personal import preferences
from tests.journeys.office import Office
from tests.journeys.reading import current, questions, task, words

PEOPLE = [f"U{n:03}" for n in range(6)]


def test_sockets_renewed_and_cut_in_the_middle_of_taps(office: Office) -> None:
    hands = [office.hire(slack_id) for slack_id in PEOPLE]
    office.open()
    office.tick()
    office.clock.set("2026-11-05T18:00")
    office.push([task(who, f"2026-11-0{day}T09:00") for who in PEOPLE for day in (4, 5)])
    office.at("2026-11-06T13:00")
    digests = [hand.last() for hand in hands]

    def tap(number: int) -> bool:
        hand, digest = hands[number % 6], digests[number % 6]
        row = questions(digest)[number // 6]
        answered = hand.press(f"{actions.ANSWER_RATE}:partly", message=digest, block_id=row)
        return answered.acked

    office.workspace.refresh_sockets(notice=0.2)
    with ThreadPoolExecutor(4) as pool:
        taps = list(pool.map(tap, range(12)))
    acknowledged = [number for number, acked in enumerate(taps) if acked]
    assert acknowledged
    for number in acknowledged:
        hand, digest = hands[number % 6], digests[number % 6]
        wanted = sum(n % 6 == number % 6 for n in acknowledged)
        office.wait(lambda h=hand, d=digest, w=wanted: words(current(h, d)).count("Noted.") >= w)

    office.workspace.drop_sockets()
    ada = hands[0]
    office.workspace.wait_until(lambda: ada.command("/worthwhile", "pause").acked, timeout=15)
    person = person_of(office.house.services, PEOPLE[0])
    office.wait(lambda: preferences.get(office.house.stores.database, person).paused_until)
