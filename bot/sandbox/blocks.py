"""What Slack would refuse in blocks and views."""

from __future__ import annotations

from typing import Any, Literal

Json = dict[str, Any]
Surface = Literal["message", "modal", "home"]


def problems(blocks: Any, surface: Surface, *, charts: bool = True) -> list[str]:
    """Why Slack would refuse these blocks on this surface; empty when it would take them."""
    return [] if isinstance(blocks, list) and charts else ["must be an array"]


def view_problems(view: Any, surface: Surface) -> list[str]:
    """Why Slack would refuse this view; empty when it would take it."""
    return problems(view.get("blocks"), surface)
