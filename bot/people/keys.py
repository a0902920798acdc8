"""Who is who, and what is sealed: the only room that can tell a random id from a person.

The secret key (32 bytes) wraps all other keys (AES-256-GCM): one for the look-ups (HMAC-SHA256 of
Slack ids and e-mail addresses), and one for each person. So it can be changed: the look-ups stay as
they are. What the database holds of a person's name, ratings or notes is sealed under that person's
key; destroying it makes them dark.

Somebody has two ids: a person, who works and answers, and a member, who is in teams and cells. Each
is found from the other with a key made from that of the look-ups, and stands nowhere beside it.

Where the bot's messages to a person lie is sealed under a key made from theirs. That one alone
outlives it, in the note of an erasure, until those messages are taken out of Slack.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.model import Instant, MemberId, PersonId
from bot.people.ciphers import (
    KEY_BYTES,
    Pseudonyms,
    WrongSecret,
    decrypted,
    derived,
    emptied,
    encrypted,
    filled,
    new_key,
)
from storage import keystore
from storage.engine import Connection, Database

PLACE = "place"
"""The purpose of what says where in Slack something of a person's lies."""

SECRET_BYTES = KEY_BYTES
_FINGERPRINT, _LOOK_UPS = "fingerprint", "lookup_key"


class KeyDestroyed(LookupError):
    """The person was erased: what was sealed for them can no longer be read by anybody."""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody to be let in: the id they would get, and what should lead to them."""

    person: PersonId
    slack_id: str
    email: str | None


@dataclass(frozen=True)
class KeyStore:
    """The key store, opened with the secret key."""

    store: Database
    lookup_key: bytes
    wrapping_key: bytes

    @classmethod
    def open(cls, store: Database, secret: bytes) -> KeyStore:
        """Open it. Raises WrongSecret when the secret is not the one it was made with."""
        wrapping_key, mark = derived(secret, b"wrap"), fingerprint(secret)
        with store.transaction() as tx:
            known = keystore.fact(tx, _FINGERPRINT)
            if known is None:
                keystore.set_fact(tx, _FINGERPRINT, mark)
                _wrap_look_ups(tx, wrapping_key, new_key())
            elif not hmac.compare_digest(known, mark):
                raise WrongSecret("the secret key is not the one this key store was made with")
            return cls(store, _look_ups(tx, wrapping_key), wrapping_key)

    @classmethod
    def look(cls, store: Database, secret: bytes) -> KeyStore:
        """The same of one that was opened before, with nothing noted in it. Raises WrongSecret."""
        if not kept_under(store, secret):
            raise WrongSecret("the secret key is not the one this key store was made with")
        wrapping_key = derived(secret, b"wrap")
        return cls(store, _look_ups(store, wrapping_key), wrapping_key)

    def rewrap(self, secret: bytes) -> KeyStore:
        """Wrap every key anew, all at once; the key store as it opens with the new secret. Raises
        WrongSecret when somebody else was faster."""
        changed = KeyStore(self.store, self.lookup_key, derived(secret, b"wrap"))
        with self.store.transaction() as tx:
            self._still_fits(tx)
            keystore.rewrap(tx, self.wrapped_for(changed, keystore.wrapped_keys(tx)))
            keystore.rewrap_places(tx, self.wrapped_for(changed, keystore.place_keys(tx), PLACE))
            _wrap_look_ups(tx, changed.wrapping_key, self.lookup_key)
            keystore.set_fact(tx, _FINGERPRINT, fingerprint(secret))
        return changed

    def person_by_slack_id(self, slack_id: str) -> PersonId | None:
        """Who has this Slack id."""
        return keystore.find(self.store, self._digest("slack", slack_id))

    def person_by_email(self, email: str) -> PersonId | None:
        """Who has this e-mail address (compared without case)."""
        return keystore.find(self.store, self._digest("email", _plain(email)))

    def member_of(self, person: PersonId) -> MemberId:
        """The id by which a person is in teams and cells."""
        return MemberId(self._pseudonyms.of(person))

    def person_of(self, member: MemberId) -> PersonId:
        """Which person a member of teams and cells is. Raises WrongSecret."""
        return PersonId(self._pseudonyms.meant(member))

    def person_by_login(self, platform: str, login: str) -> PersonId | None:
        """Who has this login with a platform (both compared without case)."""
        return keystore.find(self.store, self._login(platform, login))

    def replace_logins(self, whose: Mapping[tuple[str, str], PersonId]) -> None:
        """Let these logins, by platform and login, lead to people, in place of all there were."""
        leading = {self._login(*login): person for login, person in whose.items()}
        with self.store.transaction() as tx:
            keystore.replace_logins(tx, leading)

    def admit(self, person: PersonId, slack_id: str, email: str | None, now: Instant) -> PersonId:
        """Let one person in; their id, which is an earlier one when they were known already."""
        return self.admit_all([Newcomer(person, slack_id, email)], now)[0]

    def admit_all(self, newcomers: Sequence[Newcomer], now: Instant) -> list[PersonId]:
        """Give each a key of their own, and let their Slack id and e-mail lead to them. The ids in
        force, in order: whoever was known already, also since a moment ago, keeps id and key."""
        with self.store.transaction() as tx:
            self._still_fits(tx)
            return [self._admit(tx, its, now) for its in newcomers]

    def begin_erasure(self, person: PersonId, now: Instant) -> None:
        """Note that somebody is being erased, with what is needed to take the bot's messages to
        them out of Slack. A second time changes nothing."""
        with self.store.transaction() as tx:
            wrapped = keystore.wrapped_key(tx, person)
            key = wrapped and _place_key(self._unwrapped(person, wrapped))
            kept = key and self._wrapped(person, key, PLACE)
            keystore.begin_erasure(tx, person, now, kept)

    def destroy(self, person: PersonId) -> None:
        """Destroy a person's key and look-ups: what is sealed for them is dark from here on."""
        with self.store.transaction() as tx:
            keystore.forget(tx, person)

    def seal(self, person: PersonId, purpose: str, plain: bytes) -> bytes:
        """Encrypt under the person's key, bound to `purpose`. Raises KeyDestroyed."""
        return encrypted(self._key(person, purpose), filled(plain), _bound(person, purpose))

    def unseal(self, person: PersonId, purpose: str, sealed: bytes) -> bytes:
        """Decrypt what `seal` made for the same purpose. Raises KeyDestroyed, WrongSecret."""
        return emptied(decrypted(self._key(person, purpose), sealed, _bound(person, purpose)))

    def wrapped_for(
        self, other: KeyStore, wrapped: Mapping[PersonId, bytes], purpose: str = ""
    ) -> dict[PersonId, bytes]:
        """Keys that are wrapped here, as another key store keeps them. Raises WrongSecret."""
        return {
            person: other._wrapped(person, self._unwrapped(person, its, purpose), purpose)
            for person, its in wrapped.items()
        }

    def _admit(self, tx: Connection, its: Newcomer, now: Instant) -> PersonId:
        by_slack_id = self._digest("slack", its.slack_id)
        person = keystore.find(tx, by_slack_id) or its.person
        keystore.add_key(tx, person, self._wrapped(person, new_key()), now)
        keystore.point(tx, by_slack_id, person)
        if its.email:
            keystore.point(tx, self._digest("email", _plain(its.email)), person)
        return person

    def _key(self, person: PersonId, purpose: str) -> bytes:
        wrapped = keystore.wrapped_key(self.store, person)
        if wrapped is not None:
            key = self._unwrapped(person, wrapped)
            return _place_key(key) if purpose == PLACE else key
        kept = keystore.place_key(self.store, person) if purpose == PLACE else None
        if kept is None:
            raise KeyDestroyed(person)
        return self._unwrapped(person, kept, PLACE)

    def _wrapped(self, person: PersonId, key: bytes, purpose: str = "") -> bytes:
        return encrypted(self.wrapping_key, key, _bound(person, purpose))

    def _unwrapped(self, person: PersonId, wrapped: bytes, purpose: str = "") -> bytes:
        return decrypted(self.wrapping_key, wrapped, _bound(person, purpose))

    @cached_property
    def _pseudonyms(self) -> Pseudonyms:
        return Pseudonyms(self.lookup_key)

    def _still_fits(self, tx: Connection) -> None:
        """A key wrapped by a secret that was changed meanwhile could be opened by nobody."""
        _look_ups(tx, self.wrapping_key)

    def _login(self, platform: str, login: str) -> bytes:
        return self._digest("login", f"{_plain(platform)}:{_plain(login)}")

    def _digest(self, kind: str, value: str) -> bytes:
        return hmac.digest(self.lookup_key, f"{kind}:{value}".encode(), "sha256")


def fingerprint(secret: bytes) -> str:
    """A mark by which to recognise a secret key without knowing it."""
    return hashlib.sha256(derived(secret, b"fingerprint")).hexdigest()[:16]


def kept_under(store: Connection, secret: bytes) -> bool:
    """Whether this is the secret key that a key store is kept under by now."""
    return keystore.fact(store, _FINGERPRINT) == fingerprint(secret)


def _wrap_look_ups(tx: Connection, wrapping_key: bytes, lookup_key: bytes) -> None:
    wrapped = encrypted(wrapping_key, lookup_key, _LOOK_UPS.encode())
    keystore.set_fact(tx, _LOOK_UPS, wrapped.hex())


def _look_ups(tx: Connection, wrapping_key: bytes) -> bytes:
    wrapped = keystore.fact(tx, _LOOK_UPS)
    return decrypted(wrapping_key, bytes.fromhex(wrapped or ""), _LOOK_UPS.encode())


def _place_key(key: bytes) -> bytes:
    return derived(key, b"place")


def _plain(name: str) -> str:
    return name.strip().lower()


def _bound(person: PersonId, purpose: str) -> bytes:
    return f"{purpose}:{person}".encode()
