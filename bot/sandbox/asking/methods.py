"""What a Web API method is: who may call it, and what it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from bot.sandbox.asking.refusal import Refusal

if TYPE_CHECKING:
    from bot.sandbox.workspace import Workspace

Json = dict[str, Any]
Do = Callable[["Workspace", Json], Json]

_YES = {True, "true", "True", "1"}


@dataclass(frozen=True)
class Method:
    """`do` takes the decoded arguments and returns the answer's fields, or raises Refusal."""

    do: Do
    scope: str | None = None
    token: Literal["bot", "app", "none"] = "bot"

    def admit(self, workspace: Workspace, token: str) -> None:
        """Refuse a call without the right token or scope."""
        if self.token == "none":
            return
        if not token:
            raise Refusal("not_authed")
        given = {workspace.bot_token: "bot", workspace.app_token: "app"}.get(token)
        if given is None:
            raise Refusal("invalid_auth")
        if not workspace.installed:
            raise Refusal("account_inactive")
        if given != self.token:
            raise Refusal("not_allowed_token_type")
        if self.scope and workspace.scopes is not None and self.scope not in workspace.scopes:
            provided = ",".join(sorted(workspace.scopes))
            raise Refusal("missing_scope", needed=self.scope, provided=provided)


def yes(arguments: Json, name: str) -> bool:
    """A flag, as JSON or as a form spells it."""
    return arguments.get(name) in _YES


def need(arguments: Json, name: str) -> str:
    """A required text argument; refuses `invalid_arguments`."""
    value = arguments.get(name)
    if not isinstance(value, str) or not value:
        raise Refusal("invalid_arguments", f"[ERROR] missing required field: {name}")
    return value


def page(items: list[Json], arguments: Json, most: int) -> tuple[list[Json], Json]:
    """One cursor page of at most `most` items, and its response_metadata."""
    try:
        asked = int(arguments.get("limit") or 0)
    except (TypeError, ValueError):
        raise Refusal("invalid_limit") from None
    size = min(asked, most) if asked > 0 else most
    start = _offset(str(arguments.get("cursor") or ""))
    following = start + size
    cursor = f"{following:x}=".rjust(8, "0") if following < len(items) else ""
    return items[start:following], {"response_metadata": {"next_cursor": cursor}}


def _offset(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        return int(cursor.removesuffix("="), 16)
    except ValueError:
        raise Refusal("invalid_cursor") from None
