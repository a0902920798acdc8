"""Data is shown and never obeyed: mentions, links, quotes and line breaks in names and notes."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

import messages
from messages.facts import HomeTeam, Look, Note, ToolUse, WorkCount
from messages.quoting import clip
from tests.messages import samples as its
from tests.messages.cases import DIGEST

EVIL = '<!channel> & "quoted" \\ {{ 7*7 }} <@U0ADA> <https://evil.example|click> \n*bold*\u202e'
SHOWN = '&lt;!channel&gt; &amp; "quoted" \\ {{ 7*7 }} &lt;@U0ADA&gt;'


def rows(evil: str) -> list[Any]:
    named = replace(its.AGENT, label=evil, tool=evil, app=evil)
    return [replace(its.OPEN, task=named)]


def everything(evil: str) -> list[Any]:
    """Messages and views with one value wherever data can stand."""
    tools = [ToolUse(evil, 3, [WorkCount("app", evil, 3)])]
    week = replace(its.WEEK, tools=tools)
    patterns = replace(its.MANY_RATED, notes=[Note(its.LAST, replace(its.AGENT, label=evil), evil)])
    home = replace(
        its.HOME, digest=week, patterns=patterns, teams=[HomeTeam(evil, [Look(evil, its.at(1, 2))])]
    )
    page = replace(its.LARGE_GROUP, title=evil, merged_with=[evil])
    link = replace(its.FRESH_TOKEN, endpoint=evil, token=evil)
    told = [
        messages.render("digest", **DIGEST | {"digest": week, "questions": rows(evil)}),
        messages.render("unknown_command", said=evil),
        messages.render("apology", correlation=evil),
        messages.render("connect", connection=link),
        messages.render("team", page=page, charts=True),
    ]
    return [
        *({"text": said.text, "blocks": said.blocks} for said in told),
        messages.view("home", home=home),
        messages.view("looking_back", patterns=patterns),
        messages.view("team", page=page),
    ]


def texts(piece: Any) -> list[str]:
    """Every text that Slack shows as text."""
    if isinstance(piece, list):
        return [text for inner in piece for text in texts(inner)]
    if not isinstance(piece, dict):
        return []
    own = [piece["text"]] if isinstance(piece.get("text"), str) else []
    return own + [text for inner in piece.values() for text in texts(inner)]


def test_a_mention_in_a_label_is_dead() -> None:
    said = messages.render("digest", **DIGEST | {"questions": rows(EVIL)})
    named = [text for text in texts(said.blocks) if "channel" in text]
    assert named
    assert all("<" not in text and ">" not in text for text in named)
    assert any(SHOWN in text for text in named)


def test_nothing_that_stands_for_data_reaches_slack_unescaped() -> None:
    for piece in everything(EVIL):
        for text in texts(piece):
            assert "<" not in text
            assert "\u202e" not in text


def test_a_line_break_in_a_label_makes_no_new_line() -> None:
    broken, whole = rows("one\ntwo\r\n\u2028three"), rows("one two three")
    assert (
        messages.render("digest", **DIGEST | {"questions": broken}).blocks
        == messages.render("digest", **DIGEST | {"questions": whole}).blocks
    )


def test_slack_links_nothing_by_itself() -> None:
    said = messages.render("digest", **DIGEST)
    marked = [its for its in walk(said.blocks) if its.get("type") == "mrkdwn"]
    assert marked
    assert all(text["verbatim"] is True for text in marked)


def test_a_note_comes_back_into_its_field_as_it_was_typed() -> None:
    typed = 'First line & "second" <line>\n\tthird \\'
    view = messages.view("say_more", question=replace(its.ASKED, note=typed))
    field = next(block for block in view["blocks"] if block.get("block_id") == "note")
    assert field["element"]["initial_value"] == typed


def test_an_id_is_never_cut_short() -> None:
    with pytest.raises(ValueError, match="longer than"):
        messages.view("say_more", question=replace(its.ASKED, id="x" * 3000))


@given(st.text())
def test_any_label_gives_a_message_that_is_json(label: str) -> None:
    said = messages.render("digest", **DIGEST | {"questions": rows(label)})
    assert json.loads(json.dumps(said.blocks)) == said.blocks


@given(st.text(alphabet="ab &<>é", max_size=60), st.integers(2, 40))
def test_what_is_clipped_ends_in_no_half_sign(text: str, limit: int) -> None:
    safe = Markup(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
    short = clip(safe, limit)
    assert len(short) <= limit
    assert "&" not in short.replace("&amp;", "").replace("&lt;", "").replace("&gt;", "")


def test_a_missing_fact_is_a_fault_and_not_an_empty_line() -> None:
    with pytest.raises(jinja2.UndefinedError):
        messages.render("apology")


def test_nobody_is_told_none() -> None:
    with pytest.raises(TypeError):
        messages.render("apology", correlation=None)


def walk(piece: Any) -> list[dict[str, Any]]:
    if isinstance(piece, list):
        return [found for inner in piece for found in walk(inner)]
    if not isinstance(piece, dict):
        return []
    return [piece, *(found for inner in piece.values() for found in walk(inner))]
