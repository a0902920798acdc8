"""Slack's mark-up becomes the HTML people expect, and nothing becomes live that should not."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.page.mrkdwn import mrkdwn, plain
from bot.sandbox.page.names import Names

NAMES = Names({"U0ADA": "Ada Field", "U0BEN": "Ben Okoye"}, {"S0TEAM": "platform"}, reader="U0BEN")
NEW_TAB = 'target="_blank" rel="noopener noreferrer"'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*bold* _italic_ ~gone~", "<b>bold</b> <i>italic</i> <s>gone</s>"),
        ("*bold _and italic_*", "<b>bold <i>and italic</i></b>"),
        ("*a _b* c_", "<b>a _b</b> c_"),
        ("2*3*4 and snake_case_name", "2*3*4 and snake_case_name"),
        ("* not bold *", "* not bold *"),
        ("`a *b* <x>`", "<code>a *b* &lt;x&gt;</code>"),
        ("one\ntwo", "one<br>two"),
        ("• one\n• two", "• one<br>• two"),
        ("&gt; said\n&gt; twice\nafter", "<blockquote>said<br>twice</blockquote>after"),
        ("> said", "<blockquote>said</blockquote>"),
        ("before\n```\nx = 1\n  y\n```", "before<pre>x = 1\n  y</pre>"),
        (":tada: :no_such_emoji:", "🎉 :no_such_emoji:"),
        ("a &amp; b &lt;c&gt;", "a &amp; b &lt;c&gt;"),
        ("&quot;", "&amp;quot;"),
    ],
)
def test_styles_lines_and_emoji(text, html):
    assert mrkdwn(text, NAMES) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<https://example.com/?a=1&amp;b=2|see *it*>", "https://example.com/?a=1&amp;b=2"),
        ("<https://example.com>", "https://example.com"),
        ("https://example.com/a_b_c.", "https://example.com/a_b_c"),
        ("<mailto:ada@example.com|write>", "mailto:ada@example.com"),
    ],
)
def test_links_open_in_a_new_tab(text, html):
    assert f'<a href="{html}" {NEW_TAB}>' in mrkdwn(text, NAMES)


def test_a_link_to_the_app_itself_stays_on_the_page():
    html = mrkdwn("<slack://app?team=T1&amp;id=A1&amp;tab=home|Home>", NAMES)
    assert html == '<a href="?tab=home" data-go>Home</a>'


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<@U0ADA>", '<span class="mention">@Ada Field</span>'),
        ("<@U0BEN>", '<span class="mention mention-me">@Ben Okoye</span>'),
        ("<@U0GONE|somebody>", '<span class="mention">@somebody</span>'),
        ("<#C0GENERAL|general>", '<span class="mention">#general</span>'),
        ("<!subteam^S0TEAM>", '<span class="mention">@platform</span>'),
    ],
)
def test_mentions_carry_names(text, shown):
    assert mrkdwn(text, NAMES) == shown


@pytest.mark.parametrize("kind", ["channel", "here", "everyone"])
@pytest.mark.parametrize("around", ["{}", "`{}`", "```{}```", "*{}*", "> {}"])
def test_a_live_broadcast_is_seen_wherever_it_hides(kind, around):
    assert f'data-broadcast="{kind}"' in mrkdwn(around.format(f"<!{kind}>"), NAMES)


def test_an_escaped_broadcast_is_only_text():
    assert mrkdwn("&lt;!channel&gt;", NAMES) == "&lt;!channel&gt;"


def test_dates_are_told_in_the_readers_zone_or_by_their_fallback():
    stamp = "1795179600"
    html = mrkdwn(f"<!date^{stamp}^{{date_long}} at {{time}}|then>", NAMES)
    assert html == "<time>Friday, November 20th, 2026 at 1:00 PM</time>"
    assert (
        mrkdwn(f"<!date^{stamp}^{{moon}}|then &amp; there>", NAMES)
        == "<time>then &amp; there</time>"
    )
    assert mrkdwn("<!date^soon^{date}|then>", NAMES) == "<time>then</time>"


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "<javascript:alert(1)|x>",
        '<https://example.com/"onmouseover="alert(1)|x>',
        "<https://example.com|<img src=x onerror=alert(1)>>",
        "<@U0ADA|<b>x>",
        '<@U0GONE|"><script>>',
        "`<script>`",
        "`&lt;script&gt;`",
        "```&lt;script&gt;```",
        "<https://example.com|&lt;script&gt;>",
        "<@U0GONE|&lt;script&gt;>",
        "<!subteam^S0|&lt;script&gt;>",
        "<!date^1795179600^&lt;script&gt;|x>",
        "<!date^x^y|&lt;script&gt;>",
        "```<img src=x onerror=alert(1)>```",
        '<!date^1795179600^{date}^javascript:alert(1)|"><script>>',
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "\ue0000\ue001 *\ue0001\ue001*",
    ],
)
def test_nothing_an_app_sends_can_run(attack):
    assert_harmless(mrkdwn(attack, NAMES))
    assert_harmless(plain(attack))


@given(st.text(alphabet="<>&|*_~`!@#:\"'= \n^{}/.httpscran;lg0129\ue000\ue001", max_size=60))
def test_no_text_at_all_can_run_or_leave_a_tag_open(text):
    assert_harmless(mrkdwn(text, NAMES))


def assert_harmless(html):
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []


class Reader(HTMLParser):
    """Fails at a tag or attribute that Slack's mark-up never makes."""

    TAGS = frozenset(("b", "i", "s", "code", "pre", "br", "blockquote", "a", "span", "time"))
    ATTRIBUTES = frozenset(("href", "target", "rel", "class", "data-broadcast", "data-go"))

    def __init__(self):
        super().__init__()
        self.open = []

    def handle_starttag(self, tag, attrs):
        assert tag in self.TAGS
        assert {name for name, _ in attrs} <= self.ATTRIBUTES
        address = dict(attrs).get("href", "https://").lower()
        assert address.startswith(("http://", "https://", "mailto:", "tel:", "?tab="))
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_plain_text_shows_mark_up_as_it_is():
    assert plain("*a* &lt;b&gt;\n:wave:") == "*a* &lt;b&gt;<br>👋"
