"""A made-up app that uses every way of talking back."""

import asyncio
import json
import re

from slack_bolt import App, BoltRequest
from slack_sdk import WebClient

from bot.sandbox import Answered, Sandbox


def plain(text):
    return {"type": "plain_text", "text": text}


def mrkdwn(text):
    return {"type": "mrkdwn", "text": text}


def button(text, action_id, **more):
    return {"type": "button", "text": plain(text), "action_id": action_id, **more}


def option(text, value):
    return {"text": plain(text), "value": value}


NOTE = {"type": "plain_text_input", "action_id": "text", "multiline": True}
WHEN = {
    "type": "multi_static_select",
    "action_id": "days",
    "options": [option("Monday", "mon"), option("Friday", "fri")],
}
ASKING = {
    "type": "modal",
    "callback_id": "asking",
    "title": plain("Say more"),
    "submit": plain("Save"),
    "blocks": [
        {"type": "input", "block_id": "note", "label": plain("A note"), "element": NOTE},
        {"type": "input", "block_id": "when", "label": plain("Days"), "element": WHEN},
        {"type": "actions", "elements": [button("Look closer", "closer")]},
    ],
}
CONFIRM = {
    "title": plain("Erase everything?"),
    "text": mrkdwn("This cannot be *undone*."),
    "confirm": plain("Erase"),
    "deny": plain("Keep"),
}
SIZES = {
    "type": "static_select",
    "action_id": "size",
    "options": [option("Small", "s"), option("Large", "l")],
}
MESSAGE = [
    {"type": "section", "block_id": "sizes", "text": mrkdwn("*Size*"), "accessory": SIZES},
    {
        "type": "actions",
        "block_id": "buttons",
        "elements": [
            button("Say more", "ask", style="primary"),
            button("Erase", "erase", style="danger", confirm=CONFIRM),
        ],
    },
]
HOME = {"type": "home", "blocks": [{"type": "header", "text": plain("Your weeks")}]}


class Straight:
    """A line straight into the app: these tests are about the page, not about the wire."""

    def __init__(self, app):
        self._app = app

    async def send(self, envelope, attempt, reason):
        request = BoltRequest(mode="socket_mode", body=envelope.payload)
        said = await asyncio.to_thread(self._app.dispatch, request)
        body = said.body or "{}"
        payload = json.loads(body) if body.startswith("{") else {"text": body}
        return Answered(acked=said.status == 200, ack_payload=payload)


class Acorn:
    """Answers in the open, so that a page can be seen to have reached it."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.client = WebClient(sandbox.workspace.bot_token, base_url=sandbox.api_url)
        app = App(client=self.client)
        app.command("/acorn")(self._command)
        app.event("message")(self._echo)
        app.event("app_home_opened")(self._opened)
        app.action("ask")(self._ask)
        app.action("closer")(self._closer)
        app.action(re.compile("erase|size"))(self._did)
        app.view("asking")(self._asked)
        app.shortcut("log")(self._shortcut)
        sandbox.workspace.deliveries.line = Straight(app)

    def post(self, person_id, text, **more):
        return self.client.chat_postMessage(channel=person_id, text=text, **more)

    def _command(self, ack, command):
        ack(f"You asked for *{command['text']}*.")

    def _echo(self, event):
        self.post(event["channel"], f"You said: {event['text']}")

    def _opened(self, event, client):
        if event["tab"] == "home":
            client.views_publish(user_id=event["user"], view=HOME)

    def _ask(self, ack, body, client):
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=ASKING)

    def _closer(self, ack, body, client):
        ack()
        typed = body["view"]["state"]["values"]["note"]["text"]["value"]
        blocks = [{"type": "section", "text": plain(f"So far: {typed}")}]
        closer = {"type": "modal", "title": plain("Closer"), "blocks": blocks}
        client.views_push(trigger_id=body["trigger_id"], view=closer)

    def _did(self, ack, body, action):
        ack()
        chosen = action.get("selected_option", {}).get("value", "pressed")
        self.post(body["user"]["id"], f"{action['action_id']}: {chosen}")

    def _asked(self, ack, body, view):
        values = view["state"]["values"]
        if values["note"]["text"]["value"] == "bad":
            ack(response_action="errors", errors={"note": "Something kinder, perhaps."})
            return
        ack()
        days = [one["value"] for one in values["when"]["days"]["selected_options"]]
        self.post(body["user"]["id"], f"Saved: {json.dumps(days)}")

    def _shortcut(self, ack, body):
        ack()
        self.post(body["user"]["id"], f"Logged: {body['message']['text']}")
