"""Words for why a report of a vendor cannot be fetched."""

from __future__ import annotations

_FAILING = {
    "refused": "its key is refused: is it still valid, and may it read this report?",
    "not there": "there is no such report at its address",
    "failing": "its vendor's service fails",
    "redirected": "its vendor sends the key elsewhere, which is not followed",
    "not understood": "its vendor does not understand the question",
    "timeout": "its vendor takes too long to answer",
    "unreachable": "its vendor cannot be reached from here",
    "certificate": "its vendor's certificate is not trusted here",
    "cut off": "its vendor's answers are cut off",
    "not JSON": "its answers are not as its vendor describes them",
    "endless": "its answers lead from page to page without an end",
    "too large": "an answer is too large to be read",
    "key file not usable": "the key file it was given is not there, or no service account's",
    "store busy": "the database was busy",
    "broke here": "the bot itself stumbled over it: its log says where",
}


def failing(code: str) -> str:
    """Why a report cannot be fetched, of a code such as "401 refused"."""
    status, _, rest = code.partition(" ")
    words = _FAILING.get(rest if status.isdecimal() else code, "it cannot be fetched")
    return f"{words} ({status})" if status.isdecimal() else words
