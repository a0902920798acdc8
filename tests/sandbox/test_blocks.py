"""Which blocks Slack would refuse: its limits, its surfaces, its rules for charts."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slackblocks import _limits as limits
from slackblocks import _surfaces as surfaces

from bot.sandbox.rules.blocks import MOST_BLOCKS, ON_SURFACE, problems, view_problems

from .conftest import actions, button, modal, plain, text_input

LINK = "https://x.example/"


def mrkdwn(text):
    return {"type": "mrkdwn", "text": text}


def option(text="t", value="v", **more):
    return {"text": plain(text), "value": value, **more}


def several(count):
    return [option(value=str(number)) for number in range(count)]


def section(**parts):
    return {"type": "section", **parts}


def asked(element):
    """An element in an input block, with its action_id."""
    return text_input() | {"element": {"action_id": "a", **element}}


def link(length):
    return LINK + "x" * (length - len(LINK))


def confirming(part, text):
    dialog = {name: plain("t") for name in ("title", "text", "confirm", "deny")}
    return actions(button("a") | {"confirm": dialog | {part: plain(text)}})


def select(**parts):
    return actions({"type": "static_select", "action_id": "a", **parts})


def chart(series=1, points=1, title="t", label="{}", name="s{}", **axis):
    labels = [label.format(number) for number in range(points)]
    data = [{"label": one, "value": 1} for one in labels]
    lines = [{"name": name.format(number), "data": data} for number in range(series)]
    config = {"categories": labels, **axis}
    drawn = {"type": "line", "series": lines, "axis_config": config}
    return {"type": "data_visualization", "title": title, "chart": drawn}


def pie(segments=1, label="{}", value=1):
    parts = [{"label": label.format(number), "value": value} for number in range(segments)]
    return {"type": "data_visualization", "title": "t", "chart": {"type": "pie", "segments": parts}}


def picture(**parts):
    return {"type": "image", "image_url": LINK, "alt_text": "a", **parts}


# For each of the oracle's limits on what an app sends: a block that measures exactly so much
MESSAGE_LIMITS = {
    "SECTION_TEXT_MAX_LENGTH": lambda n: section(text=mrkdwn("x" * n)),
    "SECTION_FIELDS_MAX_ITEMS": lambda n: section(fields=[plain("x")] * n),
    "SECTION_FIELDS_ITEM_MAX_LENGTH": lambda n: section(fields=[plain("x" * n)]),
    "HEADER_TEXT_MAX_LENGTH": lambda n: {"type": "header", "text": plain("x" * n)},
    "ACTIONS_ELEMENTS_MAX_ITEMS": lambda n: actions(*(button(f"a{i}") for i in range(n))),
    "CONTEXT_ELEMENTS_MAX_ITEMS": lambda n: {"type": "context", "elements": [plain("x")] * n},
    "BUTTON_TEXT_MAX_LENGTH": lambda n: actions(button("a", text="x" * n)),
    "BUTTON_VALUE_MAX_LENGTH": lambda n: actions(button("a", value="x" * n)),
    "BUTTON_URL_MAX_LENGTH": lambda n: actions(button("a") | {"url": link(n)}),
    "BUTTON_ACCESSIBILITY_LABEL_MAX_LENGTH": lambda n: actions(
        button("a") | {"accessibility_label": "x" * n}
    ),
    "ACTION_ID_MAX_LENGTH": lambda n: actions(button("x" * n)),
    "BLOCK_ID_MAX_LENGTH": lambda n: {"type": "divider", "block_id": "x" * n},
    "CONFIRMATION_TITLE_MAX_LENGTH": lambda n: confirming("title", "x" * n),
    "CONFIRMATION_TEXT_MAX_LENGTH": lambda n: confirming("text", "x" * n),
    "CONFIRMATION_CONFIRM_MAX_LENGTH": lambda n: confirming("confirm", "x" * n),
    "CONFIRMATION_DENY_MAX_LENGTH": lambda n: confirming("deny", "x" * n),
    "OPTION_TEXT_MAX_LENGTH": lambda n: select(options=[option("x" * n)]),
    "OPTION_VALUE_MAX_LENGTH": lambda n: select(options=[option(value="x" * n)]),
    "OPTION_DESCRIPTION_MAX_LENGTH": lambda n: select(options=[option(description=plain("x" * n))]),
    "SELECT_OPTIONS_MAX_ITEMS": lambda n: select(options=several(n)),
    "SELECT_OPTION_GROUPS_MAX_ITEMS": lambda n: select(
        option_groups=[{"label": plain("x"), "options": [option()]}] * n
    ),
    "OPTION_GROUP_LABEL_MAX_LENGTH": lambda n: select(
        option_groups=[{"label": plain("x" * n), "options": [option()]}]
    ),
    "SELECT_PLACEHOLDER_MAX_LENGTH": lambda n: select(
        options=[option()], placeholder=plain("x" * n)
    ),
    "OVERFLOW_OPTIONS_MAX_ITEMS": lambda n: actions(
        {"type": "overflow", "action_id": "a", "options": several(n)}
    ),
    "CHECKBOXES_OPTIONS_MAX_ITEMS": lambda n: asked({"type": "checkboxes", "options": several(n)}),
    "RADIO_BUTTONS_OPTIONS_MAX_ITEMS": lambda n: asked(
        {"type": "radio_buttons", "options": several(n)}
    ),
    "PLAIN_TEXT_INPUT_MAX_LENGTH_MAX": lambda n: asked(
        {"type": "plain_text_input", "max_length": n}
    ),
    "PLAIN_TEXT_INPUT_MIN_LENGTH_MAX": lambda n: asked(
        {"type": "plain_text_input", "min_length": n}
    ),
    "PLAIN_TEXT_INPUT_PLACEHOLDER_MAX_LENGTH": lambda n: asked(
        {"type": "plain_text_input", "placeholder": plain("x" * n)}
    ),
    "INPUT_LABEL_MAX_LENGTH": lambda n: text_input(label=plain("x" * n)),
    "INPUT_HINT_MAX_LENGTH": lambda n: text_input(hint=plain("x" * n)),
    "IMAGE_ALT_TEXT_MAX_LENGTH": lambda n: picture(alt_text="x" * n),
    "IMAGE_TITLE_MAX_LENGTH": lambda n: picture(title=plain("x" * n)),
    "IMAGE_IMAGE_URL_MAX_LENGTH": lambda n: picture(image_url=link(n)),
    "MARKDOWN_TEXT_MAX_LENGTH": lambda n: {"type": "markdown", "text": "x" * n},
    "CONTEXT_ACTIONS_ELEMENTS_MAX_ITEMS": lambda n: {
        "type": "context_actions",
        "elements": [{"type": "icon_button", "icon": "trash", "text": plain("x")}] * n,
    },
    "CARD_TITLE_MAX_LENGTH": lambda n: {"type": "card", "title": plain("x" * n)},
    "CARD_BODY_MAX_LENGTH": lambda n: {"type": "card", "body": mrkdwn("x" * n)},
    "CAROUSEL_ELEMENTS_MAX_ITEMS": lambda n: {
        "type": "carousel",
        "elements": [{"type": "card", "title": plain("x")}] * n,
    },
    "CONTAINER_CHILD_BLOCKS_MAX_ITEMS": lambda n: {
        "type": "container",
        "title": plain("x"),
        "child_blocks": [{"type": "divider"}] * n,
    },
    "TABLE_ROWS_MAX_ITEMS": lambda n: {
        "type": "table",
        "rows": [[{"type": "raw_text", "text": "x"}]] * n,
    },
    "TABLE_COLUMNS_MAX_ITEMS": lambda n: {
        "type": "table",
        "rows": [[{"type": "raw_text", "text": "x"}] * n],
    },
    "DATA_TABLE_ROWS_MAX_ITEMS": lambda n: {
        "type": "data_table",
        "caption": "x",
        "rows": [[{"type": "raw_text", "text": "x"}]] * n,
    },
    "DATA_VISUALIZATION_TITLE_MAX_LENGTH": lambda n: chart(title="x" * n),
    "DATA_VISUALIZATION_DATA_MAX_ITEMS": lambda n: chart(points=n),
    "DATA_VISUALIZATION_SERIES_NAME_MAX_LENGTH": lambda n: chart(name="x" * n),
    "DATA_VISUALIZATION_POINT_LABEL_MAX_LENGTH": lambda n: chart(label="x" * n),
    "DATA_VISUALIZATION_AXIS_LABEL_MAX_LENGTH": lambda n: chart(y_label="x" * n),
    "DATA_VISUALIZATION_SEGMENT_LABEL_MAX_LENGTH": lambda n: pie(label="x" * n),
}


@pytest.mark.parametrize("name", MESSAGE_LIMITS)
def test_a_limit_is_reached_and_not_passed(name):
    most, build = getattr(limits, name), MESSAGE_LIMITS[name]
    assert problems([build(most)], "message") == []
    assert problems([build(most + 1)], "message") != []


VIEW_LIMITS = {
    "VIEW_TITLE_MAX_LENGTH": lambda n: modal(title=plain("x" * n)),
    "VIEW_CLOSE_MAX_LENGTH": lambda n: modal(close=plain("x" * n)),
    "VIEW_SUBMIT_MAX_LENGTH": lambda n: modal(submit=plain("x" * n)),
    "VIEW_PRIVATE_METADATA_MAX_LENGTH": lambda n: modal(private_metadata="x" * n),
    "VIEW_CALLBACK_ID_MAX_LENGTH": lambda n: modal(callback_id="x" * n),
    "VIEW_EXTERNAL_ID_MAX_LENGTH": lambda n: modal(external_id="x" * n),
    "VIEW_BLOCKS_MAX_ITEMS": lambda n: modal(*[{"type": "divider"}] * n),
    "ALERT_TEXT_MAX_LENGTH": lambda n: modal({"type": "alert", "text": plain("x" * n)}),
}


@pytest.mark.parametrize("name", VIEW_LIMITS)
def test_a_views_limit_is_reached_and_not_passed(name):
    most, build = getattr(limits, name), VIEW_LIMITS[name]
    assert view_problems(build(most), "modal") == []
    assert view_problems(build(most + 1), "modal") != []


def test_a_message_has_fifty_blocks_and_a_home_a_hundred():
    assert MOST_BLOCKS["message"] == limits.MESSAGE_BLOCKS_MAX_ITEMS
    assert MOST_BLOCKS["home"] == MOST_BLOCKS["modal"] == limits.VIEW_BLOCKS_MAX_ITEMS
    assert problems([{"type": "divider"}] * 50, "message") == []
    assert "no more than 50 items" in problems([{"type": "divider"}] * 51, "message")[0]


@pytest.mark.parametrize("surface", ["message", "modal", "home"])
def test_surfaces_are_never_wider_than_the_oracles(surface):
    theirs = surfaces._BLOCK_TYPES_BY_SURFACE[surface]
    # Where the oracle is more generous than Slack's list of surfaces, we keep to the list
    stricter = {"home": {"container", "data_visualization"}}.get(surface, set())
    assert theirs - ON_SURFACE[surface] == stricter
    assert ON_SURFACE[surface] <= theirs


def test_charts_are_held_to_slacks_own_page():
    assert problems([chart(series=6, points=20)], "message") == []
    assert problems([chart(series=7)], "message") != []
    assert problems([pie(segments=6)], "message") == []
    assert problems([pie(segments=7)], "message") != []
    assert problems([pie(value=0)], "message") != []
    assert problems([chart(), pie()], "message") == []
    assert "no more than 2" in problems([chart(), pie(), pie()], "message")[0]
    assert "unsupported type" in problems([chart()], "message", charts=False)[0]
    assert problems([chart()], "home") != []
    assert view_problems(modal(chart()), "modal") != []


def test_every_series_has_the_categories_in_their_order():
    crossed = chart(points=2)
    crossed["chart"]["axis_config"]["categories"].reverse()
    assert "labels must equal the categories" in problems([crossed], "message")[0]
    assert problems([chart(series=2, name="same")], "message") != []
    nameless = chart()
    del nameless["chart"]["axis_config"]
    assert problems([nameless], "message") != []
    endless = chart()
    endless["chart"]["series"][0]["data"][0]["value"] = float("inf")
    assert problems([endless], "message") != []


@pytest.mark.parametrize(
    ("blocks", "why"),
    [
        ("divider", "must be an array"),
        ([{"type": "divider", "block_id": "same"}] * 2, "block_id 'same' already exists"),
        ([actions(button("same"), button("same"))], "action_id 'same' already exists"),
        ([{"type": "actions", "elements": []}], "no fewer than 1"),
        ([section()], "text or fields"),
        ([section(text=plain(""))], "more than 0 characters"),
        ([section(text="bare")], "unsupported text type"),
        ([{"type": "header", "text": mrkdwn("x")}], "unsupported text type"),
        ([section(text=mrkdwn("x") | {"emoji": True})], "emoji"),
        ([section(text=plain("x"), colour="red")], "colour"),
        ([actions({"type": "plain_text_input", "action_id": "a"})], "unsupported type"),
        ([actions(button("a") | {"style": "warning"})], "must be one of"),
        ([select()], "options or option_groups"),
        ([select(options=[option(), option()])], "the option value 'v' already exists"),
        ([select(options=[option()], initial_option=option("other"))], "exactly match"),
        ([{"type": "image", "image_url": LINK}], "alt_text"),
        ([{"type": "input", "label": plain("x")}], "element"),
        ([asked({"type": "number_input"})], "is_decimal_allowed"),
        ([{"type": "markdown", "text": "x" * 7000}] * 2, "12000"),
        ([{"type": "task_card", "task_id": "1", "title": "t", "status": "pending"}], "pending"),
    ],
)
def test_what_slack_refuses(blocks, why):
    found = problems(blocks, "message")
    assert found
    assert why in found[0]


def test_the_same_action_id_may_stand_in_two_blocks():
    twice = [actions(button("a"), block_id="1"), actions(button("a"), block_id="2")]
    assert problems(twice, "message") == []


@pytest.mark.parametrize(
    ("view", "surface", "why"),
    [
        (None, "modal", "must be an object"),
        ({"type": "home", "blocks": []}, "modal", "missing required field: title"),
        ({"type": "modal", "blocks": []}, "home", "must be home"),
        ({"type": "home"}, "home", "missing required field: blocks"),
        (modal(text_input(), submit=None), "modal", "submit is required"),
        (modal(title=mrkdwn("x")), "modal", "unsupported text type"),
        (modal(hash="x"), "modal", "hash"),
    ],
)
def test_views_slack_refuses(view, surface, why):
    assert any(why in problem for problem in view_problems(view, surface))


def test_a_problem_says_where_it_is():
    found = problems([{"type": "divider"}, section(text=mrkdwn("x" * 3001))], "message")
    assert found == ["[ERROR] must be less than 3001 characters [json-pointer:/blocks/1/text/text]"]


KINDS = sorted(ON_SURFACE["message"] | {"button", "static_select", "plain_text", "pie", "line"})
FIELDS = ["text", "elements", "fields", "accessory", "element", "label", "options", "rows", "chart",
          "segments", "series", "data", "value", "tasks", "child_blocks", "axis_config",
          "categories", "option_groups", "confirm", "block_id", "action_id", "title"]  # fmt: skip
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.fixed_dictionaries(
            {"type": st.sampled_from(KINDS) | inner}, optional=dict.fromkeys(FIELDS, inner)
        )
    ),
    max_leaves=12,
)


@settings(max_examples=60, deadline=None)
@given(ANYTHING)
def test_no_json_is_too_strange_to_be_judged(anything):
    for found in (problems(anything, "message"), problems([anything], "message")):
        assert all(re.fullmatch(r"\[ERROR\] .* \[json-pointer:/.*\]", one, re.S) for one in found)
    assert isinstance(view_problems(anything, "modal"), list)
