"""Loading a roster: through Slack's own client, twice, with everything that changes in between."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path

import pytest
from slack_sdk import WebClient

from bot.model import Membership, PersonId, Role, Viewer
from bot.people import colleagues, hiring, roster
from bot.people.colleagues import Colleague
from bot.people.identity import person_of, profile_of, slack_id_of, viewer
from bot.sandbox import Sandbox, Workspace
from bot.services import new_id
from storage.directory import teams
from storage.personal import people
from tests.company import Company, found
from tests.people.workspace import CAST, cast, colleague, email, member

ADA, BEN, CHLOE, DARIO = "U0ADA", "U0BEN", "U0CHLOE", "U0DARIO"


def load(company: Company, *lines: str, who: list[Colleague] | None = None) -> hiring.Loaded:
    """Load lines of `slack_id or email,team,role,parent_team,primary`."""
    rows = []
    for line in lines:
        name, team, role, parent, primary = (line.split(",") + [""] * 4)[:5]
        rows.append(
            {
                "email" if "@" in name else "slack_id": name,
                "team": team,
                "role": role,
                "parent_team": parent,
                "primary": primary,
            }
        )
    its, rejects = roster.parse(rows)
    assert rejects == []
    return hiring.load(company.services, its, cast() if who is None else who)


def places(company: Company, slack_id: str) -> dict[str, tuple[str, bool]]:
    """A person's teams by name: their role there, and whether it is the one that counts."""
    services = company.services
    names = {team.id: team.name for team in teams.all_teams(services.database)}
    person = person_of(services, slack_id)
    assert person is not None
    its = teams.memberships_of(services.database, services.keys.member_of(person))
    return {names[m.team]: (str(m.role), m.primary) for m in its}


def test_people_are_found_by_id_or_by_address(company: Company) -> None:
    loaded = load(company, "u0ada,Payments", "BEN@example.com,Payments", "U0CHLOE,Search")
    assert (loaded.people, loaded.teams, loaded.unmatched) == (3, 2, ())
    services = company.services
    for slack_id, name in CAST[:3]:
        person = person_of(services, slack_id)
        assert person is not None
        assert profile_of(services, person).name == name
        assert services.keys.person_by_email(f" {email(name).upper()} ") == person
        assert slack_id_of(services, person) == slack_id
    assert person_of(services, DARIO) is None


def test_lines_nobody_was_found_for_are_told_by_number(company: Company) -> None:
    who = [
        colleague(ADA, "Ada Field"),
        colleague(BEN, "Ben Okoye", left=True),
        colleague(CHLOE, "Chloe Tan", bot=True),
        colleague(DARIO, "Dario Ruiz"),
    ]
    text = (
        "slack_id,email,team\n"
        "U0ADA,,Payments\n"
        "U0BEN,,Payments\n"
        "\n"
        ",chloe@example.com,Payments\n"
        "U0NOBODY,,Payments\n"
        "U0ADA,dario@example.com,Payments\n"
        "U0OLD,dario@example.com,Payments\n"
    )
    path = company.folder / "roster.csv"
    path.write_text(text)
    with path.open("rb") as file:
        its, rejects = roster.read(file)
    loaded = hiring.load(company.services, its, who)
    assert rejects == []
    assert [its.line for its in loaded.unmatched] == [3, 5, 6, 7]
    assert loaded.unmatched[3].cause == "the id and the address belong to two different people"
    assert loaded.people == 2
    assert people.count(company.services.database) == 2


@pytest.mark.parametrize(
    ("lines", "primary"),
    [
        (["U0ADA,Payments"], "Payments"),
        (["U0ADA,Payments", "U0ADA,Search"], "Payments"),
        (["U0ADA,Payments", "U0ADA,Search,,,yes"], "Search"),
        (["U0ADA,Payments,,,no", "U0ADA,Search"], "Search"),
        (["U0ADA,Payments,,,no"], "Payments"),
        (["U0ADA,Payments,manager", "U0ADA,Search,member"], "Search"),
        (["U0ADA,Payments,manager,,yes", "U0ADA,Search,member"], "Payments"),
        (["U0ADA,Payments,manager", "U0ADA,Search,manager"], "Payments"),
        (["U0ADA,Payments,,,yes", "U0ADA,Search", "U0ADA,Payments"], "Payments"),
        (["U0ADA,Payments", "ada@example.com,Search,,,yes"], "Search"),
    ],
)
def test_each_person_has_one_team_that_counts(
    company: Company, lines: list[str], primary: str
) -> None:
    load(company, *lines)
    its = places(company, ADA)
    assert [team for team, (_, counts) in its.items() if counts] == [primary]


