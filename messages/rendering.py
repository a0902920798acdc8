"""From a template and facts to what Slack takes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from messages import actions, quoting, words

Block = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message: the fallback text for notifications, and its blocks."""

    text: str
    blocks: list[Block]


def render(name: str, *, rehearsal: bool = False, **facts: object) -> Rendered:
    """The message `name`. Raises UndefinedError when a fact is missing, TemplateNotFound."""
    head, blocks = _parts(f"messages/{name}", rehearsal, facts)
    return Rendered(text=head["text"], blocks=blocks)


def view(name: str, *, rehearsal: bool = False, **facts: object) -> dict[str, Any]:
    """The modal or Home tab `name`. Raises UndefinedError when a fact is missing,
    TemplateNotFound."""
    head, blocks = _parts(f"views/{name}", rehearsal, facts)
    return {**head, "blocks": blocks}


def _parts(path: str, rehearsal: bool, facts: dict[str, object]) -> tuple[Block, list[Block]]:
    """A template writes JSON objects, each with a comma behind it: first the head, then blocks."""
    written = _template(f"{path}.json.j2").render(**facts)
    head, *blocks = _objects(written)
    return head, [*_banner(), *blocks] if rehearsal else blocks


def _objects(written: str) -> list[Block]:
    objects: list[Block] = json.loads(f"[{written} null]")
    return objects[:-1]


def _banner() -> list[Block]:
    return _objects(_template("parts/rehearsal.j2").render())


@cache
def _template(path: str) -> Template:
    return _environment().get_template(path)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("messages"),
        autoescape=True,
        finalize=quoting.escaped,
        undefined=StrictUndefined,
        auto_reload=False,
    )
    environment.filters.update(quoting.FILTERS | words.FILTERS)
    environment.globals |= {"id": actions, "all_hours": words.ALL_HOURS, **words.FUNCTIONS}
    return environment
