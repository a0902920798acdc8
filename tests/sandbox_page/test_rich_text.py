"""Rich text, Markdown and tables: the other ways in which apps send words."""

import pytest

from bot.sandbox.page.markdown import markdown
from bot.sandbox.page.names import Names
from bot.sandbox.page.rich_text import cell, rich_text

NAMES = Names({"U0ADA": "Ada Field"}, {"S0TEAM": "platform"}, reader="U0ADA")


def drawn(*elements, kind="rich_text_section", **more):
    part = {"type": kind, "elements": list(elements), **more}
    return rich_text({"type": "rich_text", "elements": [part]}, NAMES)


def text(words, **style):
    return {"type": "text", "text": words, "style": style}


@pytest.mark.parametrize(
    ("element", "html"),
    [
        (text("plain"), "plain"),
        (text("a", bold=True), "<b>a</b>"),
        (text("a", bold=True, italic=True), "<i><b>a</b></i>"),
        (text("a", strike=True), "<s>a</s>"),
        (text("a", code=True), "<code>a</code>"),
        (text("a", bold=False), "a"),
        (
            {"type": "user", "user_id": "U0ADA"},
            '<span class="mention mention-me">@Ada Field</span>',
        ),
        ({"type": "usergroup", "usergroup_id": "S0TEAM"}, '<span class="mention">@platform</span>'),
        ({"type": "emoji", "name": "tada"}, "🎉"),
        ({"type": "link", "url": "javascript:alert(1)", "text": "x"}, "x"),
        (
            {"type": "date", "timestamp": 1795179600, "format": "{date_num}"},
            "<time>2026-11-20</time>",
        ),
        ({"type": "color", "value": "#fff"}, "#fff"),
        (text("<script>&lt;"), "&lt;script&gt;&amp;lt;"),
    ],
)
def test_pieces_of_a_section(element, html):
    assert drawn(element) == f'<div class="rich-section">{html}</div>'


def test_a_broadcast_is_drawn_alive():
    assert 'data-broadcast="channel"' in drawn({"type": "broadcast", "range": "channel"})


def test_links_quotes_and_code():
    assert '<a href="https://example.com/?a=1&amp;b" ' in drawn(
        {"type": "link", "url": "https://example.com/?a=1&b"}
    )
    assert drawn(text("said"), kind="rich_text_quote") == "<blockquote>said</blockquote>"
    assert drawn(text("a\nb"), kind="rich_text_preformatted") == "<pre>a\nb</pre>"


def test_lists_number_and_indent():
    item = {"type": "rich_text_section", "elements": [text("one")]}
    html = drawn(item, kind="rich_text_list", style="ordered", indent=1, offset=2)
    assert (
        html == '<ol class="indent-1" start="3"><li><div class="rich-section">one</div></li></ol>'
    )
    assert drawn(item, kind="rich_text_list", style="bullet").startswith('<ul class="indent-0">')


@pytest.mark.parametrize(
    ("value", "html"),
    [
        ({"type": "raw_text", "text": "a <b>"}, "a &lt;b&gt;"),
        ({"type": "raw_number", "value": 3}, "3"),
        ({"type": "rich_text", "elements": []}, ""),
    ],
)
def test_cells(value, html):
    assert cell(value, NAMES) == html


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("# Title\nand text", '<div class="heading heading-1">Title</div><p>and text</p>'),
        ("**a** *b* ~~c~~ `d`", "<p><b>a</b> <i>b</i> <s>c</s> <code>d</code></p>"),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
        ("> said\n> twice", "<blockquote><p>said<br>twice</p></blockquote>"),
        ("---", "<hr>"),
        ("one\n\ntwo", "<p>one</p><p>two</p>"),
        ("```py\nx < 1\n```", "<pre>x &lt; 1</pre>"),
        ("snake_case_name <script>", "<p>snake_case_name &lt;script&gt;</p>"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
    ],
)
def test_markdown(source, html):
    assert markdown(source) == html


def test_markdown_tables_and_links():
    table = markdown("| a | b |\n|---|:-:|\n| 1 | **2** |")
    assert "<th>a</th><th>b</th>" in table
    assert "<td>1</td><td><b>2</b></td>" in table
    assert '<a href="https://example.com"' in markdown("[here](https://example.com)")
