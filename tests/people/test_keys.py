"""Keys: what is sealed opens for one person and one purpose, and for nobody once they are gone."""

from __future__ import annotations

import pytest

from bot.model import PersonId
from bot.people.ciphers import WrongSecret
from bot.people.identity import Profile, keep_profile, person_of, profile_of, slack_id_of
from bot.people.keys import PLACE, KeyDestroyed, KeyStore, Newcomer, fingerprint
from storage import keystore
from tests.company import Company

ADA, BEN = PersonId("ada"), PersonId("ben")


@pytest.fixture
def keys(company: Company) -> KeyStore:
    its = company.services.keys
    its.admit(ADA, "U0ADA", "ada@example.com", 1)
    its.admit(BEN, "U0BEN", None, 1)
    return its


def test_what_was_sealed_opens_for_the_same_person_and_purpose_alone(keys: KeyStore) -> None:
    sealed = keys.seal(ADA, "note", "schön".encode())
    assert keys.unseal(ADA, "note", sealed).decode() == "schön"
    for person, purpose in ((ADA, "rating"), (BEN, "note"), (ADA, "")):
        with pytest.raises(WrongSecret):
            keys.unseal(person, purpose, sealed)


def test_the_same_words_never_look_the_same(keys: KeyStore) -> None:
    assert len({keys.seal(ADA, "note", b"yes") for _ in range(50)}) == 50
    assert b"yes" not in keys.seal(ADA, "note", b"yes")


def test_what_is_sealed_tells_nothing_by_its_length(keys: KeyStore) -> None:
    answers = (b"", b"worth_it", b"not_worth_it", b"\x80\x00", b"x" * 255)
    sealed = [keys.seal(ADA, "answer", its) for its in answers]
    assert len({len(its) for its in sealed}) == 1
    assert tuple(keys.unseal(ADA, "answer", its) for its in sealed) == answers
    assert keys.unseal(ADA, "note", keys.seal(ADA, "note", b"x" * 256)) == b"x" * 256


@pytest.mark.parametrize(
    "spoil", [lambda s: s[:-1], lambda s: s[:5], lambda _: b"", lambda s: s + b"x"]
)
def test_what_was_tampered_with_does_not_open(keys: KeyStore, spoil) -> None:
    with pytest.raises(WrongSecret):
        keys.unseal(ADA, "note", spoil(keys.seal(ADA, "note", b"mine")))


def test_one_changed_bit_does_not_open(keys: KeyStore) -> None:
    sealed = bytearray(keys.seal(ADA, "note", b"mine"))
    for place in range(len(sealed)):
        sealed[place] ^= 1
        with pytest.raises(WrongSecret):
            keys.unseal(ADA, "note", bytes(sealed))
        sealed[place] ^= 1


def test_a_destroyed_key_makes_dark_and_nobody_else_s(keys: KeyStore) -> None:
    its, bens = keys.seal(ADA, "note", b"mine"), keys.seal(BEN, "note", b"mine")
    keys.destroy(ADA)
    for use in (lambda: keys.unseal(ADA, "note", its), lambda: keys.seal(ADA, "note", b"more")):
        with pytest.raises(KeyDestroyed):
            use()
    assert keys.person_by_slack_id("U0ADA") is keys.person_by_email("ada@example.com") is None
    assert keys.unseal(BEN, "note", bens) == b"mine"
    keys.destroy(ADA)


def test_whoever_comes_back_after_that_starts_anew(keys: KeyStore) -> None:
    sealed = keys.seal(ADA, "note", b"mine")
    keys.destroy(ADA)
    again = keys.admit(PersonId("new"), "U0ADA", "ada@example.com", 2)
    assert again == "new"
    with pytest.raises(WrongSecret):
        keys.unseal(again, "note", sealed)


def test_letting_in_twice_keeps_id_and_key(keys: KeyStore) -> None:
    sealed = keys.seal(ADA, "note", b"mine")
    newcomers = [
        Newcomer(PersonId("x"), "U0ADA", None),
        Newcomer(PersonId("y"), "U0CHLOE", "chloe@example.com"),
        Newcomer(PersonId("z"), "U0CHLOE", None),
    ]
    assert keys.admit_all(newcomers, 2) == [ADA, "y", "y"]
    assert keys.unseal(ADA, "note", sealed) == b"mine"
    assert keys.person_by_email("ada@example.com") == ADA
    assert keystore.wrapped_key(keys.store, PersonId("x")) is None


