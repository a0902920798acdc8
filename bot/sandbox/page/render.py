"""Block Kit JSON to HTML: each block and element has its own template, named after Slack's type."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from html import escape, unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import ChainableUndefined, Environment, FileSystemLoader, TemplateNotFound

from bot.sandbox.hands.elements import options
from bot.sandbox.page import charts, choice
from bot.sandbox.page.drawn import Drawn
from bot.sandbox.page.markdown import markdown
from bot.sandbox.page.mrkdwn import mrkdwn, own_tab, plain, words
from bot.sandbox.page.names import Names
from bot.sandbox.page.rich_text import cell, rich_text

Json = dict[str, Any]
Entered = Mapping[tuple[str, str], Json]

# Apps send JSON with many optional keys, so an absent one is simply nothing to draw.
ENVIRONMENT = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
    undefined=ChainableUndefined,
)
_SAME_TEMPLATE = {"data_table": "table"}
_ACTING_BLOCKS = frozenset({"section", "actions", "context_actions", "card"})


@dataclass(frozen=True)
class Drawing:
    """Draws the blocks of one message, Home or modal for one reader.

    `entered` holds what the reader put into its controls, by (block_id, action_id), as Slack's
    state values; `errors` are the sentences under a modal's inputs, by block_id.
    """

    names: Names
    entered: Entered = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def people(self) -> list[tuple[str, str]]:
        """(id, name) of everybody a person could choose, by name."""
        return sorted(self.names.people.items(), key=lambda item: item[1].casefold())

    def blocks(self, blocks: Sequence[Json]) -> Drawn:
        """A whole surface."""
        return Drawn("".join(self.block(block) for block in blocks))

    def block(self, block: Json) -> Drawn:
        """One block; of an unknown one, at least its words."""
        kind = str(block.get("type", ""))
        return _drawn("block", _SAME_TEMPLATE.get(kind, kind), block=block, draw=self)

    def element(self, element: Json, block: Json) -> Drawn:
        """One control, with the marks by which its presses find their way back to the app."""
        kind, block_id = str(element.get("type", "")), str(block.get("block_id", ""))
        entered = self.entered.get((block_id, str(element.get("action_id", ""))))
        return _drawn(
            "element",
            kind,
            element=element,
            block_id=block_id,
            draw=self,
            marks=self._marks(element, block),
            name=self.words(
                block.get("label") or element.get("placeholder"), kind.replace("_", " ")
            ),
            optional=bool(block.get("optional")),
            value=choice.written(element, entered),
            picked=choice.picked(element, entered),
            choices=[(one["value"], self.words(one["text"])) for one in options(element)],
        )

    def _marks(self, element: Json, block: Json) -> Drawn:
        kind = str(element.get("type", ""))
        marks = {
            "data-action-id": element.get("action_id", ""),
            "data-block-id": block.get("block_id", ""),
            "data-type": kind,
        }
        if kind == "button" and element.get("value") is not None:
            marks["data-value"] = element["value"]
        # An input waits for the submission, unless the app asked to hear of every change.
        if block.get("type") in _ACTING_BLOCKS or block.get("dispatch_action"):
            marks["data-acts"] = " ".join(_triggers(element))
        if element.get("confirm"):
            marks |= self._confirmation(element["confirm"])
        return Drawn(" ".join(f'{key}="{escape(str(marks[key]))}"' for key in marks))

    def _confirmation(self, confirm: Json) -> Json:
        return {
            "data-confirm": self.words(confirm.get("title")),
            "data-confirm-html": str(self.text(confirm.get("text"))),
            "data-confirm-yes": self.words(confirm.get("confirm"), "Yes"),
            "data-confirm-no": self.words(confirm.get("deny"), "Cancel"),
            "data-confirm-style": confirm.get("style", ""),
        }

    def text(self, text: Json | str | None) -> Drawn:
        """A text object as HTML: Slack's mark-up if it says so, else plain."""
        if not isinstance(text, dict):
            return plain(str(text or ""))
        shown = str(text.get("text", ""))
        return mrkdwn(shown, self.names) if text.get("type") == "mrkdwn" else plain(shown)

    def words(self, text: Json | None, otherwise: str = "") -> str:
        """A text object as bare characters, for attributes and options."""
        return unescape(words(str(text.get("text", "")))) if isinstance(text, dict) else otherwise

    def error(self, block: Json) -> str:
        """The sentence under an input."""
        return self.errors.get(str(block.get("block_id", "")), "")

    def rich_text(self, block: Json) -> Drawn:
        """A rich_text block."""
        return rich_text(block, self.names)

    def cell(self, value: Json) -> Drawn:
        """A table's cell."""
        return cell(value, self.names)

    def markdown(self, text: str) -> Drawn:
        """A markdown block's text."""
        return markdown(text)

    def chart(self, block: Json) -> Drawn:
        """A data_visualization block."""
        return charts.chart(block)

    def alignment(self, table: Json, column: int, value: Json) -> str:
        """The class of a table's cell: what the column asks for; numbers stand on the right."""
        settings = table.get("column_settings") or []
        asked = settings[column] if column < len(settings) else None
        by_kind = "right" if value.get("type") == "raw_number" else "left"
        return f"align-{(asked or {}).get('align', by_kind)}"

    def web_address(self, url: str) -> str:
        """The address if it is one of the web or the app's own, else none: no script may run."""
        if own := own_tab(url):
            return own
        return url if urlsplit(url).scheme in {"http", "https", "mailto"} else "#"

    def all_texts(self, value: Any) -> Iterator[Drawn]:
        """Every text inside a block that cannot be drawn, so that at least its words are there."""
        if isinstance(value, list):
            for one in value:
                yield from self.all_texts(one)
        elif isinstance(value, dict) and isinstance(value.get("text"), str):
            yield self.text(value)
        elif isinstance(value, dict):
            for one in value.values():
                yield from self.all_texts(one)


def _triggers(element: Json) -> list[str]:
    if element.get("type") != "plain_text_input":
        return ["change"]
    asked = element.get("dispatch_action_config", {}).get("trigger_actions_on")
    return [str(one) for one in asked or ["on_enter_pressed"]]


def _drawn(folder: str, kind: str, **facts: Any) -> Drawn:
    try:
        template = ENVIRONMENT.get_template(f"{folder}/{kind}.html.j2")
    except TemplateNotFound:
        template = ENVIRONMENT.get_template(f"{folder}/_fallback.html.j2")
    return Drawn(template.render(facts))
