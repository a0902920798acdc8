"""What stands in a message or a view, as people read it; and the usage they push."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from bot.model import Instant
from bot.sandbox import Hand, Message, View
from messages import actions
from tests.company import instant


def current(hand: Hand, message: Message) -> Message:
    """A message as it stands by now."""
    return next(its for its in hand.messages() if its.ts == message.ts)


def words(shown: Message | View | Mapping[str, Any]) -> str:
    """All words of a message or view, as somebody would read them."""
    if isinstance(shown, View):
        shown = shown.view
    blocks = shown.blocks if isinstance(shown, Message) else shown["blocks"]
    return "\n".join(_texts(blocks))


def plain(message: Message) -> str:
    """A message without ids, to be set beside another."""
    return re.sub(r"\b[0-9a-f]{32}\b", "ID", json.dumps([message.text, _bare(message.blocks)]))


def _bare(part: object) -> object:
    if isinstance(part, Mapping):
        return {key: _bare(its) for key, its in part.items() if key != "block_id"}
    return [_bare(its) for its in part] if isinstance(part, list) else part


def blocks_of(shown: Message | View, kind: str) -> Iterator[dict[str, Any]]:
    """The blocks of one type."""
    blocks = shown.blocks if isinstance(shown, Message) else shown.view["blocks"]
    return (block for block in blocks if block["type"] == kind)


def questions(shown: Message | View) -> list[str]:
    """The `block_id` of every question that stands there, open or answered, in order."""
    rows = (block["block_id"] for block in blocks_of(shown, "actions"))
    return [row for row in rows if actions.question_of(row)]


def title(view: View) -> str:
    """A modal's title."""
    return str(view.view["title"]["text"])


def _texts(part: object) -> Iterable[str]:
    if isinstance(part, Mapping):
        if isinstance(part.get("text"), str) and part.get("type") in ("mrkdwn", "plain_text"):
            yield str(part["text"])
        for its in part.values():
            yield from _texts(its)
    elif isinstance(part, list):
        for its in part:
            yield from _texts(its)


def task(person: str, at: str, **more: object) -> dict[str, object]:
    """One line of the generic push: forty minutes of claude-code, unless said otherwise."""
    start = instant(at)
    ended = more.pop("minutes", 40)
    return {
        "id": f"{person}-{at}-{more.get('source', 'claude-code')}",
        "source": "claude-code",
        "person": person,
        "at": _iso(start),
        "ended_at": _iso(start + int(str(ended)) * 60),
        "task": f"{person}-{at}",
        "kind": "task",
        "model": "claude-sonnet-4-5",
        "input_tokens": 40_000,
        "cached_tokens": 30_000,
        "output_tokens": 2_000,
        **more,
    }


def _iso(at: Instant) -> str:
    return datetime.fromtimestamp(at, UTC).isoformat()
