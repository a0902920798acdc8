"""Slack's `markdown` block: the common part of standard Markdown to HTML."""

import re
from html import escape

from bot.sandbox.page.drawn import Drawn
from bot.sandbox.page.emoji import emojify

_FENCE = re.compile(r"^```[^\n]*\n(.*?)^```[ \t]*$", re.DOTALL | re.MULTILINE)
_INLINE = re.compile(
    r"`(?P<code>[^`\n]+)`"
    r"|\[(?P<label>[^\]\n]+)\]\((?P<url>(?:https?://|mailto:)[^\s)]+)\)"
    r"|(?P<strong>\*\*|__)(?=\S)(?P<bold>.+?)(?<=\S)(?P=strong)"
    r"|~~(?=\S)(?P<strike>.+?)(?<=\S)~~"
    r"|(?<!\w)(?P<soft>[*_])(?=\S)(?P<italic>.+?)(?<=\S)(?P=soft)(?!\w)"
)
_ITEM = re.compile(r"\s*(?:[-*+]|(?P<number>\d+)[.)])\s+(?P<text>.*)")
_HEADING = re.compile(r"(#{1,6})\s+(.*)")
_RULE = re.compile(r"\s*(?:-{3,}|\*{3,}|_{3,})\s*")
_DASHES = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")


def markdown(text: str) -> Drawn:
    """Headings, lists, quotes, tables, rules, fences and inline styles; the rest is text."""
    parts = _FENCE.split(text)
    drawn = [
        f"<pre>{escape(part.rstrip())}</pre>" if at % 2 else _paragraphs(part)
        for at, part in enumerate(parts)
    ]
    return Drawn("".join(drawn))


def _paragraphs(text: str) -> str:
    return "".join(
        _paragraph(part.split("\n")) for part in re.split(r"\n\s*\n", text) if part.strip()
    )


def _paragraph(lines: list[str]) -> str:
    lines = [line for line in lines if line.strip()]
    heading = _HEADING.fullmatch(lines[0])
    if heading:
        level = len(heading[1])
        rest = _paragraph(lines[1:]) if lines[1:] else ""
        return f'<div class="heading heading-{level}">{_inline(heading[2])}</div>{rest}'
    if len(lines) == 1 and _RULE.fullmatch(lines[0]):
        return "<hr>"
    if all(line.startswith(">") for line in lines):
        return f"<blockquote>{_paragraph([line[1:].strip() for line in lines])}</blockquote>"
    if len(lines) > 1 and "|" in lines[0] and _DASHES.fullmatch(lines[1].strip()):
        return _table(lines)
    items = [_ITEM.fullmatch(line) for line in lines]
    if all(items):
        return _items([item for item in items if item])
    return f"<p>{'<br>'.join(_inline(line) for line in lines)}</p>"


def _items(items: list[re.Match[str]]) -> str:
    tag = "ol" if items[0]["number"] else "ul"
    inside = "".join(f"<li>{_inline(item['text'])}</li>" for item in items)
    return f"<{tag}>{inside}</{tag}>"


def _table(lines: list[str]) -> str:
    head, *rows = [line.strip().strip("|").split("|") for line in [lines[0], *lines[2:]]]
    top = "".join(f"<th>{_inline(cell.strip())}</th>" for cell in head)
    body = "".join(
        "<tr>" + "".join(f"<td>{_inline(cell.strip())}</td>" for cell in row) + "</tr>"
        for row in rows
    )
    return f'<table class="grid"><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>'


def _inline(text: str) -> str:
    drawn, at = [], 0
    for found in _INLINE.finditer(text):
        drawn += [emojify(escape(text[at : found.start()])), _styled(found)]
        at = found.end()
    return "".join([*drawn, emojify(escape(text[at:]))])


def _styled(found: re.Match[str]) -> str:
    if found["code"]:
        return f"<code>{escape(found['code'])}</code>"
    if found["url"]:
        return (
            f'<a href="{escape(found["url"])}" target="_blank" rel="noopener noreferrer">'
            f"{_inline(found['label'])}</a>"
        )
    if found["bold"]:
        return f"<b>{_inline(found['bold'])}</b>"
    if found["strike"]:
        return f"<s>{_inline(found['strike'])}</s>"
    return f"<i>{_inline(found['italic'])}</i>"
