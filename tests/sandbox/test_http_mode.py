"""HTTP mode: signed requests, retries and forgeries, against a small server that checks them."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest
from slack_sdk.signature import Clock as SignatureClock
from slack_sdk.signature import SignatureVerifier

from .conftest import actions, button, modal, text_input


class At(SignatureClock):
    """The verifier's clock, standing where the workspace's stands."""

    def __init__(self, clock):
        self._clock = clock

    def now(self):
        return self._clock()


class Receiver:
    """An app's web server: keeps what it got, answers what it is told to."""

    def __init__(self, workspace, clock):
        self.verifier = SignatureVerifier(workspace.signing_secret, clock=At(clock))
        self.got = []
        self.answers = []  # (status, body, headers) for the next requests
        self._changes = workspace.changes
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_port}/slack/events"
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def stop(self):
        self._server.shutdown()
        self._server.server_close()

    def _answer(self, body, headers):
        if not self.verifier.is_valid_request(body, headers):
            return 401, "", {}
        if "url_verification" in body:
            return 200, json.loads(body)["challenge"], {}
        with self._changes.making():
            self.got.append((body, headers))
        return self.answers.pop(0) if self.answers else (200, "", {})

    def _handler(receiver):
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"])).decode()
                headers = {name.lower(): value for name, value in self.headers.items()}
                status, said, more = receiver._answer(body, headers)
                self.send_response(status)
                for name, value in more.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(said.encode())

            def log_message(self, *_):
                pass

        return Handler


@pytest.fixture
def receiver(sandbox, workspace, clock) -> Iterator[Receiver]:
    server = Receiver(workspace, clock)
    workspace.connect_http(server.url)
    yield server
    server.stop()


def test_the_address_is_verified(receiver, workspace):
    assert workspace.verify_url()
    workspace.connect_http(receiver.url.replace("127.0.0.1", "127.0.0.2"))
    assert not workspace.verify_url()


def test_a_command_is_a_signed_form(receiver, ada):
    receiver.answers.append((200, json.dumps({"text": "Hello", "response_type": "ephemeral"}), {}))
    answered = ada.command("/worthwhile", "a&b")
    assert (answered.acked, ada.last().text) == (True, "Hello")
    body, headers = receiver.got[0]
    assert headers["content-type"] == "application/x-www-form-urlencoded"
    assert parse_qs(body)["text"] == ["a&b"]
    assert parse_qs(body)["user_id"] == ["U0ADA"]


def test_plain_text_in_the_answer_is_shown(receiver, ada):
    receiver.answers.append((200, "As you wish", {}))
    ada.command("/worthwhile")
    assert (ada.last().text, ada.last().ephemeral) == ("As you wish", True)


def test_interactions_are_a_payload_in_a_form(receiver, client, workspace, ada):
    client.chat_postMessage(channel="U0ADA", text="x", blocks=[actions(button("go"))])
    ada.press("go")
    payload = json.loads(parse_qs(receiver.got[0][0])["payload"][0])
    assert (payload["type"], payload["actions"][0]["action_id"]) == ("block_actions", "go")
    client.views_open(trigger_id=payload["trigger_id"], view=modal(text_input()))
    errors = {"response_action": "errors", "errors": {"name": "No"}}
    receiver.answers.append((200, json.dumps(errors), {}))
    ada.submit({"name": "Ada"})
    assert ada.modals()[0].errors == {"name": "No"}


def test_events_are_json_and_retried_with_the_reason(receiver, workspace, ada):
    receiver.answers += [(500, "", {}), (200, "", {})]
    ada.say("hello")
    workspace.wait_until(lambda: len(receiver.got) == 2)
    workspace.settle()
    (first, plain_headers), (second, headers) = receiver.got
    assert first == second
    assert json.loads(first)["event"]["text"] == "hello"
    assert plain_headers["content-type"] == "application/json"
    assert "x-slack-retry-num" not in plain_headers
    assert headers["x-slack-retry-num"] == "1"
    assert headers["x-slack-retry-reason"] == "http_error"


def test_an_app_may_ask_for_no_retries(receiver, workspace, ada):
    receiver.answers.append((500, "", {"x-slack-no-retry": "1"}))
    ada.say("hello")
    workspace.wait_until(lambda: receiver.got)
    workspace.settle()
    assert len(receiver.got) == 1


def test_nobody_at_the_address(sandbox, workspace, ada):
    workspace.connect_http("http://127.0.0.1:9/slack/events")
    answered = ada.command("/worthwhile")
    assert (answered.acked, answered.error) == (False, "connection_failed")


def test_forged_and_replayed_requests_are_refused(receiver, workspace, clock, ada):
    ada.command("/worthwhile")
    body, _ = receiver.got[0]
    sent = workspace.http.sent[0]
    assert workspace.deliver_raw(sent.body, sent.headers).status == 200
    assert workspace.deliver_raw(body + "&user_id=U0BEN", sent.headers).status == 401
    forged = workspace.signed(body, secret="another")
    assert workspace.deliver_raw(body, forged).status == 401
    assert workspace.deliver_raw(body, {}).status == 401
    clock.pass_seconds(301)
    assert workspace.deliver_raw(sent.body, sent.headers).status == 401
    assert workspace.deliver_raw(body, workspace.signed(body)).status == 200
