"""What the app asked of the workspace, kept for tests and for people who want to look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class Call:
    """One Web API call; `answer` is what was said (`ok`, or `error`), `at` epoch seconds."""

    method: str
    arguments: Json
    answer: Json
    at: float

    @property
    def ok(self) -> bool:
        """Whether it was done."""
        return bool(self.answer.get("ok"))

    @property
    def error(self) -> str | None:
        """Slack's error code, if it was refused."""
        return self.answer.get("error")
