"""Socket Mode, as slack-sdk's own client and a bare websocket see it."""

from __future__ import annotations

import json
import queue
import threading
from contextlib import ExitStack

import pytest
from slack_sdk import WebClient
from slack_sdk.socket_mode import SocketModeClient
from slack_sdk.socket_mode.response import SocketModeResponse
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect


@pytest.fixture
def dial(sandbox):
    """Opens bare connections as the app would."""
    web = WebClient(sandbox.workspace.app_token, base_url=sandbox.api_url)
    with ExitStack() as opened:
        yield lambda: opened.enter_context(
            connect(web.apps_connections_open(app_token=web.token)["url"])
        )


@pytest.fixture
def sdk(sandbox):
    """slack-sdk's client, putting what it hears into a queue."""
    workspace = sandbox.workspace
    client = SocketModeClient(
        app_token=workspace.app_token,
        web_client=WebClient(workspace.app_token, base_url=sandbox.api_url),
    )
    client.heard = queue.Queue()

    def hear(_, request):
        client.heard.put(request)
        client.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id))

    client.socket_mode_request_listeners.append(hear)
    client.connect()
    workspace.wait_until(lambda: workspace.sockets.count)
    yield client
    client.auto_reconnect_enabled = False
    threading.Thread(target=client.close, daemon=True).start()


def told(socket):
    return json.loads(socket.recv(timeout=30))


def test_a_connection_is_greeted(dial, workspace):
    hello = told(dial())
    assert (hello["type"], hello["num_connections"]) == ("hello", 1)
    assert hello["connection_info"]["app_id"] == workspace.app_id
    assert told(dial())["num_connections"] == 2


def test_a_ticket_is_good_once(sandbox, workspace):
    url = f"{sandbox.url.replace('http', 'ws')}link?ticket={workspace.sockets.ticket()}"
    with connect(url) as first:
        told(first)
        with pytest.raises(InvalidStatus, match="403"), connect(url):
            pass


def test_each_envelope_goes_to_one_connection(dial, workspace, ada):
    sockets = [dial(), dial()]
    for socket in sockets:
        told(socket)
    workspace.wait_until(lambda: workspace.sockets.count == 2)
    ada.open_home()
    ada.open_home()
    envelopes = [told(socket) for socket in sockets]
    assert {envelope["type"] for envelope in envelopes} == {"events_api"}
    assert len({envelope["payload"]["event_id"] for envelope in envelopes}) == 2
    for socket, envelope in zip(sockets, envelopes, strict=True):
        socket.send(json.dumps({"envelope_id": envelope["envelope_id"]}))
    workspace.settle()


def test_an_eleventh_connection_is_one_too_many(dial, workspace):
    for number in range(10):
        dial()
        workspace.wait_until(lambda most=number + 1: workspace.sockets.count == most)
    late = dial()
    assert told(late) == {"type": "disconnect", "reason": "too_many_websockets"} | {
        "debug_info": {"host": "applink"}
    }
    with pytest.raises(ConnectionClosed):
        late.recv(timeout=30)


@pytest.mark.parametrize("ack_seconds", [0.1])
def test_an_event_is_sent_again_until_acknowledged(dial, workspace, ada):
    socket = dial()
    told(socket)
    ada.say("hello?")
    tries = [told(socket) for _ in range(3)]
    assert [one["retry_attempt"] for one in tries] == [0, 1, 2]
    assert tries[1]["retry_reason"] == "timeout"
    assert len({one["payload"]["event_id"] for one in tries}) == 1
    assert tries[0]["payload"]["event"]["text"] == "hello?"
    socket.send(json.dumps({"envelope_id": tries[2]["envelope_id"]}))
    workspace.settle()
    with pytest.raises(TimeoutError):
        socket.recv(timeout=0.2)


@pytest.mark.parametrize("ack_seconds", [0.1])
def test_an_event_is_given_up_after_three_more_tries(dial, workspace, ada):
    socket = dial()
    told(socket)
    ada.say("anybody?")
    assert [told(socket)["retry_attempt"] for _ in range(4)] == [0, 1, 2, 3]
    with pytest.raises(TimeoutError):
        socket.recv(timeout=0.2)


def test_a_command_is_sent_once_and_its_ack_may_carry_a_message(dial, workspace, ada):
    socket = dial()
    told(socket)
    answers = queue.Queue()
    typing = threading.Thread(target=lambda: answers.put(ada.command("/worthwhile", "help")))
    typing.start()
    envelope = told(socket)
    assert (envelope["type"], envelope["accepts_response_payload"]) == ("slash_commands", True)
    assert envelope["payload"]["text"] == "help"
    assert "retry_attempt" not in envelope
    reply = {"envelope_id": envelope["envelope_id"], "payload": {"text": "Hello"}}
    socket.send(json.dumps(reply))
    assert answers.get(timeout=30).ack_payload == {"text": "Hello"}
    assert ada.last().text == "Hello"
    typing.join()


def test_only_subscribed_events_are_sent(sdk, workspace, ada):
    workspace.events.discard("user_change")
    workspace.update_person("U0ADA", title="Baker")
    workspace.events.add("user_change")
    workspace.update_person("U0ADA", title="Cook")
    event = sdk.heard.get(timeout=30).payload["event"]
    assert (event["type"], event["user"]["profile"]["title"]) == ("user_change", "Cook")
    workspace.settle()
    assert sdk.heard.empty()


def test_a_refresh_warns_and_the_sdk_moves_on(sdk, workspace, ada):
    first = sdk.session_id()
    workspace.refresh_sockets(notice=0)
    workspace.wait_until(lambda: sdk.session_id() != first and sdk.is_connected())
    workspace.wait_until(lambda: workspace.sockets.count == 1)
    ada.open_home()
    assert sdk.heard.get(timeout=30).payload["event"]["type"] == "app_home_opened"


def test_a_refresh_in_slacks_words(dial, workspace):
    socket = dial()
    told(socket)
    workspace.refresh_sockets(notice=0)
    assert [told(socket)["reason"] for _ in range(2)] == ["warning", "refresh_requested"]
    with pytest.raises(ConnectionClosed):
        socket.recv(timeout=30)


def test_a_network_that_goes_away_loses_nothing_that_is_retried(dial, workspace, ada):
    told(dial())
    workspace.drop_sockets()
    workspace.wait_until(lambda: workspace.sockets.count == 0)
    assert ada.command("/worthwhile").error == "no_connection"
