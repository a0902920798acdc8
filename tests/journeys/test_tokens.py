"""A token that was lost: making a new one takes it out of use."""

from __future__ import annotations

import re

from bot.sandbox import Hand
from messages import actions
from tests.journeys.office import Office
from tests.journeys.reading import words


def test_making_a_new_token_ends_the_one_before(office: Office) -> None:
    ada = office.hire("UADA")
    office.open()
    office.tick()
    first = make(office, ada)
    assert office.post("/v1/usage", b"", first).status_code == 200
    second = make(office, ada)
    assert office.post("/v1/usage", b"", first).status_code == 401
    assert office.post("/v1/usage", b"", second).status_code == 200


def make(office: Office, hand: Hand) -> str:
    """*Make a new token* of `/worthwhile connect`; the token as it is shown, once."""
    connect = office.command(hand, "connect")
    made = office.quietly(hand, lambda: hand.press(actions.CONNECT_MAKE, message=connect))
    return re.findall(r"wwp_[\w-]+", words(made))[0]
