"""What every Web API call goes through: tokens, scopes, rates, faults, the journal."""

from __future__ import annotations

import http.client
from functools import partial

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox import Member, Sandbox, Workspace

from .conftest import refused


def with_token(sandbox, token):
    return WebClient(token, base_url=sandbox.api_url, retry_handlers=[])


def test_who_am_i(client, workspace):
    answer = client.auth_test()
    assert (answer["user_id"], answer["bot_id"], answer["team_id"]) == (
        workspace.bot_user_id,
        workspace.bot_id,
        workspace.team_id,
    )
    assert client.api_test(foo="bar")["ok"]


def test_tokens_are_checked(sandbox, workspace, client):
    assert refused(with_token(sandbox, None).auth_test) == "not_authed"
    assert refused(with_token(sandbox, "xoxb-other").auth_test) == "invalid_auth"
    assert refused(with_token(sandbox, workspace.app_token).auth_test) == "not_allowed_token_type"
    wrong = {"app_token": workspace.bot_token}
    assert refused(client.apps_connections_open, **wrong) == "not_allowed_token_type"
    workspace.uninstall()
    assert refused(client.auth_test) == "account_inactive"


def test_a_token_in_the_form_counts_and_stays_out_of_the_journal(sandbox, workspace):
    form = {"token": workspace.bot_token, "user": "U0ADA"}
    assert with_token(sandbox, None).api_call("users.info", params=form)["ok"]
    assert workspace.journal[-1].arguments == {"user": "U0ADA"}


def test_a_method_outside_the_scopes_is_refused():
    workspace = Workspace(scopes=["users:read"])
    workspace.add_person(Member("U0ADA", "ada", "Ada Field", "ada@example.com", "UTC"))
    with Sandbox(workspace) as sandbox:
        client = with_token(sandbox, workspace.bot_token)
        with pytest.raises(SlackApiError) as refusal:
            client.chat_postMessage(channel="U0ADA", text="x")
        assert refusal.value.response["needed"] == "chat:write"
        assert "email" not in client.users_info(user="U0ADA")["user"]["profile"]
        assert client.auth_test().headers["x-oauth-scopes"] == "users:read"


def test_rates_are_off_until_enforced_and_then_answer_429(client, workspace, clock):
    post = partial(client.chat_postMessage, channel="U0ADA", text="x")
    post(), post()
    workspace.rates.enforce()
    post()
    with pytest.raises(SlackApiError) as refusal:
        post()
    response = refusal.value.response
    assert (response.status_code, response["error"]) == (429, "ratelimited")
    assert response.headers["retry-after"] == "1"
    conversation = client.conversations_open(users="U0ADA")["channel"]["id"]
    assert refused(client.chat_postMessage, channel=conversation, text="x") == "ratelimited"
    client.chat_postMessage(channel="U0BEN", text="another channel")
    clock.pass_seconds(1.0)
    assert post()["ok"]


def test_tiers_count_a_minute(client, workspace, clock):
    workspace.rates.enforce()
    for _ in range(20):
        client.users_list()
    clock.pass_seconds(20)
    with pytest.raises(SlackApiError) as refusal:
        client.users_list()
    assert refusal.value.response.headers["retry-after"] == "40"
    assert client.users_info(user="U0ADA")["ok"]
    clock.pass_seconds(40)
    assert client.users_list()["ok"]


def test_injected_errors_come_as_often_as_asked_for(client, workspace, ada):
    workspace.faults.fail("chat.postMessage", "internal_error", times=2)
    workspace.faults.rate_limit("chat.postMessage", retry_after=7)
    post = partial(client.chat_postMessage, channel="U0ADA", text="x")
    assert [refused(post), refused(post)] == ["internal_error", "internal_error"]
    with pytest.raises(SlackApiError) as refusal:
        post()
    assert refusal.value.response.headers["retry-after"] == "7"
    assert post()["ok"]
    assert len(ada.messages()) == 1


def test_an_http_error_is_no_slack_answer(client, workspace, ada):
    workspace.faults.http("chat.postMessage", status=503)
    with pytest.raises(SlackApiError) as refusal:
        client.chat_postMessage(channel="U0ADA", text="x")
    assert refusal.value.response.status_code == 503
    assert ada.messages() == []


@pytest.mark.parametrize(("when", "delivered"), [("before", 0), ("after", 1)])
def test_a_cut_connection_leaves_the_app_in_doubt(client, workspace, ada, when, delivered):
    workspace.faults.cut("chat.postMessage", when=when)
    with pytest.raises((http.client.RemoteDisconnected, ConnectionResetError)):
        client.chat_postMessage(channel="U0ADA", text="x")
    assert len(ada.messages()) == delivered


def test_the_sdk_posts_twice_when_the_answer_is_lost(sandbox, workspace, ada):
    workspace.faults.cut("chat.postMessage", when="after")
    sdk = WebClient(workspace.bot_token, base_url=sandbox.api_url)
    sdk.chat_postMessage(channel="U0ADA", text="x")
    assert len(ada.messages()) == 2


def test_every_call_is_in_the_journal(client, workspace, clock):
    client.chat_postMessage(channel="U0ADA", text="x")
    refused(client.chat_postMessage, channel="U0NOBODY", text="y")
    fine, wrong = list(workspace.journal)[-2:]
    assert (fine.method, fine.arguments["text"], fine.ok) == ("chat.postMessage", "x", True)
    assert (wrong.error, wrong.at) == ("channel_not_found", clock.now)
    assert workspace.bot_token not in str(list(workspace.journal))


def test_the_journal_is_bounded_unless_told_otherwise():
    assert Workspace().journal.maxlen == 10_000
    assert Workspace(journal_length=None).journal.maxlen is None
