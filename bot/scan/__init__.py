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
    home: Path | None = None,
    environment: Mapping[str, str] = os.environ,
    out: BinaryIO | None = None,
    err: TextIO | None = None,
) -> int:
    """Print the logs of a folder (or of the usual places) as lines of the push, or push what is new
    in them to `url`. A summary goes to `err`. Returns the exit code."""
    home, out, err = home or Path.home(), out or sys.stdout.buffer, err or sys.stderr
    if url and not token:
        print("--token is missing: `/worthwhile connect` in Slack gives one", file=err)
        return 2
    folders = [folder] if folder else find.folders(home, environment)
    if not folders:
        print("no logs found: name the folder they are in", file=err)
        return 1
    if url and token:
        return _push(folders, url, token, state.place(home, environment, url, token), err)
    scanned = scan(_files(folders), state.State())
    out.writelines(line + b"\n" for line in _lines(scanned))
    out.flush()
    _summarise(scanned, err)
    return 0


def _push(folders: list[Path], url: str, token: str, kept: Path, err: TextIO) -> int:
    marks = state.load(kept)
    scanned = scan(_files(folders), marks)
    try:
        accepted, known, rejected = sending.push(url, token, _lines(scanned))
    except sending.NotSent as error:
        print(f"not sent: {error}", file=err)
        return 1
    marks.save(kept)
    _summarise(scanned, err)
    print(f"{accepted} accepted, {known} known already, {rejected} rejected", file=err)
    return 0


def _files(folders: list[Path]) -> list[Path]:
    return [path for folder in folders for path in find.files(folder)]


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
