"""Signing as a company's service account: the one place where such an account's key is used."""

from __future__ import annotations

import base64
from collections.abc import Mapping

import msgspec
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

_HEADER = {"alg": "RS256", "typ": "JWT"}


class NotAKey(ValueError):
    """What was given is no RSA key in PEM."""


def signed(claims: Mapping[str, str | int], key: str) -> str:
    """The claims as a JSON Web Token, signed with an RSA key in PEM (RS256). Raises NotAKey."""
    text = f"{_part(_HEADER)}.{_part(claims)}"
    try:
        private = serialization.load_pem_private_key(key.encode(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise NotAKey from None
    if not isinstance(private, rsa.RSAPrivateKey):
        raise NotAKey
    signature = private.sign(text.encode(), padding.PKCS1v15(), hashes.SHA256())
    return f"{text}.{_plain(signature)}"


def _part(facts: Mapping[str, str | int]) -> str:
    return _plain(msgspec.json.encode(facts))


def _plain(octets: bytes) -> str:
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()
