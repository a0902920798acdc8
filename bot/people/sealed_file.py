"""A file that opens with a passphrase, in the format of `openssl enc`: what nearly every computer
can open with what it has. AES-256-CBC, behind "Salted__" and eight bytes of salt; key and IV come
from 600,000 rounds of PBKDF2-HMAC-SHA256, OWASP's advice of 2023.

The format does not notice a changed byte. What it has to do is keep a secret from those who pass
the file on, and the passphrase is chance enough for that (99 bits).
"""

from __future__ import annotations

import os
import secrets

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from cryptography.hazmat.primitives.padding import PKCS7

ROUNDS = 600_000
_MAGIC, _SALT_BYTES, _BLOCK_BYTES, _KEY_BYTES = b"Salted__", 8, 16, 32
_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that look alike when written down
_GROUPS, _GROUP = 5, 4


class WrongPassphrase(ValueError):
    """The passphrase does not open this file, or it is no such file."""


def new_passphrase() -> str:
    """A passphrase to write down, as in `k7qd-m2xp-9fbc-hw3n-tz6r`."""
    return "-".join("".join(secrets.choice(_SIGNS) for _ in range(_GROUP)) for _ in range(_GROUPS))


def seal(plain: bytes, passphrase: str) -> bytes:
    """The sealed file."""
    salt = os.urandom(_SALT_BYTES)
    padder, encryptor = PKCS7(8 * _BLOCK_BYTES).padder(), _cipher(passphrase, salt).encryptor()
    padded = padder.update(plain) + padder.finalize()
    return _MAGIC + salt + encryptor.update(padded) + encryptor.finalize()


def unseal(sealed: bytes, passphrase: str) -> bytes:
    """What was sealed. Raises WrongPassphrase, nearly always when it is wrong: one in 256 opens to
    nonsense."""
    start = len(_MAGIC) + _SALT_BYTES
    if not sealed.startswith(_MAGIC):
        raise WrongPassphrase("this is no sealed file")
    decryptor = _cipher(passphrase, sealed[len(_MAGIC) : start]).decryptor()
    unpadder = PKCS7(8 * _BLOCK_BYTES).unpadder()
    try:
        padded = decryptor.update(sealed[start:]) + decryptor.finalize()
        return unpadder.update(padded) + unpadder.finalize()
    except ValueError as error:
        raise WrongPassphrase("the passphrase does not open this file") from error


def _cipher(passphrase: str, salt: bytes) -> Cipher[CBC]:
    length = _KEY_BYTES + _BLOCK_BYTES
    its = PBKDF2HMAC(SHA256(), length, salt, ROUNDS).derive(passphrase.encode())
    return Cipher(AES256(its[:_KEY_BYTES]), CBC(its[_KEY_BYTES:]))
