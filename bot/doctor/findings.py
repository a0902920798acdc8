"""What a check finds: all is well, something to look at, or something broken; with its cure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How it is. Only what is broken ends the command with exit code 1."""

    FINE = "fine"
    LOOK = "look at this"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found about one thing, in a sentence; and what to do, where there is something."""

    about: str
    state: State
    said: str
    cure: str | None = None


def fine(about: str, said: str) -> Finding:
    """Nothing to do."""
    return Finding(about, State.FINE, said)


def look(about: str, said: str, cure: str) -> Finding:
    """It works, and yet somebody should look at it."""
    return Finding(about, State.LOOK, said, cure)


def broken(about: str, said: str, cure: str) -> Finding:
    """It does not work."""
    return Finding(about, State.BROKEN, said, cure)


def refused(about: str, error: Exception) -> Finding:
    """What an error of ours says: the cause, a colon, the cure."""
    said, _, cure = str(error).partition(": ")
    return Finding(about, State.BROKEN, said, cure or None)


def each(about: str, checks: Iterable[Callable[[], Iterable[Finding]]]) -> list[Finding]:
    """Everything that some checks find. One that fails itself keeps no other from being made; of
    what went wrong only the kind is told, because the message of an error may quote anything."""
    found: list[Finding] = []
    for check in checks:
        try:
            found += check()
        except Exception as error:  # noqa: BLE001 - a doctor who faints helps nobody
            said = f"could not be looked at ({type(error).__name__})"
            found.append(
                broken(about, said, "try again; if it stays, it is a fault of this program")
            )
    return found
