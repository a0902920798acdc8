"""How many, where only the size may show: nobody is to read one more or one fewer in it."""

from __future__ import annotations

_FEW = 10


def rounded(number: int) -> str:
    """A count to one digit: "no", "a few", "about 40", "about 3,000"."""
    if number < _FEW:
        return "a few" if number else "no"
    return f"about {round(number, 1 - len(str(number))):,}"


def roughly(number: int) -> str:
    """The same where not even the first one may show: "at most a few", "about 40"."""
    return "at most a few" if number < _FEW else rounded(number)
