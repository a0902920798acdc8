"""What people do, as a Bolt app hears it over sockets, and what its answers do to their screens."""

from __future__ import annotations

import threading

import pytest

from bot.sandbox import NotOnScreen

from .conftest import actions, button, plain


@pytest.fixture
def heard():
    """Payloads the app got, by kind."""
    return {}


def test_a_command_is_acknowledged_with_a_message_only_its_person_sees(app, connected, ada):
    @app.command("/worthwhile")
    def command(ack, command):
        ack(f"You said {command['text']} from {command['user_name']}")

    answered = ada.command("/worthwhile", "team")
    assert (answered.acked, answered.timed_out, answered.error) == (True, False, None)
    assert (ada.last().text, ada.last().ephemeral) == ("You said team from ada", True)


@pytest.mark.parametrize("ack_seconds", [0.2])
def test_a_command_nobody_answers_times_out(app, connected, workspace, ada):
    released = threading.Event()

    @app.command("/worthwhile")
    def command(ack):
        released.wait(30)
        ack()

    answered = ada.command("/worthwhile")
    released.set()
    assert (answered.acked, answered.timed_out) == (False, True)
    assert answered.seconds >= workspace.ack_seconds


def test_without_the_app_a_command_fails_at_once(sandbox, ada):
    answered = ada.command("/worthwhile")
    assert (answered.acked, answered.timed_out, answered.error) == (False, False, "no_connection")


def test_a_button_in_a_message_is_sent_with_the_message(app, connected, client, heard, ada):
    @app.action("go")
    def go(ack, body):
        heard.update(body)
        ack()

    client.chat_postMessage(channel="U0ADA", text="x", blocks=[actions(button("go", "7"))])
    assert ada.press("go").acked
    assert heard["actions"][0]["value"] == "7"
    assert heard["actions"][0]["block_id"] == "row"
    assert heard["message"]["ts"] == heard["container"]["message_ts"] == ada.last().ts
    assert heard["channel"]["id"] == ada.last().channel
    assert heard["user"]["id"] == "U0ADA"
    assert heard["response_url"].startswith("http://127.0.0.1:")


def test_the_latest_message_and_the_named_value_are_meant(app, connected, client, heard, ada):
    @app.action("go")
    def go(ack, body):
        heard.update(body)
        ack()

    first = client.chat_postMessage(
        channel="U0ADA",
        text="a",
        blocks=[actions(button("go", "1"), block_id="a"), actions(button("go", "2"), block_id="b")],
    )
    client.chat_postMessage(channel="U0ADA", text="b", blocks=[actions(button("go", "3"))])
    ada.press("go")
    assert heard["actions"][0]["value"] == "3"
    ada.press("go", value="2")
    assert heard["actions"][0]["block_id"] == "b"
    ada.press("go", message=ada.messages()[0])
    assert heard["message"]["ts"] == first["ts"]
    with pytest.raises(NotOnScreen, match="no stop"):
        ada.press("stop")
    with pytest.raises(NotOnScreen):
        ada.press("go", value="9")


def test_controls_carry_what_was_chosen_and_the_state_of_the_others(
    app, connected, client, heard, ada
):
    options = [{"text": plain(name), "value": name} for name in ("week", "month", "never")]

    @app.action({"action_id": "often"})
    def often(ack, body):
        heard["often"] = body
        ack()

    @app.action("more")
    def more(ack, body):
        heard["more"] = body
        ack()

    @app.action("kinds")
    def kinds(ack, body):
        heard["kinds"] = body
        ack()

    client.chat_postMessage(
        channel="U0ADA",
        text="x",
        blocks=[
            actions(
                {
                    "type": "static_select",
                    "action_id": "often",
                    "options": options,
                    "initial_option": options[0],
                },
                {"type": "overflow", "action_id": "more", "options": options},
                {"type": "checkboxes", "action_id": "kinds", "options": options},
            )
        ],
    )
    ada.press("often", value="month")
    assert heard["often"]["actions"][0]["selected_option"]["value"] == "month"
    ada.press("more", value="never")
    assert heard["more"]["actions"][0]["selected_option"]["value"] == "never"
    state = heard["more"]["state"]["values"]["row"]
    assert state["often"]["selected_option"]["value"] == "month"
    assert "more" not in state
    ada.press("kinds", value="week")
    ada.press("kinds", value="never")
    ada.press("kinds", value="week")
    ticked = heard["kinds"]["actions"][0]["selected_options"]
    assert [option["value"] for option in ticked] == ["never"]
    with pytest.raises(NotOnScreen, match="often"):
        ada.press("often", value="daily")


def test_an_ephemeral_messages_content_is_not_sent_back(app, connected, client, heard, ada):
    @app.action("go")
    def go(ack, body):
        heard.update(body)
        ack()

    channel = client.conversations_open(users="U0ADA")["channel"]["id"]
    client.chat_postEphemeral(
        channel=channel, user="U0ADA", text="x", blocks=[actions(button("go"))]
    )
    ada.press("go")
    assert "message" not in heard
    assert heard["container"]["is_ephemeral"] is True


def test_shortcuts(app, connected, client, heard, ada):
    @app.shortcut("note")
    def note(ack, body):
        heard[body["type"]] = body
        ack()

    client.chat_postMessage(channel="U0ADA", text="remember me")
    assert ada.shortcut("note").acked
    assert ada.shortcut("note", message=ada.last()).acked
    assert heard["message_action"]["message"]["text"] == "remember me"
    assert heard["message_action"]["message_ts"] == ada.last().ts
    assert set(heard) == {"shortcut", "message_action"}


def test_home_is_published_when_it_is_opened_and_used_from_there(
    app, connected, workspace, heard, ada
):
    @app.event("app_home_opened")
    def opened(event, client):
        view = {"type": "home", "blocks": [actions(button("go"))]}
        client.views_publish(user_id=event["user"], view=view)

    @app.action("go")
    def go(ack, body):
        heard.update(body)
        ack()

    assert ada.home() is None
    ada.open_home()
    home = workspace.wait_until(ada.home)
    assert home["blocks"][0]["block_id"] == "row"
    assert ada.press("go", home=True).acked
    assert heard["view"]["type"] == "home"
    assert heard["container"]["type"] == "view"
    with pytest.raises(NotOnScreen):
        ada.press("go")


def test_a_hand_cannot_press_what_is_gone(app, connected, client, ada):
    posted = client.chat_postMessage(channel="U0ADA", text="x", blocks=[actions(button("go"))])
    message = ada.last()
    client.chat_delete(channel=posted["channel"], ts=posted["ts"])
    with pytest.raises(NotOnScreen, match="gone"):
        ada.press("go", message=message)
