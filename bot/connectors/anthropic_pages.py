"""What Anthropic's reports have in common: the key's header, and pages that lead to the next."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from bot.connectors.paging import onward
from bot.connectors.report import Query, Wire
from bot.connectors.rows import decoded


class Rows(msgspec.Struct):
    """An answer: rows, and what to ask the next page with."""

    data: list[msgspec.Raw]
    next_page: str | None = None


def keyed(key: str) -> dict[str, str]:
    """The key, and the version of the interface that is meant."""
    return {"x-api-key": key, "anthropic-version": "2023-06-01"}


def tokened(wire: Wire, path: str, query: Query) -> Iterator[Rows]:
    """Every page of an answer."""

    def ask(token: str) -> Rows:
        asked = {**query, "page": token} if token else query
        return decoded(wire.get(path, asked), Rows)

    return onward("", ask, lambda answer, _: answer.next_page or None)
