"""The ciphers, and nothing of whom they are for: AES-256-GCM, HKDF, and AES-SIV for pseudonyms."""

from __future__ import annotations

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
_NONCE_BYTES = 12
_FILLED_TO, _END = 256, b"\x80"


class WrongSecret(ValueError):
    """The key does not fit what was sealed; or the secret key the key store or the database."""


class Pseudonyms:
    """A second id for each id, and back (AES-SIV, RFC 5297). The same for the same id as long as
    the key is the same; without the key nothing tells that the two belong together."""

    def __init__(self, key: bytes) -> None:
        self._siv = AESSIV(derived(key, b"pseudonyms", 2 * KEY_BYTES))

    def of(self, its: str) -> str:
        """The second id, in hex."""
        return self._siv.encrypt(its.encode(), None).hex()

    def meant(self, pseudonym: str) -> str:
        """The id behind a second id. Raises WrongSecret."""
        try:
            return self._siv.decrypt(bytes.fromhex(pseudonym), None).decode()
        except (InvalidTag, ValueError) as error:
            raise WrongSecret("a pseudonym made with another key, or by nobody") from error


def new_key() -> bytes:
    """A random key."""
    return os.urandom(KEY_BYTES)


def derived(secret: bytes, use: bytes, length: int = KEY_BYTES) -> bytes:
    """A key for one use, from another one, which it does not tell."""
    return HKDF(SHA256(), length, salt=None, info=b"worthwhile " + use).derive(secret)


def encrypted(key: bytes, plain: bytes, bound: bytes) -> bytes:
    """Sealed, and bound to what must be known to open it."""
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, bound)


def decrypted(key: bytes, sealed: bytes, bound: bytes) -> bytes:
    """Opened again. Raises WrongSecret."""
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], bound)
    except (InvalidTag, ValueError) as error:  # ValueError: too short to have been sealed at all
        raise WrongSecret("sealed with another key, or for another place") from error


def filled(plain: bytes) -> bytes:
    """Filled up: what is sealed is as long as what it holds, and "not worth it" is longer than
    "worth it"."""
    return plain + _END + bytes(-(len(plain) + len(_END)) % _FILLED_TO)


def emptied(its: bytes) -> bytes:
    """What was filled up."""
    return its[: its.rindex(_END)]
