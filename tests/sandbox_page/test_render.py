"""Blocks and controls become what a browser needs to show them and to tell of their use."""

import re
from html import unescape

import pytest

from bot.sandbox.page.names import Names
from bot.sandbox.page.render import Drawing
from tests.sandbox_page.acorn import CONFIRM, button, mrkdwn, option, plain

NAMES = Names({"U0BEN": "Ben Okoye", "U0ADA": "Ada Field"})
OPTIONS = [option("Small", "s"), option("Large", "l")]


def drawn(block, **more):
    return str(Drawing(NAMES, **more).block(block))


def control(element, kind="actions", **more):
    element = {"action_id": "it", **element}
    if kind == "input":
        block = {"type": "input", "block_id": "b", "label": plain("Name"), "element": element}
    else:
        block = {"type": "actions", "block_id": "b", "elements": [element]}
    return drawn(block | more)


def words(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def entered(element, held):
    return drawn(
        {"type": "actions", "block_id": "b", "elements": [{"action_id": "it", **element}]},
        entered={("b", "it"): held},
    )


@pytest.mark.parametrize(
    ("block", "seen"),
    [
        ({"type": "header", "text": plain("A <b> title")}, "A <b> title"),
        ({"type": "section", "text": mrkdwn("*a*"), "fields": [plain("b"), plain("c")]}, "a b c"),
        ({"type": "context", "elements": [plain("a"), mrkdwn("_b_")]}, "a b"),
        ({"type": "markdown", "text": "**a** b"}, "a b"),
        ({"type": "alert", "level": "info", "text": plain("mind")}, "mind"),
        ({"type": "image", "alt_text": "a garden", "title": plain("Here")}, "Here a garden"),
        ({"type": "video", "title": plain("Film"), "alt_text": "x"}, "video Film"),
        ({"type": "card", "title": mrkdwn("T"), "body": mrkdwn("B")}, "T B"),
        ({"type": "carousel", "elements": [{"type": "card", "title": plain("T")}]}, "T"),
        ({"type": "container", "child_blocks": [{"type": "header", "text": plain("T")}]}, "T"),
        ({"type": "../page", "text": plain("T")}, "../page T"),
    ],
)
def test_every_block_shows_its_words(block, seen):
    assert words(drawn(block)) == seen


@pytest.mark.parametrize("kind", ["table", "data_table"])
def test_tables_have_a_heading_row_and_numbers_on_the_right(kind):
    cells = [[{"type": "raw_text", "text": "Tool"}], [{"type": "raw_number", "value": 3}]]
    html = drawn({"type": kind, "caption": "Tools", "rows": cells})
    assert '<th scope="col" class="align-left">Tool</th>' in html
    assert '<td class="align-right">3</td>' in html


def test_pictures_are_not_fetched():
    assert "<img" not in drawn(
        {"type": "image", "image_url": "https://example.com/a", "alt_text": "a"}
    )


def test_a_button_says_what_it_is():
    html = control(button("Go <now>", "go", value="1&2", style="primary"))
    assert 'class="button primary"' in html
    assert 'data-action-id="go" data-block-id="b"' in html
    assert 'data-value="1&amp;2"' in html
    assert "Go &lt;now&gt;</button>" in html


@pytest.mark.parametrize(
    ("url", "href"),
    [
        ("https://example.com/?a&b", "https://example.com/?a&amp;b"),
        ("javascript:alert(1)", "#"),
        ("slack://app?tab=home", "?tab=home"),
    ],
)
def test_a_button_with_an_address_is_a_link_of_the_web(url, href):
    assert f'href="{href}"' in control(button("Go", "go", url=url))


def test_a_confirmation_travels_with_its_button():
    html = control(button("Erase", "erase", confirm=CONFIRM))
    assert 'data-confirm="Erase everything?"' in html
    assert 'data-confirm-html="This cannot be &lt;b&gt;undone&lt;/b&gt;."' in html
    assert 'data-confirm-yes="Erase" data-confirm-no="Keep"' in html


@pytest.mark.parametrize(
    "kind", ["static_select", "radio_buttons", "checkboxes", "multi_static_select"]
)
def test_options_are_offered_and_the_initial_one_is_chosen(kind):
    many = kind in {"checkboxes", "multi_static_select"}
    initial = {"initial_options": [OPTIONS[1]]} if many else {"initial_option": OPTIONS[1]}
    html = control({"type": kind, "options": OPTIONS, **initial})
    assert re.search(r'value="l" (checked|selected)', html)
    assert not re.search(r'value="s" (checked|selected)', html)
    assert "Small" in words(html)


def test_grouped_options_stay_in_their_groups():
    groups = [{"label": plain("Sizes"), "options": OPTIONS}]
    assert '<optgroup label="Sizes">' in control({"type": "static_select", "option_groups": groups})


def test_what_the_person_entered_wins_over_the_initial_value():
    select = {"type": "static_select", "options": OPTIONS, "initial_option": OPTIONS[0]}
    held = {"type": "static_select", "selected_option": OPTIONS[1]}
    assert 'value="l" selected' in entered(select, held)
    assert 'value="s" selected' not in entered(select, held)
    emptied = {"type": "datepicker", "selected_date": None}
    assert 'value=""' in entered({"type": "datepicker", "initial_date": "2026-11-20"}, emptied)


@pytest.mark.parametrize(
    ("element", "part"),
    [
        ({"type": "plain_text_input", "initial_value": 'a "b"'}, 'value="a &#34;b&#34;"'),
        (
            {"type": "plain_text_input", "multiline": True, "initial_value": "a<"},
            "a&lt;</textarea>",
        ),
        ({"type": "plain_text_input", "max_length": 9}, 'maxlength="9"'),
        ({"type": "datepicker", "initial_date": "2026-11-20"}, 'type="date" value="2026-11-20"'),
        ({"type": "timepicker", "initial_time": "14:00"}, 'type="time" value="14:00"'),
        ({"type": "number_input", "min_value": "0"}, 'min="0" step="1"'),
        ({"type": "number_input", "is_decimal_allowed": True}, 'step="any"'),
        ({"type": "email_text_input"}, 'type="email"'),
        ({"type": "url_text_input"}, 'type="url"'),
        ({"type": "users_select", "initial_user": "U0BEN"}, 'value="U0BEN" selected>Ben Okoye'),
        (
            {"type": "multi_users_select", "initial_users": ["U0BEN"]},
            '<span class="chip">Ben Okoye',
        ),
        ({"type": "overflow", "options": OPTIONS}, 'data-value="l">Large</button>'),
        ({"type": "file_input"}, '<span class="unsupported"'),
    ],
)
def test_every_control_is_drawn(element, part):
    assert part in control(element)


def test_inputs_have_label_hint_and_error():
    block = {
        "type": "input",
        "block_id": "b",
        "label": plain("Name"),
        "hint": plain("As you like"),
        "optional": True,
        "element": {"type": "plain_text_input", "action_id": "it"},
    }
    html = drawn(block, errors={"b": "Too <short>"})
    assert words(html) == "Name (optional) Too <short> As you like"
    assert 'aria-label="Name"' in html
    assert "has-error" in html
    assert "has-error" not in drawn(block)


def test_only_what_acts_at_once_is_marked_so():
    text = {"type": "plain_text_input"}
    asked = {"dispatch_action_config": {"trigger_actions_on": ["on_character_entered"]}}
    assert 'data-acts="change"' in control({"type": "static_select", "options": OPTIONS})
    assert "data-acts" not in control(text, "input")
    assert 'data-acts="on_enter_pressed"' in control(text, "input", dispatch_action=True)
    assert 'data-acts="on_character_entered"' in control(
        text | asked, "input", dispatch_action=True
    )
