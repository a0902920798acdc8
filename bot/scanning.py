"""`worthwhile scan`: the one command for an employee's own machine, where little is installed."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import click

from bot.console import refuse, until_told

_NAP = 1.0
"""Seconds. Waiting for longer at once, the main thread may sleep through a signal."""


@click.command()
@click.argument("folder", required=False, type=click.Path(exists=True, path_type=Path))
@click.option("--to", "url", metavar="URL", help="Push to this address instead of printing.")
@click.option(
    "--token",
    metavar="T",
    envvar="WORTHWHILE_TOKEN",
    help="Your own ingest token. In WORTHWHILE_TOKEN or a file, no list of processes shows it.",
)
@click.option(
    "--token-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file that holds it, readable by you alone.",
)
@click.option("--labels", is_flag=True, help="Add the name of each project's folder to its lines.")
@click.option("--dry-run", is_flag=True, help="Say in words what would be sent; send nothing.")
@click.option("--watch", is_flag=True, help="Go on, and push what is new every few minutes.")
@click.option("--cron", is_flag=True, help="Print the line for a crontab that does so, and end.")
@click.option("--quiet", is_flag=True, help="Say only what went wrong.")
def scan(
    folder: Path | None,
    url: str | None,
    token: str | None,
    token_file: Path | None,
    labels: bool,
    dry_run: bool,
    watch: bool,
    cron: bool,
    quiet: bool,
) -> None:
    """On your own machine: strip local AI-tool logs to counts, and print or push them.

    Reads the logs of Claude Code, Codex CLI, Gemini CLI and Copilot CLI, in their usual places or
    in FOLDER. Without --to it prints every line, with every field, that would leave this machine,
    from the beginning each time, and sends nothing. With --to it sends what is new since the last
    time. --dry-run tells in words what that would be.
    """
    from bot.scan import Wish, main

    if cron:
        if watch or dry_run:
            raise click.UsageError("--cron prints a line: it goes without --watch and --dry-run")
        click.echo(_cron(folder, url, token_file, labels), nl=False)
        return
    if watch and (dry_run or not url):
        raise click.UsageError("--watch pushes: it needs --to, and goes without --dry-run")
    if token_file:
        token = _token(token_file)
    wait = _waiting(until_told()) if watch else None
    sys.exit(main(Wish(folder, url, token, labels, dry_run, quiet, wait)))


def _waiting(ended: threading.Event) -> Callable[[float], bool]:
    """Waits for so many seconds, in naps; whether it was told to end."""

    def wait(seconds: float) -> bool:
        return ended.is_set() or any(ended.wait(_NAP) for _ in range(int(seconds / _NAP)))

    return wait


def _token(file: Path) -> str:
    try:
        if os.name == "posix" and file.stat().st_mode & 0o077:
            refuse([f"{file} can be read by others: `chmod 600 {file}` changes that"])
        token = file.read_text().strip()
    except (OSError, UnicodeDecodeError):
        refuse([f"{file} cannot be read: it should hold your token and nothing else"])
    if not token:
        refuse([f"{file} is empty: it should hold your token, from `/worthwhile connect` in Slack"])
    return token


def _cron(folder: Path | None, url: str | None, token_file: Path | None, labels: bool) -> str:
    from bot.scan import cron

    if not url:
        raise click.UsageError("--cron needs --to, the address to push to")
    beside = Path(sys.executable).with_name("worthwhile")
    program = beside if beside.exists() else Path(sys.argv[0]).absolute()
    return cron.words(
        *(program, url, Path.home(), os.environ),
        folder=folder,
        token_file=token_file,
        labels=labels,
    )
