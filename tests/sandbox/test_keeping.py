"""A workspace is kept between two runs, and goes on as it was."""

from slack_sdk import WebClient

from bot.sandbox import Hand, Sandbox, Workspace
from bot.sandbox.keeping import keep, restore
from tests.sandbox.conftest import actions, button


def test_what_was_said_and_read_is_there_again(workspace: Workspace, client: WebClient, ada: Hand):
    client.chat_postMessage(channel="U0ADA", text="Read", blocks=[actions(button("go"))])
    ada.mark_read()
    client.chat_postMessage(channel="U0ADA", text="Unread")
    client.views_publish(user_id="U0ADA", view={"type": "home", "blocks": [actions(button("x"))]})

    again = Workspace(workspace.clock)
    restore(again, keep(workspace))

    hand = again.hand("U0ADA")
    assert [message.text for message in hand.messages()] == ["Read", "Unread"]
    assert hand.unread == 1
    assert hand.home() == ada.home()
    assert [member.name for member in again.members()] == ["ada", "ben"]


def test_the_app_keeps_its_tokens_and_can_change_what_it_wrote(
    workspace: Workspace, client: WebClient
):
    sent = client.chat_postMessage(channel="U0ADA", text="Before")
    again = Workspace(workspace.clock)
    restore(again, keep(workspace))

    with Sandbox(again) as running:
        slack = WebClient(client.token, base_url=running.api_url, retry_handlers=[])
        slack.chat_update(channel=sent["channel"], ts=sent["ts"], text="After")
        later = slack.chat_postMessage(channel="U0ADA", text="Later")

    assert [message.text for message in again.hand("U0ADA").messages()] == ["After", "Later"]
    assert later["ts"] > sent["ts"]


def test_what_only_its_person_saw_is_gone_as_after_a_reload(
    workspace: Workspace, client: WebClient
):
    conversation = client.conversations_open(users="U0ADA")["channel"]["id"]
    client.chat_postEphemeral(channel=conversation, user="U0ADA", text="Only for you")

    again = Workspace(workspace.clock)
    restore(again, keep(workspace))

    assert again.hand("U0ADA").messages() == []
