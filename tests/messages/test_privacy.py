"""The short pages behind the promise: short enough to be read, and nothing of it left out."""

from __future__ import annotations

import re

import pytest

import messages
from bot.model import Rating, Wording
from bot.trends import contribution
from bot.trends.figures import Total, wording
from messages.actions import PRIVACY_PAGES
from tests.messages.cases import VIEWS
from tests.messages.reading import read_aloud

MOST_WORDS = 120


def said(page: str) -> str:
    view = messages.view("privacy_page", page=page, laid_over=True)
    return read_aloud(view, view["blocks"]).partition("-- blocks --")[0]


@pytest.mark.parametrize("page", PRIVACY_PAGES)
def test_a_page_is_read_in_a_minute(page: str) -> None:
    assert len(re.findall(r"\w[\w’'.]*", said(page))) < MOST_WORDS


@pytest.mark.parametrize("view", ["privacy", "tell_me_more"])
def test_the_promise_comes_first_and_every_page_has_a_button(view: str) -> None:
    its = messages.view(view)
    front = read_aloud(its, its["blocks"])
    assert "never recomputed, no page is about fewer than six people" in front
    buttons = [
        one["value"]
        for block in its["blocks"]
        for one in block.get("elements", ())
        if str(one.get("action_id")).startswith("privacy:page:")
    ]
    assert buttons == list(PRIVACY_PAGES)


def test_no_promise_and_no_admission_is_left_out() -> None:
    its = messages.view("privacy")
    everything = read_aloud(its, its["blocks"]) + "".join(map(said, PRIVACY_PAGES))
    for words in (
        *("Never prompts, answers, code, file names or host names", "only if you chose to send it"),
        *("No teammate, manager or admin can open them", "blurred once and locked"),
        *("Answering is what counts you in", "Keep mine out", "change an answer or take it back"),
        *("at least 20 people", "from ten answers on", "deleted as soon as it is counted"),
        *("older backups hold it, sealed", "sealed under a key of your own", "under a random id"),
        *("Before you were told", "13 weeks at most", "13 months at most"),
        *("runs the server and changes its code", "right to export messages"),
        *("70 times in 100 after one page, and 88 times after seven", "few people answered"),
        *(
            "a small team's page is rough",
            "visible to nobody, and can be undone",
            "as a sealed file",
        ),
        *("which managers looked", "messages/documents"),
    ):
        assert words.lower() in everything.lower(), words


def test_the_example_is_what_the_code_makes_of_it() -> None:
    ratings = [*[Rating.WORTH_IT] * 5, *[Rating.PARTLY] * 2, Rating.NOT_WORTH_IT]
    points = sum(contribution.worth([its]) or 0 for its in ratings)
    page = said("managers")
    assert f"{points} of {12 * len(ratings)}" in page
    assert wording(Total(points - 11, len(ratings), 1)) is Wording.MIXED
    assert f"That leaves {points - 11}, and all the page says is mixed" in page.replace("*", "")


def test_each_page_is_among_the_golden_files() -> None:
    assert {facts["page"] for name, facts in VIEWS.values() if name == "privacy_page"} == set(
        PRIVACY_PAGES
    )
