"""The line for a crontab that pushes what is new, and how to keep the token out of it."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path

from bot.scan.find import VARIABLES

_EVERY = 30  # minutes

_WORDS = """\
# 1. Keep your token in a file that only you can read (paste it, press Enter, then Ctrl-D):
mkdir -p {folder} && (umask 077 && cat > {token})

# 2. Run `crontab -e`, and add this line. The token is neither in it nor in the list of processes.
{line}

# It says something only when something went wrong. On a Mac the same line works, and launchd is not
# needed. What happens while the machine sleeps is sent by the next run. To end it, take it out.
"""


def words(
    program: Path,
    url: str,
    home: Path,
    environment: Mapping[str, str],
    *,
    folder: Path | None = None,
    token_file: Path | None = None,
    labels: bool = False,
) -> str:
    """How to have `program` scan twice an hour, in lines to paste: the usual places, or that folder
    alone."""
    token = token_file.absolute() if token_file else _usual(home, environment)
    moved = [f"{name}={environment[name]}" for name in VARIABLES if environment.get(name)]
    command = [
        *(["env", *moved] if moved else []),
        *(str(program), "scan", *_only(folder), "--quiet", "--to", url, "--token-file", str(token)),
        *(["--labels"] if labels else []),
    ]
    quoted = shlex.join(command).replace("%", "\\%")  # to cron, a bare one ends the line
    return _WORDS.format(
        folder=shlex.quote(str(token.parent)),
        token=shlex.quote(str(token)),
        line=f"{_minutes(home, url)} * * * * {quoted}",
    )


def _only(folder: Path | None) -> list[str]:
    return [str(folder.resolve())] if folder else []


def _usual(home: Path, environment: Mapping[str, str]) -> Path:
    return Path(environment.get("XDG_CONFIG_HOME") or home / ".config") / "worthwhile" / "token"


def _minutes(home: Path, url: str) -> str:
    """Two minutes of the hour, other ones on another machine: not everybody comes at once."""
    first = blake2b(f"{home}\0{url}".encode(), digest_size=2).digest()[0] % _EVERY
    return f"{first},{first + _EVERY}"
