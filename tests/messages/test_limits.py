"""What Slack would refuse: limits and surfaces, with two oracles that know nothing of us."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from slackblocks import _limits as limits
from slackblocks._surfaces import validate_surface_blocks

import messages
from bot.sandbox.rules.blocks import problems, view_problems
from messages.facts import (
    Burst,
    Came,
    CameOf,
    DaysUsed,
    HomeTask,
    HomeTeam,
    Larger,
    Look,
    Missed,
    Note,
    Result,
    SilentPlatform,
    SilentTool,
    ToolUse,
    WorkCount,
)
from tests.messages import samples as its
from tests.messages.cases import DIGEST, MESSAGES, VIEWS

LONG = "a very long & winding <name> " * 40
ALL_THAT_COMES = [
    Came(outcome, 10**6)
    for outcome in ("commit", "pull_request", "ticket_closed", "deploy", "document")
]
MANY_TOOLS = [
    ToolUse(
        f"{n} {LONG}",
        9,
        [WorkCount("app", f"{n} {LONG}", 3) for n in range(20)],
        [CameOf(came.outcome, 9, 9, autonomous=True) for came in ALL_THAT_COMES],
        DaysUsed([its.LAST], 10**9, ALL_THAT_COMES, reported=True),
    )
    for n in range(40)
]
HUGE_WEEK = replace(
    its.WEEK,
    tools=MANY_TOOLS,
    silent=[SilentTool(LONG, its.LAST), SilentTool(LONG, its.LAST, fallen=True)] * 15,
    missed=[Missed(LONG, 10**9, ahead=False)] * 30,
    cost_untold=[LONG] * 30,
    tools_known=60,
    bursts=[Burst(LONG, 10**6, its.at(1, 2), its.at(1, 3), 10**9)] * 2,
    tokens=10**15,
    cached_tokens=10**15,
    cost_usd=10.0**9,
)
HUGE_TASK = replace(its.AGENT, tool=LONG, app=LONG, label=LONG, minutes=10**6, came=ALL_THAT_COMES)
HUGE_ROWS = [replace(its.OPEN, id=f"{n:032}", task=HUGE_TASK) for n in range(3)]
HUGE_PATTERNS = replace(
    its.MANY_RATED,
    costly=[replace(its.MANY_RATED.costly[0], task=HUGE_TASK)] * 3,
    notes=[Note(its.LAST, HUGE_TASK, LONG)] * 5,
    results=[Result(HUGE_TASK, "not_worth_it")] * 5,
    weeks=[replace(week, worth_it=400) for week in its.MANY_RATED.weeks],
)
HUGE_HOME = replace(
    its.HOME,
    digest=HUGE_WEEK,
    tasks=[HomeTask(f"{n:032}", HUGE_TASK, None, None) for n in range(12)],
    patterns=HUGE_PATTERNS,
    sources=[replace(its.SOURCES[0], tool=LONG, platform=LONG, fallen=True)] * 40,
    teams=[HomeTeam(LONG, [Look(LONG, its.at(1, 2))] * 5)] * 40,
)
HUGE_PAGE = replace(
    its.LARGE_GROUP,
    title=LONG,
    merged_with=[LONG] * 30,
    windows=[
        replace(
            its.window(n, its.LARGE, its.USED_MORE),
            larger=Larger("told_how", its.LARGE, [LONG] * 30, [LONG] * 30),
            use_rises_worth_does_not=True,
        )
        for n in range(40)
    ],
)
HUGE_MESSAGES = {
    "digest": (
        "digest",
        DIGEST | {"digest": HUGE_WEEK, "questions": HUGE_ROWS, "patterns": HUGE_PATTERNS},
    ),
    "team": ("team", {"page": HUGE_PAGE, "charts": True}),
    "connect": (
        "connect",
        {
            "connection": replace(
                its.CONNECTED, sources=HUGE_HOME.sources, missed=[*HUGE_WEEK.missed]
            )
        },
    ),
    "unknown": ("unknown_command", {"said": LONG}),
}
HUGE_VIEWS = {
    "home": ("home", {"home": HUGE_HOME}),
    "week": ("week", {"digest": HUGE_WEEK, "questions": HUGE_ROWS, "counted": True}),
    "looking back": ("looking_back", {"patterns": HUGE_PATTERNS}),
    "say more": ("say_more", {"question": replace(its.ASKED_MORE, note="n" * 2000)}),
    "team": ("team", {"page": HUGE_PAGE}),
    "admin": (
        "admin",
        {
            "settings": its.SETTINGS,
            "progress": its.PROGRESS,
            "sources": [replace(its.HEALTH[0], tool=LONG)] * 99,
            "others": True,
            "platforms": [SilentPlatform(LONG, its.LAST)] * 99,
            "reports": [
                replace(its.REPORTS[2], name=f"{n:02}{LONG}", unmatched=10**9) for n in range(99)
            ],
        },
    ),
}
ALL_MESSAGES = MESSAGES | {f"huge {name}": case for name, case in HUGE_MESSAGES.items()}
ALL_VIEWS = VIEWS | {f"huge {name}": case for name, case in HUGE_VIEWS.items()}


@pytest.mark.parametrize("case", ALL_MESSAGES)
def test_slack_would_take_the_message(case: str) -> None:
    name, facts = ALL_MESSAGES[case]
    said = messages.render(name, **facts)
    assert problems(said.blocks, "message") == []
    validate_surface_blocks(said.blocks, "message")
    assert 0 < len(said.text) <= 4000
    assert len(said.blocks) <= limits.MESSAGE_BLOCKS_MAX_ITEMS
    assert too_long(said.blocks) == []
    charts = [block for block in said.blocks if block["type"] == "data_visualization"]
    assert len(charts) <= limits.MESSAGE_DATA_VISUALIZATIONS_MAX_ITEMS


@pytest.mark.parametrize("case", ALL_VIEWS)
def test_slack_would_take_the_view(case: str) -> None:
    name, facts = ALL_VIEWS[case]
    view = messages.view(name, **facts)
    surface = "home" if view["type"] == "home" else "modal"
    assert view_problems(view, surface) == []
    validate_surface_blocks(view["blocks"], surface)
    assert len(view["blocks"]) <= limits.VIEW_BLOCKS_MAX_ITEMS
    assert too_long(view) == []


def test_the_limits_are_noticed() -> None:
    assert too_long({"type": "header", "text": {"type": "plain_text", "text": "x" * 151}})
    assert too_long({"type": "button", "text": {"type": "plain_text", "text": "x" * 76}})
    assert too_long({"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}})


def test_a_modal_of_a_question_holds_its_id_and_nothing_else() -> None:
    for name in ("say_more", "change"):
        view = messages.view(name, question=its.ASKED_MORE)
        assert view["private_metadata"] == its.ASKED_MORE.id


def test_a_year_of_weeks_still_fits_the_chart() -> None:
    weeks = [its.window(n, its.LARGE, None) for n in range(30)]
    page = replace(its.LARGE_GROUP, windows=weeks)
    blocks = messages.render("team", page=page, charts=True).blocks
    chart = next(block for block in blocks if block["type"] == "data_visualization")
    points = chart["chart"]["series"][0]["data"]
    assert len(points) <= limits.DATA_VISUALIZATION_DATA_MAX_ITEMS
    assert points[-1]["label"] == "25 Oct"


def test_a_day_a_month_apart_is_told_apart_in_the_chart() -> None:
    labels = [week.last for week in its.weeks()]
    assert len(set(labels)) == 8
    assert labels[-1] - labels[0] == timedelta(weeks=7)
    assert labels[-1] == date(2026, 11, 19)


_TEXT_LIMITS = {
    "header": limits.HEADER_TEXT_MAX_LENGTH,
    "section": limits.SECTION_TEXT_MAX_LENGTH,
    "button": limits.BUTTON_TEXT_MAX_LENGTH,
}
_FIELD_LIMITS = {
    "action_id": limits.ACTION_ID_MAX_LENGTH,
    "block_id": limits.BLOCK_ID_MAX_LENGTH,
    "private_metadata": limits.VIEW_PRIVATE_METADATA_MAX_LENGTH,
    "callback_id": limits.VIEW_CALLBACK_ID_MAX_LENGTH,
    "value": limits.BUTTON_VALUE_MAX_LENGTH,
}
_PLAIN_LIMITS = {
    "label": limits.INPUT_LABEL_MAX_LENGTH,
    "hint": limits.INPUT_HINT_MAX_LENGTH,
    "placeholder": limits.SELECT_PLACEHOLDER_MAX_LENGTH,
    "submit": limits.VIEW_SUBMIT_MAX_LENGTH,
    "close": limits.VIEW_CLOSE_MAX_LENGTH,
}
_MOST = {
    "actions": ("elements", limits.ACTIONS_ELEMENTS_MAX_ITEMS),
    "context": ("elements", limits.CONTEXT_ELEMENTS_MAX_ITEMS),
    "overflow": ("options", limits.OVERFLOW_OPTIONS_MAX_ITEMS),
    "radio_buttons": ("options", limits.RADIO_BUTTONS_OPTIONS_MAX_ITEMS),
    "checkboxes": ("options", limits.CHECKBOXES_OPTIONS_MAX_ITEMS),
    "static_select": ("options", limits.SELECT_OPTIONS_MAX_ITEMS),
}


def too_long(piece: Any) -> list[str]:
    """Every place in blocks or a view that is longer than Slack takes."""
    return list(_too_long(piece, "/"))


def _too_long(piece: Any, path: str) -> Iterator[str]:
    if isinstance(piece, list):
        for n, inner in enumerate(piece):
            yield from _too_long(inner, f"{path}{n}/")
    if not isinstance(piece, dict):
        return
    kind = piece.get("type")
    text = (piece.get("text") or {}).get("text", "") if isinstance(piece.get("text"), dict) else ""
    if kind in _TEXT_LIMITS and not 0 < len(text) <= _TEXT_LIMITS[kind]:
        yield f"{path}text"
    if kind is None and "value" in piece and len(text) > limits.OPTION_TEXT_MAX_LENGTH:
        yield f"{path}option"
    if kind in _MOST and len(piece[_MOST[kind][0]]) > _MOST[kind][1]:
        yield f"{path}{_MOST[kind][0]}"
    for name, inner in piece.items():
        if name in _FIELD_LIMITS and isinstance(inner, str) and len(inner) > _FIELD_LIMITS[name]:
            yield f"{path}{name}"
        plain = inner["text"] if name in _PLAIN_LIMITS and isinstance(inner, dict) else ""
        if len(plain) > _PLAIN_LIMITS.get(name, 0):
            yield f"{path}{name}"
        yield from _too_long(inner, f"{path}{name}/")


def test_however_long_a_name_is_the_question_is_still_asked() -> None:
    said = messages.render("digest", **DIGEST | {"questions": HUGE_ROWS})
    asked = [block["text"]["text"] for block in said.blocks if block["type"] == "section"]
    assert len([text for text in asked if text.endswith("Was it worth it?")]) == 3


def test_however_much_was_rated_a_block_of_code_is_closed() -> None:
    for view in (
        messages.view("looking_back", patterns=HUGE_PATTERNS),
        messages.view("week", standing="told", digest=HUGE_WEEK, questions=[], counted=True),
    ):
        drawn = [str(block) for block in view["blocks"] if "```" in str(block)]
        assert drawn
        assert all(text.count("```") == 2 for text in drawn)
