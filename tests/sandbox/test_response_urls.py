"""Response URLs: five posts, thirty minutes, and what they may do."""

from __future__ import annotations

import pytest
from slack_sdk.webhook import WebhookClient

from .conftest import actions, button


@pytest.fixture
def url(app, connected, client, ada):
    """The response URL of a tap on a message's button."""
    given = []

    @app.action("go")
    def go(ack, body):
        given.append(body["response_url"])
        ack()

    client.chat_postMessage(channel="U0ADA", text="original", blocks=[actions(button("go"))])
    ada.press("go")
    return WebhookClient(given[0], retry_handlers=[])


def test_a_plain_response_is_a_new_message_only_its_person_sees(url, ada):
    assert url.send(text="Thanks").body == "ok"
    assert [(m.text, m.ephemeral) for m in ada.messages()] == [
        ("original", False),
        ("Thanks", True),
    ]
    url.send(text="For all", response_type="in_channel")
    assert not ada.last().ephemeral


def test_the_message_acted_on_is_replaced_or_deleted(url, ada):
    url.send(text="Done", replace_original=True)
    assert [(m.text, m.blocks) for m in ada.messages()] == [("Done", [])]
    url.send(delete_original=True)
    assert ada.messages() == []


def test_five_uses(url, ada):
    assert [url.send(text="again").status_code for _ in range(6)] == [200] * 5 + [404]
    assert len(ada.messages()) == 6


def test_thirty_minutes(url, clock, ada):
    clock.pass_seconds(30 * 60)
    assert url.send(text="just in time").status_code == 200
    clock.pass_seconds(1)
    late = url.send(text="too late")
    assert (late.status_code, "expired_url" in late.body) == (404, True)


def test_nonsense_is_refused(url, ada):
    bad = url.send(text="x", blocks=[{"type": "alert"}])
    assert (bad.status_code, "invalid_blocks" in bad.body) == (400, True)
    assert len(ada.messages()) == 1


def test_a_commands_response_has_nothing_to_replace(app, connected, workspace, ada):
    @app.command("/worthwhile")
    def command(ack, respond):
        ack()
        respond("later", replace_original=True)

    ada.command("/worthwhile")
    workspace.wait_until(lambda: [m.text for m in ada.messages()] == ["later"])
    assert ada.last().ephemeral
