"""An employee's machine, and a scan on it as its owner sees one."""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from bot.model import FOREVER, Task
from bot.people import tokens
from bot.scan import Wish, main
from storage.personal import tasks
from tests.company import Company

PAYLOAD = Path(__file__).parents[1] / "payloads" / "claude-code" / "session.jsonl"


def scan(
    folder: Path | None, *args: str, home: Path = Path("/nowhere"), **more: bool
) -> tuple[int, list, str]:
    """A scan's exit code, the lines it printed, and what it said."""
    code, printed, said = scanned(Wish(folder, *args, **more), home)
    return code, [json.loads(line) for line in printed.splitlines()], said


def scanned(wish: Wish, home: Path) -> tuple[int, str, str]:
    """The same of any wish, with what it printed as it is."""
    out, err = io.BytesIO(), io.StringIO()
    environment = {"XDG_STATE_HOME": str(home / "state")}
    code = main(wish, home=home, environment=environment, out=out, err=err)
    return code, out.getvalue().decode(), err.getvalue()


class Machine:
    """With one log, and the bot it pushes to."""

    def __init__(self, company: Company, folder: Path, url: str) -> None:
        self.company, self.folder, self.url = company, folder, url
        self.ada = company.hire("U0ADA", zone="UTC")
        self.token = tokens.make(company.services, self.ada)
        self.log = folder / "logs" / "s.jsonl"
        self.log.parent.mkdir()

    def push(self, *lines: bytes) -> tuple[int, str]:
        """The log grows by lines, and is pushed; the last thing said."""
        with self.log.open("ab") as file:
            file.writelines(lines)
        code, _, said = scan(self.log.parent, self.url, self.token, home=self.folder)
        return code, said.splitlines()[-1] if said else ""

    def forget(self) -> None:
        """What was pushed already is no longer known on the machine."""
        for kept in (self.folder / "state").rglob("*.json"):
            kept.unlink()

    def tasks(self) -> list[Task]:
        """What the bot keeps."""
        return tasks.between(self.company.services.database, self.ada, 0, FOREVER)


Totals = dict[tuple[str, str], dict[str, int]]
"""Tokens of each kind, by day and model."""


def totals(lines: Iterable[dict]) -> Totals:
    """What lines of a scan come to, in ccusage's words: there, input is without the cache."""
    found: dict[tuple[str, str], Counter[str]] = {}
    for line in lines:
        if line["kind"] == "model_call":
            total = found.setdefault((line["at"][:10], line["model"]), Counter())
            written, cached = line.get("cache_write_tokens", 0), line.get("cached_tokens", 0)
            total["inputTokens"] += line["input_tokens"] - cached
            total["cacheCreationTokens"] += written
            total["cacheReadTokens"] += cached - written
            total["outputTokens"] += line["output_tokens"]
    return {of: dict(total) for of, total in found.items()}


def totals_of_ccusage(report: dict) -> Totals:
    """What ccusage's `daily --json` says."""
    return {
        (day["date"], model["modelName"]): {
            name: model[name] for name in model if name.endswith("Tokens")
        }
        for day in report["daily"]
        for model in day["modelBreakdowns"]
    }