def test_a_member_who_also_manages_the_team_is_both(company: Company) -> None:
    load(company, "U0ADA,Payments,manager", "U0ADA,Payments,member")
    person = person_of(company.services, ADA)
    assert person is not None
    member = company.member(person)
    assert sorted(teams.memberships_of(company.services.database, member), key=str) == sorted(
        [
            Membership(member, _team(company, "Payments"), Role.MEMBER, primary=True),
            Membership(member, _team(company, "Payments"), Role.MANAGER, primary=False),
        ],
        key=str,
    )


def _team(company: Company, name: str) -> str:
    return {its.name: its.id for its in teams.all_teams(company.services.database)}[name]


def test_managers_see_what_lies_below_and_members_their_own(company: Company) -> None:
    load(
        company,
        "U0ADA,Company,manager",
        "U0BEN,Engineering,manager,Company",
        "U0CHLOE,Payments,manager,Engineering",
        "U0DARIO,Payments",
        "U0ELIF,Sales,,Company",
        "U0ELIF,Choir",
    )
    its = {name: _team(company, name) for name in ("Company", "Engineering", "Payments", "Sales")}

    def seen(slack_id: str, *, admin: bool = False) -> Viewer:
        person = person_of(company.services, slack_id)
        assert person is not None
        return viewer(company.services, person, admin=admin)

    assert seen(ADA).sees == frozenset(its.values())
    assert seen(BEN).manages == {its["Engineering"], its["Payments"]}
    assert seen(BEN).counted_above == {its["Company"]}
    assert (seen(CHLOE).manages, seen(CHLOE).member_of) == ({its["Payments"]}, frozenset())
    assert (seen(DARIO).manages, seen(DARIO).member_of) == (frozenset(), {its["Payments"]})
    assert seen("U0ELIF").member_of == {its["Sales"], _team(company, "Choir")}
    assert seen(DARIO, admin=True).sees == {its["Payments"]}


def test_loading_again_changes_teams_and_keeps_ids_and_keys(company: Company) -> None:
    services = company.services
    load(company, "U0ADA,Payments,,Engineering", "U0BEN,Payments,,Engineering")
    ada = person_of(services, ADA)
    assert ada is not None
    sealed = services.keys.seal(ada, "note", b"mine")
    before = {its.name: its.id for its in teams.all_teams(services.database)}

    company.clock.forward(90 * 86_400)
    moved = replace(colleague(ADA, "Ada Holm", zone="Asia/Kolkata"), email="ada.holm@example.com")
    loaded = load(
        company,
        "U0ADA,Search,manager,Company",
        "U0CHLOE,Payments,,Company",
        who=[moved, *cast()[1:]],
    )

    assert (loaded.people, person_of(services, ADA)) == (2, ada)
    assert services.keys.unseal(ada, "note", sealed) == b"mine"
    assert services.keys.person_by_email("ada.holm@example.com") == ada
    assert profile_of(services, ada).name == "Ada Holm"
    assert places(company, ADA) == {"Search": ("manager", True)}
    assert places(company, BEN) == {}
    after = {its.name: its for its in teams.all_teams(services.database)}
    assert {name: after[name].id for name in before} == before
    assert after["Payments"].parent == after["Company"].id
    person = people.get(services.database, ada)
    assert person is not None
    assert (person.zone, person.first_seen) == ("Asia/Kolkata", company.clock() - 90 * 86_400)


