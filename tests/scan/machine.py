"""An employee's machine, and a scan on it as its owner sees one."""

from __future__ import annotations

import io
import json
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
        self.ada = company.hire("U0ADA")
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