def test_a_slack_id_is_no_address_and_addresses_know_no_case(keys: KeyStore) -> None:
    assert keys.person_by_email(" ADA@Example.com ") == ADA
    assert keys.person_by_slack_id("ada@example.com") is None
    assert keys.person_by_email("U0ADA") is None


def test_another_secret_is_refused(keys: KeyStore) -> None:
    assert KeyStore.open(keys.store, bytes(32)).person_by_slack_id("U0ADA") == ADA
    with pytest.raises(WrongSecret):
        KeyStore.open(keys.store, bytes([1]) * 32)
    assert fingerprint(bytes(32)) != fingerprint(bytes([1]) * 32)
    assert bytes(32).hex()[:16] != fingerprint(bytes(32))


def test_a_profile_is_what_reaches_a_person(company: Company) -> None:
    ada = company.hire("U0ADA", email="ada@example.com")
    services = company.services
    keep_profile(services, services.database, ada, Profile("U0ADA", "Ada “the Queue” Field & Co"))
    assert profile_of(services, ada).name == "Ada “the Queue” Field & Co"
    assert (slack_id_of(services, ada), person_of(services, "U0ADA")) == ("U0ADA", ada)
    assert person_of(services, "") is None
    with pytest.raises(KeyDestroyed):
        slack_id_of(services, PersonId("nobody"))


def test_a_member_is_the_same_somebody_under_another_id(keys: KeyStore) -> None:
    members = [keys.member_of(person) for person in (ADA, BEN)]
    assert [keys.person_of(member) for member in members] == [ADA, BEN]
    assert [keys.member_of(person) for person in (ADA, BEN)] == members
    assert not {ADA, BEN} & {*members}
    assert KeyStore.open(keys.store, bytes(32)).member_of(ADA) == members[0]
    assert keys.rewrap(bytes([1]) * 32).member_of(ADA) == members[0], "a new secret changes no id"


def test_who_has_no_secret_matches_no_member(keys: KeyStore) -> None:
    member = keys.member_of(ADA)
    other = KeyStore(keys.store, bytes([1]) * 32, bytes([2]) * 32)
    assert other.member_of(ADA) != member
    for its in (member, "", "no hex", "00" * 19, member[:-2], member + "00"):
        with pytest.raises(WrongSecret):
            (other if its == member else keys).person_of(its)


def test_only_where_messages_lie_can_be_told_during_an_erasure(keys: KeyStore) -> None:
    note, place = keys.seal(ADA, "note", b"mine"), keys.seal(ADA, PLACE, b"there")
    keys.begin_erasure(ADA, 2)
    keys.destroy(ADA)
    assert keys.unseal(ADA, PLACE, place) == b"there"
    assert keys.unseal(ADA, PLACE, keys.seal(ADA, PLACE, b"just sent")) == b"just sent"
    keys.begin_erasure(ADA, 3)
    assert keys.unseal(ADA, PLACE, place) == b"there", "a second time changes nothing"
    for purpose, sealed in (("note", note), ("note", place)):
        with pytest.raises(KeyDestroyed):
            keys.unseal(ADA, purpose, sealed)
    keystore.forget_places(keys.store, ADA)
    with pytest.raises(KeyDestroyed):
        keys.unseal(ADA, PLACE, place)


def test_what_opens_places_opens_nothing_else(keys: KeyStore) -> None:
    place, note = keys.seal(ADA, PLACE, b"there"), keys.seal(ADA, "note", b"mine")
    for purpose, sealed in ((PLACE, note), ("note", place)):
        with pytest.raises(WrongSecret):
            keys.unseal(ADA, purpose, sealed)


def test_an_erasure_goes_on_under_another_secret(keys: KeyStore) -> None:
    place = keys.seal(ADA, PLACE, b"there")
    keys.begin_erasure(ADA, 2)
    keys.destroy(ADA)
    changed = keys.rewrap(bytes([1]) * 32)
    assert changed.unseal(ADA, PLACE, place) == b"there"
    with pytest.raises(WrongSecret):
        keys.unseal(ADA, PLACE, place)