def test_the_first_roster_founds_and_later_people_are_new(company: Company) -> None:
    load(company, "U0ADA,Payments", "U0BEN,Payments")
    load(company, "U0ADA,Payments", "U0CHLOE,Payments")
    founding = {
        slack_id_of(company.services, its.id): its.founding
        for its in people.everybody(company.services.database)
    }
    assert founding == {ADA: True, BEN: True, CHLOE: False}


def test_founders_stay_founders_when_loading_was_cut_short(company: Company) -> None:
    hiring.admit(company.services, cast()[:2], founding=True)  # and then the power went
    load(company, "U0ADA,Payments", "U0BEN,Payments", "U0CHLOE,Payments")
    assert all(its.founding for its in people.everybody(company.services.database))


def test_who_left_is_noted_and_can_come_back(company: Company) -> None:
    services = company.services
    load(company, "U0ADA,Payments", "U0BEN,Payments")
    ada = person_of(services, ADA)
    assert ada is not None
    gone = replace(colleague(ADA, "A Field", zone="Etc/UTC", left=True), email=None)

    loaded = load(company, "U0ADA,Payments", "U0BEN,Payments", who=[gone, *cast()[1:]])
    assert [its.line for its in loaded.unmatched] == [2]
    person = people.get(services.database, ada)
    assert person is not None
    assert (person.left, person.zone) == (True, "Europe/Berlin")
    assert profile_of(services, ada).name == "Ada Field"
    assert people.count(services.database) == 1

    assert hiring.refresh(services, cast()) == 2
    back = people.get(services.database, ada)
    assert back is not None
    assert not back.left


def test_a_refresh_notes_zones_guests_and_leavers_of_the_roster_alone(company: Company) -> None:
    services = company.services
    load(company, "U0ADA,Payments", "U0BEN,Payments", "U0CHLOE,Payments")
    seen = hiring.refresh(
        services,
        [
            colleague(ADA, "Ada Field", zone="America/St_Johns"),
            colleague(BEN, "Ben Okoye", left=True),
            colleague(CHLOE, "Chloe Tan", guest=True),
            colleague(DARIO, "Dario Ruiz"),
        ],
    )
    assert seen == 3
    now = {slack_id_of(services, its.id): its for its in people.everybody(services.database)}
    assert set(now) == {ADA, BEN, CHLOE}
    assert now[ADA].zone == "America/St_Johns"
    assert now[BEN].left
    assert now[CHLOE].guest


def test_an_address_that_was_given_to_somebody_else_leads_to_them(company: Company) -> None:
    services = company.services
    load(company, "U0ADA,Payments")
    heir = replace(colleague(BEN, "Ada Byrne"), email=email("Ada Field"))
    hiring.refresh(services, [colleague(ADA, "Ada Field", left=True)])
    load(company, "U0BEN,Payments", who=[heir])
    assert services.keys.person_by_email("ada@example.com") == person_of(services, BEN)
    assert person_of(services, ADA) not in (None, person_of(services, BEN))


def _many(count: int) -> list[Colleague]:
    return [
        Colleague(f"U{n:05}", f"Person {n}", f"p{n}@example.com", "Etc/UTC", *[False] * 4)
        for n in range(count)
    ]


def test_the_order_of_rows_does_not_tell_who_is_who(tmp_path: Path) -> None:
    company = found(tmp_path)
    company.services = replace(company.services, new_id=new_id)
    who = _many(700)
    load(company, *[f"{its.slack_id},Payments" for its in who], who=who)
    ids = [person_of(company.services, its.slack_id) for its in who]
    order = {person: place for place, person in enumerate(ids)}
    order |= {company.member(person): place for place, person in enumerate(ids)}
    stores = {"database": company.services.database, "keys": company.services.keys.store}
    for store, table, column in (
        ("database", "person", "id"),
        ("database", "profile", "person"),
        ("database", "membership", "member"),
        ("keys", "person_key", "person"),
    ):
        rows = stores[store].read(f"SELECT {column} AS person FROM {table} ORDER BY rowid")
        lying = [order[row["person"]] for row in rows]
        # Of 700 in chance order some 350 stand before their neighbour; in the file's order, all.
        assert len(lying) == 700
        rises = sum(a < b for a, b in itertools.pairwise(lying))
        assert 250 < rises < 450, table
        spread = sum(abs(place - where) for where, place in enumerate(lying)) / 700
        assert spread > 700 / 6, table


