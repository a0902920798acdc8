"""How the workspace says no: Slack's error code, and sometimes the reasons."""

from __future__ import annotations

from typing import Any


class Refusal(Exception):
    """A Web API call that is answered `ok: false`; `details` join the answer."""

    def __init__(self, error: str, *messages: str, **details: Any) -> None:
        super().__init__(" ".join([error, *messages]))
        self.error = error
        self.details = dict(details)
        if messages:
            self.details["response_metadata"] = {"messages": list(messages)}

    def answer(self) -> dict[str, Any]:
        """What the call is answered."""
        return {"ok": False, "error": self.error, **self.details}
