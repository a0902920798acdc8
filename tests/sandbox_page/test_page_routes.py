"""What the page's addresses show and do, over real HTTP."""

import httpx
import pytest

from tests.sandbox_page.acorn import ASKING, MESSAGE, mrkdwn
from tests.sandbox_page.conftest import member


@pytest.fixture
def page(sandbox):
    origin = sandbox.url.rstrip("/")
    with httpx.Client(base_url=sandbox.url, headers={"Origin": origin}) as client:
        yield client


def told(page, person_id, act, **body):
    return page.post(f"/p/{person_id}/{act}", json=body).json()


def test_the_first_page_is_somebodys(page):
    answer = page.get("/", follow_redirects=True)
    assert answer.url.path == "/p/U0ADA"
    for seen in ["Northwind", "Acorn", "Friday 20 November", "Next Friday", "Engineering manager"]:
        assert seen in answer.text


def test_people_who_cannot_be_looked_as_are_not_listed(page, workspace):
    workspace.add_person(member("U0HUG", "Hugo Lind", deleted=True))
    workspace.add_person(member("U0BOT", "Other Bot", is_bot=True))
    workspace.add_person(member("U0INE", "Ines Prado", is_restricted=True))
    text = page.get("/p/U0ADA").text
    assert "Hugo Lind" not in text
    assert "Other Bot" not in text
    assert "Ines Prado" in text


def test_admins_are_marked_and_unread_messages_counted(page, acorn):
    acorn.post("U0BEN", "One")
    acorn.post("U0BEN", "Two")
    text = page.get("/p/U0ADA").text
    assert text.count('class="role-mark"') == 1
    assert 'aria-label="2 unread"' in text


def test_reading_a_page_changes_nothing_but_opening_it_does(page, acorn, workspace):
    acorn.post("U0ADA", "One")
    page.get("/p/U0ADA")
    assert workspace.hand("U0ADA").unread == 1
    told(page, "U0ADA", "open", tab="messages")
    assert workspace.hand("U0ADA").unread == 0


def test_opening_home_tells_the_app(page, acorn, workspace):
    assert "has not put anything here yet" in page.get("/p/U0ADA?tab=home").text
    told(page, "U0ADA", "open", tab="home", arrived=True)
    workspace.wait_until(lambda: workspace.hand("U0ADA").home())
    assert "Your weeks" in page.get("/p/U0ADA?tab=home").text


def test_messages_show_author_time_and_blocks(page, acorn):
    blocks = [{"type": "section", "text": mrkdwn("*Eleven* tasks <!channel>")}]
    acorn.post("U0ADA", "Eleven tasks", blocks=blocks)
    text = page.get("/p/U0ADA").text
    assert "<b>Eleven</b> tasks" in text
    assert 'data-broadcast="channel"' in text
    assert "2:00 PM" in text
    assert "Friday, November 20th" in text


def test_what_is_typed_reaches_the_app_escaped(page, acorn, workspace):
    told(page, "U0ADA", "say", text="hello <!channel>")
    workspace.wait_until(lambda: len(workspace.hand("U0ADA").messages()) == 2)
    text = page.get("/p/U0ADA").text
    assert "You said: hello &lt;!channel&gt;" in text
    assert "data-broadcast" not in text


def test_a_slash_command_is_answered_for_their_eyes_only(page, acorn):
    assert told(page, "U0ADA", "say", text="/acorn  my team ") == {}
    text = page.get("/p/U0ADA").text
    assert "You asked for <b>my team</b>." in text
    assert "Only visible to you" in text
    assert "You asked for" not in page.get("/p/U0BEN").text


def test_a_press_goes_to_the_app(page, acorn, workspace):
    ts = acorn.post("U0ADA", "Choose", blocks=MESSAGE)["ts"]
    body = {"surface": "message", "ts": ts, "block_id": "sizes", "action_id": "size", "value": "l"}
    assert told(page, "U0ADA", "press", **body) == {}
    workspace.wait_until(lambda: workspace.hand("U0ADA").last().text == "size: l")
    assert 'value="l" selected' in page.get("/p/U0ADA").text


def test_what_is_gone_is_said_in_a_sentence(page, acorn):
    gone = {"surface": "modal", "view_id": "V1", "action_id": "a", "block_id": "b"}
    assert told(page, "U0ADA", "press", **gone)["trouble"] is True
    assert told(page, "U0ADA", "close", view_id="V1")["trouble"] is True


def test_a_modal_says_what_is_missing_and_keeps_what_was_typed(page, acorn, workspace):
    with workspace.changes.making():
        view = workspace.screens.open("U0ADA", ASKING)
    sent = [{"block_id": "note", "action_id": "text", "value": "kept"}]
    assert told(page, "U0ADA", "submit", view_id=view.id, fields=sent) == {}
    text = page.get("/p/U0ADA").text
    assert "Please complete this required field." in text
    assert "kept</textarea>" in text
    sent.append({"block_id": "when", "action_id": "days", "value": ["mon", "fri"]})
    told(page, "U0ADA", "submit", view_id=view.id, fields=sent)
    workspace.wait_until(lambda: workspace.hand("U0ADA").messages())
    assert workspace.hand("U0ADA").last().text == 'Saved: ["mon", "fri"]'
    assert 'role="dialog"' not in page.get("/p/U0ADA").text


def test_nobody_listening_is_told_as_slack_would(page):
    assert "/acorn failed" in told(page, "U0ADA", "say", text="/acorn team")["notice"]


def test_controls_run_and_say_what_they_did(page):
    assert page.post("/control/next", json={}).json() == {"notice": "It is Friday again."}
    assert page.post("/control/other", json={}).status_code == 404


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example.com"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
    ],
)
@pytest.mark.parametrize("path", ["/p/U0ADA/say", "/control/next"])
def test_other_sites_cannot_move_a_hand(page, workspace, headers, path):
    sent = {"Content-Type": "application/json"} | headers
    assert page.post(path, content='{"text": "hi"}', headers=sent).status_code == 403
    assert workspace.hand("U0ADA").messages() == []


def test_pages_let_no_foreign_script_run(page):
    policy = page.get("/p/U0ADA").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize(
    "name", ["page.js", "live.js", "morph.js", "fields.js", "talk.js", "shell.css", "blocks.css"]
)
def test_the_pages_own_files_are_served(page, name):
    assert page.get(f"/page/{name}").status_code == 200


@pytest.mark.parametrize("path", ["/p/U0NOBODY", "/page/../routes.py", "/p/"])
def test_there_is_nothing_else(page, path):
    assert page.get(path).status_code == 404


def test_a_change_is_told_at_once_and_quiet_is_told_after_a_moment(page, acorn, workspace):
    now = str(workspace.changes.count)
    assert str(page.get(f"/changes?since={now}").json()["version"]) == now
    acorn.post("U0ADA", "New")
    assert str(page.get(f"/changes?since={now}").json()["version"]) != now
