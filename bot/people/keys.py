"""Who is who, and what is sealed: the only room that can tell a random id from a person.

One secret key (32 bytes) gives two: one for the look-ups (HMAC-SHA256 of Slack ids and e-mail
addresses) and one that wraps each person's own key (AES-256-GCM). What the database holds of a
person's name, ratings or notes is sealed under that person's key; destroying it makes them dark.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.model import Instant, PersonId
from storage import keystore
from storage.engine import Connection, Database

_NONCE_BYTES = 12
SECRET_BYTES = 32


class KeyDestroyed(LookupError):
    """The person was erased: what was sealed for them can no longer be read by anybody."""


class WrongSecret(ValueError):
    """The secret key does not fit the key store or the database."""


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
        keys = cls(store, _derive(secret, b"lookup"), _derive(secret, b"wrap"))
        mark = fingerprint(secret)
        known = keystore.fact(store, "fingerprint")
        if known is None:
            keystore.set_fact(store, "fingerprint", mark)
        elif not hmac.compare_digest(known, mark):
            raise WrongSecret("the secret key is not the one this key store was made with")
        return keys

    def person_by_slack_id(self, slack_id: str) -> PersonId | None:
        """Who has this Slack id."""
        return keystore.find(self.store, self._digest("slack", slack_id))

    def person_by_email(self, email: str) -> PersonId | None:
        """Who has this e-mail address (compared without case)."""
        return keystore.find(self.store, self._digest("email", _plain(email)))

    def admit(self, person: PersonId, slack_id: str, email: str | None, now: Instant) -> PersonId:
        """Let one person in; their id, which is an earlier one when they were known already."""
        return self.admit_all([Newcomer(person, slack_id, email)], now)[0]

    def admit_all(self, newcomers: Sequence[Newcomer], now: Instant) -> list[PersonId]:
        """Give each a key of their own, and let their Slack id and e-mail lead to them. The ids in
        force, in order: whoever was known already, also since a moment ago, keeps id and key."""
        with self.store.transaction() as tx:
            return [self._admit(tx, its, now) for its in newcomers]

    def destroy(self, person: PersonId) -> None:
        """Destroy a person's key and look-ups: what is sealed for them is dark from here on."""
        with self.store.transaction() as tx:
            keystore.forget(tx, person)

    def seal(self, person: PersonId, purpose: str, plain: bytes) -> bytes:
        """Encrypt under the person's key, bound to `purpose`. Raises KeyDestroyed."""
        return _encrypt(self._key(person), plain, _bound(person, purpose))

    def unseal(self, person: PersonId, purpose: str, sealed: bytes) -> bytes:
        """Decrypt what `seal` made for the same purpose. Raises KeyDestroyed, WrongSecret."""
        return _decrypt(self._key(person), sealed, _bound(person, purpose))

    def _admit(self, tx: Connection, its: Newcomer, now: Instant) -> PersonId:
        by_slack_id = self._digest("slack", its.slack_id)
        person = keystore.find(tx, by_slack_id) or its.person
        wrapped = _encrypt(self.wrapping_key, os.urandom(SECRET_BYTES), person.encode())
        keystore.add_key(tx, person, wrapped, now)
        keystore.point(tx, by_slack_id, person)
        if its.email:
            keystore.point(tx, self._digest("email", _plain(its.email)), person)
        return person

    def _key(self, person: PersonId) -> bytes:
        wrapped = keystore.wrapped_key(self.store, person)
        if wrapped is None:
            raise KeyDestroyed(person)
        return _decrypt(self.wrapping_key, wrapped, person.encode())

    def _digest(self, kind: str, value: str) -> bytes:
        return hmac.digest(self.lookup_key, f"{kind}:{value}".encode(), "sha256")


def fingerprint(secret: bytes) -> str:
    """A mark by which to recognise a secret key without knowing it."""
    return hashlib.sha256(_derive(secret, b"fingerprint")).hexdigest()[:16]


def _derive(secret: bytes, use: bytes) -> bytes:
    return HKDF(SHA256(), SECRET_BYTES, salt=None, info=b"worthwhile " + use).derive(secret)


def _plain(email: str) -> str:
    return email.strip().lower()


def _bound(person: PersonId, purpose: str) -> bytes:
    return f"{purpose}:{person}".encode()


def _encrypt(key: bytes, plain: bytes, bound: bytes) -> bytes:
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, bound)


def _decrypt(key: bytes, sealed: bytes, bound: bytes) -> bytes:
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], bound)
    except (InvalidTag, ValueError) as error:  # ValueError: too short to have been sealed at all
        raise WrongSecret("sealed with another key, or for another place") from error
