"""Pushing what is new again and again, until told to end: quiet while all goes well."""

from __future__ import annotations

from collections.abc import Callable
from typing import TextIO

from bot.model import HOUR, MINUTE
from bot.scan.answer import Answer, NotSent
from bot.scan.state import Busy

EVERY = 5 * MINUTE
"""Seconds between two looks."""

_LONGEST = HOUR
"""Seconds between two tries at most, while nobody answers: each wait is twice the one before."""

Wait = Callable[[float], bool]
"""Waits for so many seconds; True as soon as the waiting is to end for good."""


def watch(push: Callable[[], Answer], wait: Wait, err: TextIO, *, quiet: bool = False) -> int:
    """Push now and then, and say what arrived, and when nobody answered; an answer that only a
    person can help with ends it. Returns the exit code."""
    pause, down = EVERY, False
    while True:
        try:
            answer = push()
        except NotSent as error:
            if error.final:
                print(f"not sent: {error}", file=err)
                return 1
            if not down:
                print(f"not sent: {error}. It is tried again until it arrives", file=err)
            pause, down = min(2 * pause, _LONGEST) if down else EVERY, True
        except Busy:
            pause = EVERY
        else:
            _say(answer, down, quiet, err)
            pause, down = EVERY, False
        if wait(pause):
            return 0


def _say(answer: Answer, down: bool, quiet: bool, err: TextIO) -> None:
    if down:
        print("it answers again, and nothing was lost", file=err)
    if answer.accepted and not quiet:
        print(f"{answer.accepted} new lines sent", file=err)
