"""The real words on their way: what people find in Slack when nothing in between is made up."""

import pytest

from bot.delivery.due import prepare_due
from bot.delivery.send import Sent, send_due
from bot.model import DeliveryState, Kind, Letter, Observation
from bot.sources import intake
from tests.company import instant


@pytest.fixture
def post(slack_post):
    return slack_post


def work(post, person):
    """An hour with a tool on Thursday afternoon."""
    began = instant("2026-11-19T14:00")
    observations = [
        Observation("claude_code", f"o{n}", began + 600 * n, Kind.TASK, session="s")
        for n in range(6)
    ]
    assert intake.take(post.company.services, person, observations).accepted == 6


def prepare(post):
    prepare_due(post.company.services, post.company.clock())


def send(post):
    return send_due(post.company.services, "a")


def actions(post, slack_id):
    """What can be tapped in somebody's latest message."""
    blocks = post.workspace.hand(slack_id).last().blocks
    return [e["action_id"] for b in blocks if b["type"] == "actions" for e in b["elements"]]


def test_a_welcome_says_what_is_collected_and_offers_three_answers(post):
    post.hire("U0ADA", told=False)
    prepare(post)
    assert send(post) == Sent(1)
    assert len(actions(post, "U0ADA")) == 3


def test_a_week_with_work_becomes_a_digest_and_one_without_stays_silent(post):
    ada, ben = post.hire("U0ADA"), post.hire("U0BEN")
    work(post, ada)
    prepare(post)
    assert send(post) == Sent(1)
    assert post.workspace.hand("U0ADA").last().blocks
    assert post.inbox("U0BEN") == []
    assert [its.state for its in post.of(ben)] == [DeliveryState.NOTHING]


def test_a_digest_without_charts_has_the_same_words(post):
    work(post, post.hire("U0ADA"))
    post.workspace.supports_charts = False
    prepare(post)
    assert send(post) == Sent(1)
    kinds = {block["type"] for block in post.workspace.hand("U0ADA").last().blocks}
    assert "data_visualization" not in kinds


def test_a_reminder_opens_the_week(post):
    ada = post.hire("U0ADA")
    work(post, ada)
    prepare(post)
    send(post)
    post.company.clock.set("2026-11-23T09:00")
    prepare(post)
    assert send(post) == Sent(1)
    assert post.occasions(ada, Letter.REMINDER) == ["2026-W47"]
    assert "week:open" in actions(post, "U0ADA")
    prepare(post)
    assert send(post) == Sent(0)


def test_a_made_token_is_told(post):
    ada = post.hire("U0ADA")
    post.enqueue(ada, Letter.TOKEN_MADE, "token-1")
    assert send(post) == Sent(1)
    assert "token" in post.inbox("U0ADA")[0]


def test_nothing_that_was_sent_is_kept_in_words(post):
    work(post, post.hire("U0ADA"))
    prepare(post)
    send(post)
    text = post.inbox("U0ADA")[0]
    post.company.services.database.close()
    files = post.company.folder.glob("worthwhile.db*")
    assert all(text.encode() not in file.read_bytes() for file in files)
