"""Modals: triggers, hashes, the stack, submissions and what the app says to them."""

from __future__ import annotations

import pytest

from bot.sandbox import NotAccepted, NotOnScreen

from .conftest import actions, button, modal, plain, refused, text_input


@pytest.fixture
def trigger(workspace):
    """A trigger Ada has just pulled."""
    return lambda view_id=None: workspace.triggers.give("U0ADA", view_id)


def test_a_trigger_opens_one_modal_within_three_seconds(client, clock, ada, trigger):
    once = trigger()
    view = client.views_open(trigger_id=once, view=modal(text_input()))["view"]
    assert [open_view.id for open_view in ada.modals()] == [view["id"]]
    assert refused(client.views_open, trigger_id=once, view=modal()) == "exchanged_trigger_id"
    late = trigger()
    clock.pass_seconds(3.1)
    assert refused(client.views_open, trigger_id=late, view=modal()) == "expired_trigger_id"
    assert refused(client.views_open, trigger_id="1.2.x", view=modal()) == "invalid_trigger_id"


def test_a_refused_view_leaves_the_trigger_unused(client, trigger):
    once = trigger()
    long = modal(title=plain("x" * 25))
    assert refused(client.views_open, trigger_id=once, view=long) == "invalid_arguments"
    assert client.views_open(trigger_id=once, view=modal())["ok"]


def test_the_stack_is_three_deep(client, ada, trigger):
    first = client.views_open(trigger_id=trigger(), view=modal())["view"]["id"]
    for _ in range(2):
        client.views_push(trigger_id=trigger(first), view=modal())
    assert len(ada.modals()) == 3
    assert ada.modals()[2].root_id == first
    pushed = {"trigger_id": trigger(first), "view": modal()}
    assert refused(client.views_push, **pushed) == "push_limit_reached"
    ada.close()
    assert len(ada.modals()) == 2


def test_an_update_needs_the_hash_it_saw(client, ada, trigger):
    view = client.views_open(trigger_id=trigger(), view=modal(text_input()))["view"]
    fresh = client.views_update(view_id=view["id"], hash=view["hash"], view=modal())["view"]
    assert fresh["hash"] != view["hash"]
    stale = {"view_id": view["id"], "hash": view["hash"], "view": modal()}
    assert refused(client.views_update, **stale) == "hash_conflict"
    assert client.views_update(view_id=view["id"], view=modal())["ok"]
    assert refused(client.views_update, view_id="V0NONE", view=modal()) == "not_found"
    ada.close()
    assert refused(client.views_update, view_id=view["id"], view=modal()) == "not_found"


def test_a_home_is_published_over_the_hash_it_saw(client, ada):
    home = {"type": "home", "blocks": []}
    first = client.views_publish(user_id="U0ADA", view=home)["view"]
    client.views_publish(user_id="U0ADA", view=home, hash=first["hash"])
    stale = {"user_id": "U0ADA", "view": home, "hash": first["hash"]}
    assert refused(client.views_publish, **stale) == "hash_conflict"
    assert refused(client.views_publish, user_id="U0ADA", view=modal()) == "invalid_arguments"


@pytest.fixture
def form(app, connected, client, ada, trigger):
    """Opens a modal; the app answers its submission with what it is given here."""
    answer, submitted = {}, []

    @app.view("form")
    def submission(ack, body):
        submitted.append(body)
        ack(**answer)

    @app.view_closed("form")
    def closed(ack, body):
        submitted.append(body)
        ack()

    def opened(*blocks, **more):
        client.views_open(trigger_id=trigger(), view=modal(*blocks, **more))
        return answer, submitted

    return opened


def test_a_submission_carries_the_values_and_closes_the_modal(form, ada):
    filled = {"type": "plain_text_input", "action_id": "note_input", "initial_value": "as it was"}
    options = [{"text": plain(one), "value": one} for one in ("a", "b")]
    boxes = {"type": "checkboxes", "action_id": "kinds_input", "options": options}
    _, submitted = form(
        text_input(),
        text_input("note") | {"element": filled},
        text_input("kinds") | {"element": boxes},
        text_input("spare", optional=True),
        private_metadata="kept",
    )
    assert ada.submit({"name_input": "Ada", "kinds": ["b", "a"]}).acked
    view = submitted[0]["view"]
    values = view["state"]["values"]
    assert values["name"]["name_input"]["value"] == "Ada"
    assert values["note"]["note_input"]["value"] == "as it was"
    assert [o["value"] for o in values["kinds"]["kinds_input"]["selected_options"]] == ["b", "a"]
    assert values["spare"]["spare_input"]["value"] is None
    assert view["private_metadata"] == "kept"
    assert ada.modals() == []


