"""What would leave this machine, in plain words: every field once, with a real value of one's own.

It is read back from the very lines that would be sent, so that it cannot say less than they do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import msgspec

from bot.scan.once import Scanned

_WIDTH, _LONGEST = 18, 44
_line = msgspec.json.Decoder(dict[str, Any]).decode

FIELDS = {
    "id": "the tool's own number for one prompt, call or use, so that nothing counts twice",
    "source": "which tool wrote the log",
    "at": "when, to the second",
    "ended_at": "when it ended",
    "task": "the tool's own number for a piece of work",
    "session": "the tool's own number for a session: lines that share it make one task",
    "kind": "a prompt (its being there, not its words), a model's answer, or the use of a tool",
    "autonomous": "there only where a program started the tool and nobody waited",
    "deed": "what a tool did, told from its name alone: edit, read, command or other",
    "app": "the name of a connected app (an MCP server), where one was used",
    "model": "which model answered",
    "input_tokens": "how much went in",
    "cached_tokens": "how much of that was cached",
    "cache_write_tokens": "how much of that was written to the cache",
    "output_tokens": "how much came out",
    "cost_usd": "what it cost, where the tool wrote that down",
    "outcome": "what came of it, where the tool wrote that down",
    "label": "the name of the project's folder: you asked for it with --labels",
}
"""Every field that a line can have, in the order in which it is written."""

_NEVER = """\
What never leaves: what you or a model wrote, code, what tools were given and gave back, commands,
names of files, branches and hosts, paths, your name, and anything else that is not listed above.
Of a log's line only what is needed for these fields is read at all; the rest is passed over.
"""
_LABELS = "Project folders' names stay here too, unless you add --labels.\n"
_BESIDE = """\
With the lines goes your token, which says whose they are; your machine's address is seen, as with
any web page. To see every line itself: `worthwhile scan`, which sends nothing either.
"""


@dataclass(slots=True)
class Shown:
    """Fields of the lines seen so far: in how many, and the first value of each."""

    lines: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    examples: dict[str, Any] = field(default_factory=dict)
    first: str = "9999"
    last: str = ""

    def see(self, lines: Iterable[bytes]) -> None:
        """Look at lines that would be sent."""
        for raw in lines:
            line = _line(raw)
            self.lines += 1
            self.counts.update(line.keys())
            self.examples = line | self.examples
            self.first, self.last = min(self.first, line["at"]), max(self.last, line["at"])


def words(shown: Shown, scanned: Scanned, *, url: str | None, labels: bool) -> str:
    """All of it, to be read by whoever wonders."""
    if not shown.lines:
        return "A dry run: there is nothing new to send.\n"
    fields = "".join(_field(shown, name) for name in _in_order(shown))
    return (
        "A dry run: nothing was sent.\n\n"
        f"{shown.lines} lines would be sent{f' to {url}' if url else ''}, from {scanned.files} "
        f"logs, about {shown.first[:10]} to {shown.last[:10]}.\n"
        "These are all the fields in them, each with the first value that was found:\n\n"
        f"{fields}\n{_NEVER}{'' if labels else _LABELS}\n{_BESIDE}"
    )


def _field(shown: Shown, name: str) -> str:
    value, means = _short(shown.examples[name]), FIELDS.get(name, "")
    return f"  {name:<{_WIDTH}}  {value}\n  {'':<{_WIDTH}}  {means} ({_times(shown, name)})\n"


def _in_order(shown: Shown) -> list[str]:
    return sorted(shown.counts, key=[*FIELDS, *shown.counts].index)


def _times(shown: Shown, name: str) -> str:
    count = shown.counts[name]
    return "in every line" if count == shown.lines else f"in {count} lines"


def _short(value: object) -> str:
    text = value if isinstance(value, str) else msgspec.json.encode(value).decode()
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