def test_two_that_load_at_once_agree_on_ids(company: Company) -> None:
    services = company.services
    first = services.keys.admit(PersonId("a"), ADA, None, 1)
    second = services.keys.admit(PersonId("b"), ADA, "ada@example.com", 2)
    assert first == second == PersonId("a")
    assert services.keys.person_by_email("ada@example.com") == PersonId("a")


@pytest.fixture
def sandbox():
    with Sandbox(Workspace()) as its:
        yield its


def _client(sandbox: Sandbox) -> WebClient:
    return WebClient(sandbox.workspace.bot_token, base_url=sandbox.api_url, retry_handlers=[])


def test_everybody_comes_in_pages_through_slacks_own_client(
    company: Company, sandbox: Sandbox
) -> None:
    workspace = sandbox.workspace
    for n in range(450):
        workspace.add_person(member(f"U{n:05}", f"P{n} Example"))
    workspace.add_person(member("U0GUEST", "Greta Holm", is_restricted=True))
    workspace.add_person(member("U0BOT", "Robot Example", is_bot=True))
    workspace.add_person(member("U0GONE", "Hugo Lind", deleted=True))
    workspace.add_person(member("U0BOSS", "Ines Prado", "Asia/Kathmandu", is_owner=True))
    workspace.faults.rate_limit("users.list", retry_after=1, times=1)

    everybody = {its.slack_id: its for its in colleagues.fetch(_client(sandbox))}
    assert len(everybody) >= 454
    calls = [its for its in workspace.journal if its.method == "users.list"]
    assert len([its for its in calls if its.answer.get("ok")]) == 3
    assert everybody["U00449"].email == "p449@example.com"
    assert everybody["U0GUEST"].guest
    assert everybody["U0BOT"].bot
    assert everybody["USLACKBOT"].bot
    assert everybody["U0GONE"].left
    assert (everybody["U0BOSS"].admin, everybody["U0BOSS"].zone) == (True, "Asia/Kathmandu")
    assert colleagues.is_admin(_client(sandbox), "U0BOSS")
    assert not colleagues.is_admin(_client(sandbox), "U00001")

    lines = [f"{its},Payments" for its in everybody]
    loaded = load(company, *lines, who=list(everybody.values()))
    assert loaded.people == 452
    assert len(loaded.unmatched) == len(everybody) - 452
    guest = person_of(company.services, "U0GUEST")
    assert guest is not None
    assert (its := people.get(company.services.database, guest)) is not None
    assert its.guest


def test_a_thousand_people_take_a_handful_of_transactions(company: Company) -> None:
    services = company.services
    counting = replace(
        services,
        database=Counting(services.database),
        keys=replace(services.keys, store=Counting(services.keys.store)),
    )
    company.services = counting
    who = _many(1_000)
    assert load(company, *[f"{its.slack_id},Payments" for its in who], who=who).people == 1_000
    assert (counting.database.transactions, counting.keys.store.transactions) == (3, 3)


class Counting:
    """A store that counts its transactions: each waits for the disk once."""

    def __init__(self, store) -> None:
        self.store = store
        self.transactions = 0

    def __getattr__(self, name: str):
        return getattr(self.store, name)

    def transaction(self):
        self.transactions += 1
        return self.store.transaction()


def test_who_is_no_longer_named_is_counted_and_noted_until_named_again(company: Company) -> None:
    services = company.services
    load(company, "U0ADA,Payments", "U0BEN,Payments")
    ada = person_of(services, ADA)
    assert ada is not None

    def removed() -> bool:
        its = people.get(services.database, ada)
        assert its is not None
        return its.removed

    for _ in range(2):
        assert load(company, "U0BEN,Payments").removed == 1
        assert removed()
    hiring.refresh(services, cast())
    assert removed(), "that they are still at the company puts nobody back"
    assert load(company, "U0ADA,Payments", "U0BEN,Payments").removed == 0
    assert not removed()
