"""wait_until and settle."""

from __future__ import annotations

import threading

import pytest

from bot.sandbox import Timeout, Workspace


def test_what_never_happens_times_out_with_the_last_calls(client, workspace):
    client.chat_postMessage(channel="U0ADA", text="x")
    with pytest.raises(Timeout, match=r"chat\.postMessage ok"):
        workspace.wait_until(lambda: False, timeout=0.05)


def test_a_change_wakes_whoever_waits(workspace, client, ada):
    waiting = threading.Thread(
        target=lambda: client.chat_postMessage(channel="U0ADA", text="there")
    )
    waiting.start()
    assert workspace.wait_until(lambda: ada.messages() and ada.last().text) == "there"
    waiting.join()


def test_the_predicate_is_asked_without_the_lock(workspace, client):
    # the app's thread may hold what the predicate wants while it waits for the workspace
    assert workspace.wait_until(lambda: client.chat_postMessage(channel="U0ADA", text="x")["ok"])


def test_a_hand_needs_a_running_sandbox(workspace, ada):
    with pytest.raises(RuntimeError, match="not running"):
        ada.command("/worthwhile")


def test_secrets_look_real_and_are_made_anew():
    one, other = Workspace(), Workspace()
    assert one.bot_token.startswith("xoxb-")
    assert one.app_token.startswith("xapp-1-A")
    assert one.signing_secret != other.signing_secret