def test_errors_keep_the_modal_and_what_was_typed(form, ada):
    answer, submitted = form(text_input())
    answer |= {"response_action": "errors", "errors": {"name": "Too short"}}
    ada.submit({"name": "A"})
    assert ada.modals()[0].errors == {"name": "Too short"}
    answer.clear()
    ada.submit()
    assert submitted[1]["view"]["state"]["values"]["name"]["name_input"]["value"] == "A"
    assert ada.modals() == []


def test_errors_for_what_is_no_input_are_the_apps_mistake(form, ada):
    answer, _ = form(text_input())
    answer |= {"response_action": "errors", "errors": {"nobody": "x"}}
    assert "invalid_errors" in ada.submit({"name": "Ada"}).error
    assert len(ada.modals()) == 1


def test_update_push_and_clear(form, ada):
    answer, _ = form(text_input())
    answer |= {"response_action": "update", "view": modal(text_input(), title=plain("Next"))}
    ada.submit({"name": "Ada"})
    assert ada.modals()[0].view["title"]["text"] == "Next"
    answer |= {"response_action": "push", "view": modal(text_input(), title=plain("Above"))}
    ada.submit()  # the name is still there: same block_id, same action_id
    assert [view.view["title"]["text"] for view in ada.modals()] == ["Next", "Above"]
    answer.pop("view")
    answer |= {"response_action": "clear"}
    ada.submit({"name": "Ada"})
    assert ada.modals() == []


def test_a_view_slack_would_refuse_stays_an_error(form, ada):
    answer, _ = form(text_input())
    answer |= {"response_action": "update", "view": modal(text_input(), submit=None)}
    answered = ada.submit({"name": "Ada"})
    assert (answered.acked, "submit is required" in answered.error) == (True, True)


@pytest.mark.parametrize(
    ("element", "value"),
    [
        ({"type": "plain_text_input"}, ""),
        ({"type": "plain_text_input", "max_length": 3}, "long"),
        ({"type": "number_input", "is_decimal_allowed": False, "min_value": "1"}, "0"),
        ({"type": "number_input", "is_decimal_allowed": False}, "1.5"),
        ({"type": "email_text_input"}, "nobody"),
        ({"type": "url_text_input"}, "example"),
        ({"type": "datepicker"}, "20.11.2026"),
        ({"type": "timepicker"}, "9:00"),
    ],
)
def test_slacks_client_would_not_submit_that(form, ada, element, value):
    _, submitted = form(text_input() | {"element": {"action_id": "name_input", **element}})
    with pytest.raises(NotAccepted, match="name_input"):
        ada.submit({"name": value})
    assert submitted == []


def test_a_closed_view_is_gone(form, ada):
    form(text_input())
    view = ada.modals()[0]
    ada.close()
    with pytest.raises(NotOnScreen, match="gone"):
        ada.press("name_input", view=view, value="Ada")


def test_there_must_be_something_to_fill_in_and_to_submit(form, ada):
    with pytest.raises(NotOnScreen, match="no such modal"):
        ada.submit()
    form(text_input())
    with pytest.raises(NotOnScreen, match="called age"):
        ada.submit({"age": "36"})
    ada.close()
    form(submit=None)
    with pytest.raises(NotOnScreen, match="no button"):
        ada.submit()


def test_closing_is_told_when_the_view_asked_for_it(form, ada):
    _, told = form(text_input())
    assert ada.close().acked
    assert told == []
    form(text_input(), notify_on_close=True)
    ada.close()
    assert (told[0]["type"], told[0]["is_cleared"]) == ("view_closed", False)
    assert ada.modals() == []


def test_a_control_in_a_modal_is_sent_with_the_view_and_may_change_it(
    app, connected, client, workspace, form, ada
):
    @app.action("go")
    def go(ack, body, client):
        ack()
        view = body["view"]
        changed = modal(text_input(), title=plain("Changed"))
        client.views_update(view_id=view["id"], hash=view["hash"], view=changed)

    form(text_input(), actions(button("go")))
    ada.press("go")
    workspace.wait_until(lambda: ada.modals()[0].view["title"]["text"] == "Changed")


def test_an_input_is_told_of_only_when_it_dispatches(app, connected, form, ada):
    told = []

    @app.action("name_input")
    def typed(ack, body):
        told.append(body)
        ack()

    form(text_input())
    assert ada.press("name_input", value="Ada").acked
    assert told == []
    ada.close()
    form(text_input(dispatch_action=True))
    ada.press("name_input", value="Ada")
    assert told[0]["actions"][0]["value"] == "Ada"
    assert told[0]["view"]["state"]["values"]["name"]["name_input"]["value"] == "Ada"
