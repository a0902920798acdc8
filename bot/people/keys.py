"""Who is who, and what is sealed: the only room that can tell a random id from a person.

The secret key (32 bytes) wraps all other keys (AES-256-GCM): one for the look-ups (HMAC-SHA256 of
Slack ids and e-mail addresses), and one for each person. So it can be changed: the look-ups stay as
they are. What the database holds of a person's name, ratings or notes is sealed under that person's
key; destroying it makes them dark.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.model import Instant, PersonId
from storage import keystore
from storage.engine import Connection, Database

_NONCE_BYTES = 12
_FILLED_TO, _END = 256, b"\x80"
SECRET_BYTES = 32
_FINGERPRINT, _LOOK_UPS = "fingerprint", "lookup_key"


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
        wrapping_key, mark = _derive(secret, b"wrap"), fingerprint(secret)
        with store.transaction() as tx:
            known = keystore.fact(tx, _FINGERPRINT)
            if known is None:
                keystore.set_fact(tx, _FINGERPRINT, mark)
                _wrap_look_ups(tx, wrapping_key, os.urandom(SECRET_BYTES))
            elif not hmac.compare_digest(known, mark):
                raise WrongSecret("the secret key is not the one this key store was made with")
            return cls(store, _look_ups(tx, wrapping_key), wrapping_key)

    def rewrap(self, secret: bytes) -> KeyStore:
        """Wrap every key anew, all at once; the key store as it opens with the new secret. Raises
        WrongSecret when somebody else was faster."""
        changed = KeyStore(self.store, self.lookup_key, _derive(secret, b"wrap"))
        with self.store.transaction() as tx:
            self._still_fits(tx)
            keystore.rewrap(
                tx,
                {
                    person: changed._wrapped(person, self._unwrapped(person, wrapped))
                    for person, wrapped in keystore.wrapped_keys(tx).items()
                },
            )
            _wrap_look_ups(tx, changed.wrapping_key, self.lookup_key)
            keystore.set_fact(tx, _FINGERPRINT, fingerprint(secret))
        return changed

    def person_by_slack_id(self, slack_id: str) -> PersonId | None:
        """Who has this Slack id."""
        return keystore.find(self.store, self._digest("slack", slack_id))

    def person_by_email(self, email: str) -> PersonId | None:
        """Who has this e-mail address (compared without case)."""
        return keystore.find(self.store, self._digest("email", _plain(email)))

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

    def destroy(self, person: PersonId) -> None:
        """Destroy a person's key and look-ups: what is sealed for them is dark from here on."""
        with self.store.transaction() as tx:
            keystore.forget(tx, person)

    def seal(self, person: PersonId, purpose: str, plain: bytes) -> bytes:
        """Encrypt under the person's key, bound to `purpose`. Raises KeyDestroyed."""
        return _encrypt(self._key(person), _filled(plain), _bound(person, purpose))

    def unseal(self, person: PersonId, purpose: str, sealed: bytes) -> bytes:
        """Decrypt what `seal` made for the same purpose. Raises KeyDestroyed, WrongSecret."""
        return _emptied(_decrypt(self._key(person), sealed, _bound(person, purpose)))

    def _admit(self, tx: Connection, its: Newcomer, now: Instant) -> PersonId:
        by_slack_id = self._digest("slack", its.slack_id)
        person = keystore.find(tx, by_slack_id) or its.person
        keystore.add_key(tx, person, self._wrapped(person, os.urandom(SECRET_BYTES)), now)
        keystore.point(tx, by_slack_id, person)
        if its.email:
            keystore.point(tx, self._digest("email", _plain(its.email)), person)
        return person

    def _key(self, person: PersonId) -> bytes:
        wrapped = keystore.wrapped_key(self.store, person)
        if wrapped is None:
            raise KeyDestroyed(person)
        return self._unwrapped(person, wrapped)

    def _wrapped(self, person: PersonId, key: bytes) -> bytes:
        return _encrypt(self.wrapping_key, key, person.encode())

    def _unwrapped(self, person: PersonId, wrapped: bytes) -> bytes:
        return _decrypt(self.wrapping_key, wrapped, person.encode())

    def _still_fits(self, tx: Connection) -> None:
        """A key wrapped by a secret that was changed meanwhile could be opened by nobody."""
        _look_ups(tx, self.wrapping_key)

    def _login(self, platform: str, login: str) -> bytes:
        return self._digest("login", f"{_plain(platform)}:{_plain(login)}")

    def _digest(self, kind: str, value: str) -> bytes:
        return hmac.digest(self.lookup_key, f"{kind}:{value}".encode(), "sha256")


def fingerprint(secret: bytes) -> str:
    """A mark by which to recognise a secret key without knowing it."""
    return hashlib.sha256(_derive(secret, b"fingerprint")).hexdigest()[:16]


def kept_under(store: Connection, secret: bytes) -> bool:
    """Whether this is the secret key that a key store is kept under by now."""
    return keystore.fact(store, _FINGERPRINT) == fingerprint(secret)


def _wrap_look_ups(tx: Connection, wrapping_key: bytes, lookup_key: bytes) -> None:
    wrapped = _encrypt(wrapping_key, lookup_key, _LOOK_UPS.encode())
    keystore.set_fact(tx, _LOOK_UPS, wrapped.hex())


def _look_ups(tx: Connection, wrapping_key: bytes) -> bytes:
    wrapped = keystore.fact(tx, _LOOK_UPS)
    return _decrypt(wrapping_key, bytes.fromhex(wrapped or ""), _LOOK_UPS.encode())


def _derive(secret: bytes, use: bytes) -> bytes:
    return HKDF(SHA256(), SECRET_BYTES, salt=None, info=b"worthwhile " + use).derive(secret)


def _plain(name: str) -> str:
    return name.strip().lower()


def _bound(person: PersonId, purpose: str) -> bytes:
    return f"{purpose}:{person}".encode()


def _filled(plain: bytes) -> bytes:
    """Filled up: what is sealed is as long as what it holds, and "not worth it" is longer than
    "worth it"."""
    return plain + _END + bytes(-(len(plain) + len(_END)) % _FILLED_TO)


def _emptied(filled: bytes) -> bytes:
    return filled[: filled.rindex(_END)]


def _encrypt(key: bytes, plain: bytes, bound: bytes) -> bytes:
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, bound)


def _decrypt(key: bytes, sealed: bytes, bound: bytes) -> bytes:
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], bound)
    except (InvalidTag, ValueError) as error:  # ValueError: too short to have been sealed at all
        raise WrongSecret("sealed with another key, or for another place") from error
