"""Plain, warm, short; no praise and no shame, and nothing promised that is not kept."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import messages
from tests.messages import samples as its
from tests.messages.cases import DIGEST

GOLDEN = sorted((Path(__file__).parent / "golden").rglob("*.txt"))
NEVER = re.compile(
    r"\b(anonym\w*|gdpr|impossible|guarantee\w*|great|awesome|amazing|well done|congrat\w*"
    r"|excellent|impressive|good job|keep it up|proud|shame\w*|disappoint\w*|wasted?|lazy|bad"
    r"|streaks?|rank(s|ed|ing)?|leaderboards?|scores?|grades?|points? earned|badges?|top \d+"
    r"|power users?|productiv\w*|efficien\w*|users?|members?|None|null|undefined)\b",
    re.IGNORECASE,
)
EMOJI = re.compile(r"[\U0001F300-\U0001FAFF\u2600-\u27BF]|:[a-z_]+:")


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_no_word_that_is_never_written(path: Path) -> None:
    words = path.read_text(encoding="utf-8").partition("-- blocks --")[0]
    words = re.sub(r"\(.\) None|“leaderboard”", "", words)  # an option; what somebody typed
    assert NEVER.findall(words) == []
    assert EMOJI.findall(words) == []


@pytest.mark.parametrize(
    "rating", ["worth_it", "partly", "not_worth_it", "trying", "cant_place", "skipped"]
)
def test_a_message_never_repeats_an_answer(rating: str) -> None:
    """The facts of a message have no room for one: a row knows that it was answered, not how."""
    said = messages.render("digest", **DIGEST | {"questions": [its.ANSWERED]})
    assert rating not in str(said.blocks)
    assert not hasattr(its.ANSWERED, "rating")


def test_the_answer_to_a_group_that_may_not_be_shown_is_one_sentence_for_every_cause() -> None:
    quiet = messages.render("team_withheld").blocks[0]["text"]
    modal = messages.view("team_withheld")["blocks"][0]["text"]
    assert quiet == modal


def test_a_discreet_message_says_only_that_the_week_is_ready() -> None:
    facts = DIGEST | {"discreet": True, "patterns": its.MANY_RATED, "digest": its.MOSTLY_AGENTS}
    said = messages.render("digest", **facts)
    other = messages.render("digest", **DIGEST | {"discreet": True, "first_week": True})
    assert said == other
    assert said.text == "Your week is ready."


def test_every_message_that_comes_by_itself_leads_to_the_preferences_or_says_no() -> None:
    ways_out = {"preferences:open", "welcome:decline"}
    for name, facts in (
        ("digest", DIGEST),
        ("digest", DIGEST | {"discreet": True}),
        ("reminder", {"open_questions": 1, "until": its.LAST}),
        ("welcome", {"usual": its.TIMES, "by_invitation": True}),
    ):
        blocks = messages.render(name, **facts).blocks
        ids = {part.get("action_id") for block in blocks for part in block.get("elements", [])}
        assert ids & ways_out


def test_a_rehearsal_says_so_on_every_page() -> None:
    said = messages.render("digest", rehearsal=True, **DIGEST)
    home = messages.view("home", rehearsal=True, home=its.HOME)
    for blocks in (said.blocks, home["blocks"]):
        assert "Rehearsal" in blocks[0]["elements"][0]["text"]
