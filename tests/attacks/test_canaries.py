"""Planted words, searched for in everything there is: nobody but their writer may meet them."""

from __future__ import annotations

import pytest

from tests.attacks.feeding import LABEL, NOTE, SECRETS
from tests.attacks.story import PAYMENTS, STORES, told
from tests.storage.test_bytes import bytes_of
from tests.storage.test_bytes import told as spelt_out

NOTED, LABELLED = PAYMENTS[6], PAYMENTS[11]


@pytest.mark.parametrize("store", STORES)
def test_no_store_holds_one(store: str) -> None:
    plain = bytes_of(told().folder, store)
    assert len(plain) > 10_000
    assert spelt_out(plain, SECRETS) == []


def test_no_log_counter_or_error_holds_one() -> None:
    story = told()
    assert story.log
    assert any("accepted" in its for its in story.told)
    assert any("worthwhile_observations_rejected_total" in its for its in story.told)
    for line in (
        *story.log,
        *story.told,
        *(text for look in story.watched for text in look.values()),
    ):
        assert spelt_out(line.encode(), SECRETS) == [], line


def test_no_message_to_anybody_else_holds_one() -> None:
    for slack_id, sent in told().sent.items():
        mine = {NOTED: NOTE, LABELLED: LABEL}.get(slack_id, "")
        for call in sent:
            found = spelt_out(call.encode(), SECRETS)
            assert all(word in mine for word in found), (slack_id, found)


def test_their_writer_meets_their_own() -> None:
    assert any(LABEL in call for call in told().sent[LABELLED]), "a label is there to be recognised"


def test_no_line_of_the_log_says_whom_it_was_about() -> None:
    for line in told().log:
        for word in (*PAYMENTS, "Xanthe", "qz@example.com", "worth_it"):
            assert word not in line, line
