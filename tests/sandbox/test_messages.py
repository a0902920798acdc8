"""chat.*, conversations.* and what people then see."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import msgspec
import pytest
from slack_sdk.errors import SlackApiError

from bot.sandbox import Member

from .conftest import actions, button, plain, refused


def test_a_post_to_a_person_lands_in_their_conversation_and_marks_it_unread(client, ada, ben):
    answer = client.chat_postMessage(channel="U0ADA", text="Good morning")
    assert answer["channel"].startswith("D")
    assert answer["message"]["text"] == "Good morning"
    assert [message.text for message in ada.messages()] == ["Good morning"]
    assert (ada.unread, ben.unread, ben.messages()) == (1, 0, [])
    ada.mark_read()
    assert ada.unread == 0
    client.chat_postMessage(channel=answer["channel"], text="Again")
    assert (ada.unread, ada.last().ts > answer["ts"]) == (1, True)


def test_blocks_come_as_json_text_in_a_form_too(client, ada):
    blocks = [{"type": "divider"}]
    text = msgspec.json.encode(blocks).decode()
    client.api_call("chat.postMessage", data={"channel": "U0ADA", "text": "x", "blocks": text})
    assert [block["type"] for block in ada.last().blocks] == ["divider"]
    broken = {"channel": "U0ADA", "text": "x", "blocks": "[{"}
    assert refused(client.api_call, api_method="chat.postMessage", data=broken) == (
        "invalid_blocks_format"
    )


def test_missing_ids_are_made_up(client, ada):
    unnamed = {"type": "button", "text": plain("Go")}
    client.chat_postMessage(
        channel="U0ADA", text="x", blocks=[{"type": "actions", "elements": [unnamed]}]
    )
    block = ada.last().blocks[0]
    assert block["block_id"]
    assert block["elements"][0]["action_id"]


def test_an_update_keeps_the_blocks_it_does_not_mention(client, ada):
    posted = client.chat_postMessage(channel="U0ADA", text="old", blocks=[actions(button("go"))])
    where = {"channel": posted["channel"], "ts": posted["ts"]}
    client.chat_update(**where, text="new")
    assert (ada.last().text, ada.last().edited) == ("new", True)
    assert ada.last().blocks[0]["block_id"] == "row"
    client.chat_update(**where, text="bare", blocks=[])
    assert ada.last().blocks == []
    assert ada.unread == 1


def test_only_the_apps_own_standing_messages_change(client, ada):
    channel = client.conversations_open(users="U0ADA")["channel"]["id"]
    ada.say("mine")
    mine = ada.last().ts
    assert refused(client.chat_update, channel=channel, ts=mine, text="x") == (
        "cant_update_message"
    )
    assert refused(client.chat_delete, channel=channel, ts=mine) == "cant_delete_message"
    assert refused(client.chat_update, channel=channel, ts="1.000001", text="x") == (
        "message_not_found"
    )
    gone = client.chat_postMessage(channel=channel, text="gone")["ts"]
    client.chat_delete(channel=channel, ts=gone)
    assert [message.text for message in ada.messages()] == ["mine"]
    assert refused(client.chat_delete, channel=channel, ts=gone) == "message_not_found"
    assert refused(client.chat_update, channel="U0ADA", ts=gone, text="x") == ("channel_not_found")


def test_an_ephemeral_message_is_its_persons_alone_and_raises_no_badge(client, ada, ben):
    channel = client.conversations_open(users="U0ADA")["channel"]["id"]
    ts = client.chat_postEphemeral(channel=channel, user="U0ADA", text="psst")["message_ts"]
    assert (ada.last().ephemeral, ada.unread, ben.messages()) == (True, 0, [])
    assert refused(client.chat_update, channel=channel, ts=ts, text="x") == ("message_not_found")
    other = {"channel": channel, "user": "U0BEN", "text": "x"}
    assert refused(client.chat_postEphemeral, **other) == "user_not_in_channel"


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"deleted": True}, "user_disabled"),
        ({"is_bot": True}, "cannot_dm_bot"),
        ({"accepts_dms": False}, "messages_tab_disabled"),
    ],
)
def test_people_who_cannot_be_written_to(workspace, client, ada, changes, error):
    client.chat_postMessage(channel="U0ADA", text="still fine")
    workspace.update_person("U0ADA", **changes)
    assert refused(client.chat_postMessage, channel="U0ADA", text="x") == error
    assert refused(client.conversations_open, users="U0ADA") == error
    assert len(ada.messages()) == 1


def test_nonsense_is_refused_as_slack_refuses_it(client):
    post = client.chat_postMessage
    assert refused(post, channel="U0NOBODY", text="x") == "channel_not_found"
    assert refused(post, channel="C0GENERAL", text="x") == "channel_not_found"
    assert refused(client.conversations_open, users="U0NOBODY") == "user_not_found"
    assert refused(client.api_call, api_method="chat.postMessage", json={"channel": "U0ADA"}) == (
        "no_text"
    )
    assert refused(post, channel="U0ADA", text="x" * 4001) == "msg_too_long"
    assert refused(client.api_call, api_method="chat.scheduleMessage") == "unknown_method"


def test_refused_blocks_say_why(client):
    with pytest.raises(SlackApiError, match="invalid_blocks") as refusal:
        client.chat_postMessage(channel="U0ADA", text="x", blocks=[{"type": "alert"}])
    reasons = refusal.value.response["response_metadata"]["messages"]
    assert reasons == ["[ERROR] unsupported type: alert [json-pointer:/blocks/0]"]


def test_a_file_is_uploaded_in_three_steps(client, sandbox, ada):
    channel = client.conversations_open(users="U0ADA")["channel"]["id"]
    client.files_upload_v2(
        channel=channel, content="{}", filename="export.json", initial_comment="Here it is"
    )
    file = sandbox.workspace.files.get(ada.last().files[0]["id"])
    assert (ada.last().text, file.content) == ("Here it is", b"{}")
    length = client.files_getUploadURLExternal(filename="x.json", length=9)
    unsent = [{"id": length["file_id"]}]
    assert refused(client.files_completeUploadExternal, files=unsent) == "file_not_found"


def test_timestamps_follow_the_message_clock_and_never_repeat(client, clock):
    first = client.chat_postMessage(channel="U0ADA", text="a")["ts"]
    second = client.chat_postMessage(channel="U0ADA", text="b")["ts"]
    clock.pass_seconds(86_400)
    third = client.chat_postMessage(channel="U0ADA", text="c")["ts"]
    assert (first, second, third) == (
        "1790000000.000000",
        "1790000000.000001",
        "1790086400.000000",
    )


def test_a_newcomer_can_be_written_to_at_once(workspace, client):
    workspace.add_person(Member("U0KIRA", "kira", "Kira Novak", "kira@example.com", "UTC"))
    assert client.chat_postMessage(channel="U0KIRA", text="Welcome")["ok"]
    assert workspace.hand("U0KIRA").last().text == "Welcome"


def test_posts_at_the_same_moment_all_arrive(client, ada):
    with ThreadPoolExecutor(8) as threads:
        texts = [str(number) for number in range(80)]
        stamps = list(
            threads.map(
                lambda text: client.chat_postMessage(channel="U0ADA", text=text)["ts"], texts
            )
        )
    assert sorted(message.text for message in ada.messages()) == sorted(texts)
    assert len(set(stamps)) == 80
