"""Slack's own mark-up to HTML.

Apps send the characters `& < >` escaped; a bare `<…>` is a control sequence (a link, a mention, a
date). Everything else is escaped for HTML here: what an app lets through is seen but never run.
"""

import re
from collections.abc import Callable
from html import escape

from bot.sandbox.page.dates import localized
from bot.sandbox.page.drawn import Drawn
from bot.sandbox.page.emoji import emojify
from bot.sandbox.page.names import Names

_FENCE = re.compile(r"```(.+?)```", re.DOTALL)
_TOKEN = re.compile(r"`(?P<code>[^`\n]+)`|<(?P<control>[^<>\n]+)>|(?P<url>https?://[^\s<>|`\"]+)")
_STYLES = (
    ("b", re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]*?[^\s*])\*(?![\w*])")),
    ("i", re.compile(r"(?<![\w_])_(?=[^\s_])([^_\n]*?[^\s_])_(?![\w_])")),
    ("s", re.compile(r"(?<![\w~])~(?=[^\s~])([^~\n]*?[^\s~])~(?![\w~])")),
)
_QUOTE = re.compile(r"(?:>|&gt;) ?(.*)")
_LINK = re.compile(r"(?:https?://|mailto:|tel:).+", re.IGNORECASE)
_KEPT = re.compile("\ue000(\\d+)\ue001")
_BROADCASTS = frozenset({"channel", "here", "everyone"})


def readable(text: str) -> str:
    """Undoes the three escapes of Slack, for text that is shown as it is."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def words(text: str) -> str:
    """Plain words as HTML: unescaped as Slack does, then escaped as HTML needs, emoji drawn."""
    return emojify(escape(readable(text)))


def plain(text: str) -> Drawn:
    """A `plain_text` object's text: no mark-up, its line breaks kept."""
    return Drawn(words(text).replace("\n", "<br>"))


def mrkdwn(text: str, names: Names) -> Drawn:
    """A whole text in Slack's mark-up as HTML."""
    text = re.sub("[\ue000\ue001]", "", text)
    parts = _FENCE.split(text)
    drawn = [
        _fenced(part, names) if at % 2 else _prose(part, names) for at, part in enumerate(parts)
    ]
    return Drawn("".join(drawn))


def _fenced(text: str, names: Names) -> str:
    return f"<pre>{_verbatim(text.strip(chr(10)), names)}</pre>"


def _verbatim(text: str, names: Names) -> str:
    # Links and mentions stay live inside code in Slack too, so an injected one must show here.
    pieces = re.split(r"<([^<>\n]+)>", text)
    return "".join(
        _control(piece, names) if at % 2 else escape(readable(piece))
        for at, piece in enumerate(pieces)
    )


def _prose(text: str, names: Names) -> str:
    drawn: list[str] = []
    quoted: list[str] = []
    for line in text.strip("\n").split("\n"):
        quote = _QUOTE.match(line)
        if quote:
            quoted.append(_inline(quote[1], names))
            continue
        drawn += _closed_quote(quoted)
        drawn.append(_inline(line, names) + "<br>")
    drawn += _closed_quote(quoted)
    return "".join(drawn).removesuffix("<br>")


def _closed_quote(quoted: list[str]) -> list[str]:
    if not quoted:
        return []
    block = f"<blockquote>{'<br>'.join(quoted)}</blockquote>"
    quoted.clear()
    return [block]


def _inline(line: str, names: Names) -> str:
    """One line of text, without its block structure."""
    return _Line().draw(line, names)


class _Line:
    """A line being drawn: finished pieces wait behind private marks, where no style cuts in."""

    def __init__(self) -> None:
        self._kept: list[str] = []

    def draw(self, line: str, names: Names) -> str:
        marked = _TOKEN.sub(lambda found: self._keep(_token(found, names)), line)
        html = self._styled(words(marked))
        while _KEPT.search(html):
            html = _KEPT.sub(lambda found: self._kept[int(found[1])], html)
        return html

    def _keep(self, html: str) -> str:
        self._kept.append(html)
        return f"\ue000{len(self._kept) - 1}\ue001"

    def _styled(self, text: str) -> str:
        for tag, pattern in _STYLES:
            text = pattern.sub(self._wrapped_in(tag), text)
        return text

    def _wrapped_in(self, tag: str) -> Callable[[re.Match[str]], str]:
        return lambda found: self._keep(f"<{tag}>{self._styled(found[1])}</{tag}>")


def _token(found: re.Match[str], names: Names) -> str:
    if found["code"]:
        return f"<code>{_verbatim(found['code'], names)}</code>"
    if found["control"]:
        return _control(found["control"], names)
    url = found["url"].rstrip(".,;:!?)*_~'")
    return _anchor(url, url) + words(found["url"][len(url) :])


def _control(inside: str, names: Names) -> str:
    target, _, label = inside.partition("|")
    if target.startswith("@"):
        return mention(names.person(target[1:], readable(label)), target[1:] == names.reader)
    if target.startswith("#"):
        return mention(readable(label) or target[1:], sign="#")
    if target.startswith("!"):
        return _special(target[1:], label, names) or escape(readable(f"<{inside}>"))
    if own := own_tab(readable(target)):
        return f'<a href="{own}" data-go>{words(label or "Open")}</a>'
    if _LINK.fullmatch(target):
        return _anchor(target, label or target)
    return escape(readable(f"<{inside}>"))


def _special(target: str, label: str, names: Names) -> str | None:
    kind, *rest = target.split("^")
    if kind in _BROADCASTS:
        return broadcast(kind)
    if kind == "subteam" and rest:
        return mention(names.group(rest[0], readable(label)))
    if kind == "date" and len(rest) >= 2:
        shown = localized(rest[0], readable(rest[1]), names.zone)
        text = words(label) if shown is None else escape(shown)
        link = len(rest) > 2 and _LINK.fullmatch(rest[2])
        return (
            f'<a href="{escape(rest[2])}" {_NEW_TAB}>{text}</a>' if link else f"<time>{text}</time>"
        )
    return words(label) if label else None


_NEW_TAB = 'target="_blank" rel="noopener noreferrer"'


def _anchor(url: str, label: str) -> str:
    return f'<a href="{escape(readable(url))}" {_NEW_TAB}>{words(label)}</a>'


def own_tab(url: str) -> str | None:
    """Where `slack://app?…&tab=home` leads on this page; None for any other address."""
    if not url.startswith("slack://app"):
        return None
    return "?tab=home" if "tab=home" in url else "?tab=messages"


def mention(name: str, of_reader: bool = False, sign: str = "@") -> str:
    """A live mention of a person, group or channel."""
    me = " mention-me" if of_reader else ""
    return f'<span class="mention{me}">{sign}{escape(name)}</span>'


def broadcast(kind: str) -> str:
    """`@channel`, `@here`, `@everyone`: drawn loudly, because it would notify everybody."""
    kind = escape(kind)
    return f'<span class="mention mention-everyone" data-broadcast="{kind}">@{kind}</span>'
