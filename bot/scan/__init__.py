"""Reads the logs of AI tools on an employee's own machine, and strips them to counts there.

Needs nothing but click and msgspec: it is installed where the rest of the bot is not.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO, TextIO

from bot.model import Kind
from bot.scan import find, sending, state
from bot.scan.read import Scanned, scan
from bot.sources import push


def main(
    folder: Path | None = None,
    url: str | None = None,
    token: str | None = None,
    *,
    labels: bool = False,
    home: Path | None = None,
    environment: Mapping[str, str] = os.environ,
    out: BinaryIO | None = None,
    err: TextIO | None = None,
) -> int:
    """Print the logs of a folder (or of the usual places) as lines of the push, or push what is new
    in them to `url`. Nothing else leaves the machine than what is printed; `labels` adds to each
    line the name of its project's folder. A summary goes to `err`. Returns the exit code."""
    home, out, err = home or Path.home(), out or sys.stdout.buffer, err or sys.stderr
    if url and not token:
        print("--token is missing: `/worthwhile connect` in Slack gives one", file=err)
        return 2
    places = [find.Place(folder)] if folder else find.places(home, environment)
    if not places:
        print("no logs found: name the folder they are in", file=err)
        return 1
    if url and token:
        kept = state.place(home, environment, url, token)
        return _push(places, url, token, kept, labels, err)
    scanned = scan(_files(places), state.State(), labels=labels)
    out.writelines(line + b"\n" for line in _lines(scanned))
    out.flush()
    _summarise(scanned, err)
    return 0


def _push(
    places: list[find.Place], url: str, token: str, kept: Path, labels: bool, err: TextIO
) -> int:
    marks = state.load(kept)
    scanned = scan(_files(places), marks, labels=labels)
    try:
        accepted, known, rejected = sending.push(url, token, _lines(scanned))
    except sending.NotSent as error:
        print(f"not sent: {error}", file=err)
        return 1
    marks.save(kept)
    _summarise(scanned, err)
    print(f"{accepted} accepted, {known} known already, {rejected} rejected", file=err)
    return 0


def _files(places: list[find.Place]) -> list[Path]:
    return [path for place in places for path in find.files(place)]


def _lines(scanned: Scanned) -> list[bytes]:
    return [push.write(it) for it in sorted(scanned.seen.values(), key=lambda it: it.at)]


def _summarise(scanned: Scanned, err: TextIO) -> None:
    tokens, count = scanned.tokens, scanned.count
    print(
        f"{scanned.files} files: {count(Kind.TASK)} prompts, {count(Kind.MODEL_CALL)} model calls, "
        f"{count(Kind.TOOL_CALL)} tool calls, {tokens.input} tokens in ({tokens.cached} cached), "
        f"{tokens.output} out",
        file=err,
    )
    if scanned.not_understood or scanned.not_readable:
        print(
            f"{scanned.not_understood} lines not understood, "
            f"{scanned.not_readable} files not readable",
            file=err,
        )
