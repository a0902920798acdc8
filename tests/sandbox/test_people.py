"""users.*, usergroups.*, dnd.*: the directory as the app reads it."""

from __future__ import annotations

import pytest

from bot.sandbox import Member

from .conftest import refused


@pytest.fixture
def crowd(workspace):
    for number in range(450):
        member = Member(f"U{number:05}", f"p{number}", f"P {number}", f"{number}@x.example", "UTC")
        workspace.add_person(member)


def test_a_list_of_people_comes_in_pages_of_at_most_200(client, crowd):
    pages = [page["members"] for page in client.users_list(limit=1000)]
    assert [len(page) for page in pages] == [200, 200, 54]
    ids = [member["id"] for page in pages for member in page]
    assert len(set(ids)) == 454
    assert ids[0] == "USLACKBOT"  # and is_bot is False for it, as in Slack
    assert refused(client.users_list, cursor="nonsense") == "invalid_cursor"


def test_the_page_ends_with_its_last_person(client):
    answer = client.users_list(limit=4)
    assert len(answer["members"]) == 4
    assert answer["response_metadata"]["next_cursor"] == ""


def test_people_carry_zone_and_standing(workspace, client):
    workspace.add_person(
        Member("U0GRETA", "greta", "Greta Holm", "greta@example.com", "Asia/Kolkata", is_owner=True)
    )
    user = client.users_info(user="U0GRETA")["user"]
    assert (user["tz"], user["tz_offset"], user["is_owner"]) == ("Asia/Kolkata", 19800, True)
    assert user["profile"]["email"] == "greta@example.com"
    assert refused(client.users_info, user="U0NOBODY") == "user_not_found"


def test_people_who_left_are_listed_but_not_found_by_email(workspace, client):
    assert client.users_lookupByEmail(email="ADA@example.com")["user"]["id"] == "U0ADA"
    workspace.update_person("U0ADA", deleted=True)
    assert refused(client.users_lookupByEmail, email="ada@example.com") == "users_not_found"
    left = client.users_info(user="U0ADA")["user"]
    assert left["deleted"]
    assert "tz" not in left


def test_groups(workspace, client):
    workspace.add_usergroup("S0DEV", "dev", "Developers", ["U0ADA", "U0BEN"])
    listed = client.usergroups_list(include_users=True)["usergroups"]
    assert [(group["handle"], group["users"]) for group in listed] == [("dev", ["U0ADA", "U0BEN"])]
    assert "users" not in client.usergroups_list()["usergroups"][0]
    workspace.update_person("U0BEN", deleted=True)
    assert client.usergroups_users_list(usergroup="S0DEV")["users"] == ["U0ADA"]
    assert refused(client.usergroups_users_list, usergroup="S0X") == "no_such_subteam"


def test_do_not_disturb(workspace, client):
    assert client.dnd_info(user="U0ADA")["dnd_enabled"] is False
    workspace.set_dnd("U0ADA", 1_790_010_000, 1_790_040_000)
    quiet = client.dnd_info(user="U0ADA")
    assert (quiet["dnd_enabled"], quiet["next_dnd_end_ts"]) == (True, 1_790_040_000)
