"""A made-up company in a stand-in workspace, to try everything without a Slack.

Start reading at `story` (what goes on), `making` (its weeks, one moment after the other) and
`stage` (what is real about it: everything but the company and its calendar).
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Collection
from pathlib import Path
from typing import NoReturn

from rich.console import Console

from bot.demo.calendar import end_of
from bot.demo.company import found
from bot.demo.controls import controls
from bot.demo.folder import Folder
from bot.demo.making import ahead, live
from bot.demo.stage import Broken, Stage
from bot.demo.story import WEEKS
from bot.demo.telling import beginning, progress, welcome
from bot.settings import SettingsError


def run(
    folder: Path,
    *,
    fresh: bool = False,
    port: int = 0,
    ended: threading.Event,
    teams: Collection[str] | None = None,
    weeks: int = WEEKS,
) -> None:
    """Make the company's weeks, or go on with them; then serve its page until `ended` is set.

    `teams` (leaf teams) and `weeks` make it smaller. Exits with one line and code 2 when the
    folder is in use or the port is taken, 1 when the bot itself does not work.
    """
    its, console = Folder(folder), Console()
    if fresh:
        its.empty()
    try:
        with Stage(its, found(teams), port, ended) as stage:
            _play(stage, console, weeks)
    except (SettingsError, OSError) as error:
        _refuse(console, f"The demo cannot start: {error}", 2)
    except Broken as error:
        _refuse(console, f"The demo cannot go on: {error}", 1)


def _refuse(console: Console, why: str, code: int) -> NoReturn:
    console.print(why, style="red", highlight=False)
    sys.exit(code)


def _play(stage: Stage, console: Console, weeks: int) -> None:
    stage.sandbox.controls = tuple(controls(stage))
    until = end_of(weeks)
    if stage.clock() < until:
        beginning(console, stage)
        with stage.busy, progress(console, len(ahead(stage, until))) as tell:
            live(stage, until, tell)
    if not stage.ended.is_set():
        stage.run_on()
        welcome(console, stage)
        while not stage.ended.wait(1):  # without end, a signal now and then wakes nobody
            pass
    console.print("Ending. What there is stays in the folder.", highlight=False)
