"""Reads the logs of AI tools on an employee's own machine, and strips them to counts there.

Needs nothing but click and msgspec: it is installed where the rest of the bot is not.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TextIO

from bot.model import Kind
from bot.scan import find, pushing, showing, state, watching
from bot.scan.answer import Answer, NotSent
from bot.scan.once import Scanned
from bot.scan.reading import parts
from bot.scan.state import State


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted of a scan. Without `url` it prints. `labels` adds to each line the name of its
    project's folder. `wait` keeps it going, a look every few minutes, until it says to end."""

    folder: Path | None = None
    url: str | None = None
    token: str | None = None
    labels: bool = False
    dry_run: bool = False
    quiet: bool = False
    wait: watching.Wait | None = None


@dataclass(frozen=True, slots=True)
class _Machine:
    """Whose home, with which variables set, and where words go."""

    home: Path
    environment: Mapping[str, str]
    out: BinaryIO
    err: TextIO

    def say(self, *lines: str) -> None:
        """Tell the person who scans."""
        self.err.writelines(f"{line}\n" for line in lines)


def main(
    wish: Wish,
    *,
    home: Path | None = None,
    environment: Mapping[str, str] = os.environ,
    out: BinaryIO | None = None,
    err: TextIO | None = None,
) -> int:
    """Print the logs of a folder (or of the usual places) as lines of the push, or push what is new
    in them. Nothing else leaves the machine than what is printed. A summary goes to `err`. Returns
    the exit code."""
    its = _Machine(home or Path.home(), environment, out or sys.stdout.buffer, err or sys.stderr)
    if wish.url and not wish.token and not wish.dry_run:
        its.say("no token: `/worthwhile connect` in Slack gives one; see --token-file")
        return 2
    if not _places(wish, its) and wish.wait is None:
        its.say("no logs found: name the folder they are in")
        return 1
    try:
        if wish.dry_run:
            return _show(wish, its)
        to = _destination(wish, its)
        return _push(wish, to, its) if to else _print(wish, its)
    except BrokenPipeError:
        raise  # whoever reads what is printed has seen enough
    except OSError as error:
        why = error.strerror or error
        its.say(f"{error.filename} cannot be used: {why}" if error.filename else f"{why}")
        return 1


def _places(wish: Wish, its: _Machine) -> list[find.Place]:
    return (
        [find.Place(wish.folder.resolve())]
        if wish.folder
        else find.places(its.home, its.environment)
    )


def _logs(wish: Wish, its: _Machine) -> list[Path]:
    return [path for place in _places(wish, its) for path in find.files(place)]


def _print(wish: Wish, its: _Machine) -> int:
    """Everything, however often: what was pushed before is part of what left the machine."""
    scanned = Scanned()
    for _, part in parts(_logs(wish, its), State(), labels=wish.labels):
        its.out.write(b"".join(line + b"\n" for line in scanned.take(part)))
    its.out.flush()
    its.say(*_summary(scanned))
    return 0


def _show(wish: Wish, its: _Machine) -> int:
    """What a push would send now; without a token, what a first one would."""
    to = _destination(wish, its)
    marks = state.load(to.kept) if to else State()
    scanned, shown = Scanned(), showing.Shown()
    for _, part in parts(_logs(wish, its), marks, labels=wish.labels):
        shown.see(scanned.take(part))
    words = showing.words(shown, scanned, url=wish.url, labels=wish.labels)
    its.out.write(words.encode())
    its.out.flush()
    its.say(*_summary(scanned))
    return 0


def _push(wish: Wish, to: pushing.Destination, its: _Machine) -> int:
    def push() -> tuple[Scanned, Answer]:
        logs, wait = _logs(wish, its), wish.wait
        go_on = (lambda: not wait(0)) if wait else (lambda: True)
        return pushing.push(logs, to, labels=wish.labels, go_on=go_on)

    if wish.wait:
        return watching.watch(lambda: push()[1], wish.wait, its.err, quiet=wish.quiet)
    try:
        scanned, answer = push()
    except NotSent as error:
        its.say(f"not sent: {error}")
        return 1
    except state.Busy:
        its.say(*([] if wish.quiet else ["another scan is sending what is new: nothing to do"]))
        return 0
    its.say(*([] if wish.quiet else [*_summary(scanned), _became(answer)]), *_refused(answer))
    return 0


def _destination(wish: Wish, its: _Machine) -> pushing.Destination | None:
    if not wish.url or not wish.token:
        return None
    kept = state.place(its.home, its.environment, wish.url, wish.token)
    return pushing.Destination(wish.url, wish.token, kept)


def _summary(scanned: Scanned) -> list[str]:
    tokens, count = scanned.tokens, scanned.counts
    lines = [
        f"{scanned.files} files: {count[Kind.TASK]} prompts, {count[Kind.MODEL_CALL]} model calls, "
        f"{count[Kind.TOOL_CALL]} tool calls, {tokens.input} tokens in ({tokens.cached} cached), "
        f"{tokens.output} out"
    ]
    if scanned.not_understood or scanned.not_readable:
        lines.append(
            f"{scanned.not_understood} lines not understood, "
            f"{scanned.not_readable} files not readable"
        )
    return lines


def _became(answer: Answer) -> str:
    return f"{answer.accepted} accepted, {answer.known} known already, {answer.rejected} rejected"


def _refused(answer: Answer) -> list[str]:
    """Causes in words; of very many rejects the bot lists a part only."""
    return [f"{count} rejected: {cause}" for cause, count in answer.causes.most_common()]
