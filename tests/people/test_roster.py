"""The roster file: what is understood, and what is told about the lines that are not."""

from __future__ import annotations

import io

import pytest

from bot.model import Role
from bot.people.roster import Roster, parse, read

HEADER = "email,slack_id,team,role,parent_team,primary\n"


def understood(text: str) -> Roster:
    roster, rejects = read(io.BytesIO(text.encode()))
    assert rejects == []
    return roster


def told(text: str) -> list[tuple[int, str]]:
    _, rejects = read(io.BytesIO(text.encode()))
    return [(its.line, its.cause) for its in rejects]


def test_a_line_is_a_person_in_a_team() -> None:
    roster = understood(
        HEADER
        + "Ada@Example.com, ,Payments,manager,Engineering,yes\n"
        + ",u0ben,Payments,,,\n"
        + "chloe@example.com,U0CHLOE,Payments,Member,Engineering,no\n"
    )
    ada, ben, chloe = roster.entries
    assert (ada.line, ada.email, ada.slack_id) == (2, "ada@example.com", None)
    assert (ada.team, ada.role, ada.parent_team, ada.primary) == (
        "Payments",
        Role.MANAGER,
        "Engineering",
        True,
    )
    assert (ben.email, ben.slack_id, ben.role, ben.primary) == (None, "U0BEN", Role.MEMBER, None)
    assert (chloe.line, chloe.role, chloe.primary) == (4, Role.MEMBER, False)
    assert roster.parents == {"Payments": "Engineering", "Engineering": None}


@pytest.mark.parametrize(
    "text",
    [
        "team,email\nPayments,ada@example.com\n",
        "\ufeffteam,email\r\nPayments,ada@example.com\r\n",
        "team;email\nPayments;ada@example.com\n",
        "team\temail\nPayments\tada@example.com\n",
        'Team,"Email",cost centre\nPayments,ada@example.com,77\n',
        " team , EMAIL \nPayments,ada@example.com",
    ],
)
def test_what_spreadsheets_write_is_read(text: str) -> None:
    (entry,) = understood(text).entries
    assert (entry.team, entry.email, entry.role) == ("Payments", "ada@example.com", Role.MEMBER)


@pytest.mark.parametrize(
    ("lines", "rejects"),
    [
        ("ada@example.com,,,,,", [(2, "no team: fill in the column `team`")]),
        (",,Payments,,,", [(2, "nobody named: fill in `email` or `slack_id`")]),
        ("a@b.c,,Payments,boss,,", [(2, "unknown role: write `member` or `manager`")]),
        (
            "a@b.c,,Payments,,,maybe",
            [(2, "`primary` is unclear: write `yes` or `no`, or leave it empty")],
        ),
        ("a@b.c,,Payments,,,,,", [(2, "more fields than the first line has columns")]),
        (
            "a@b.c,,Payments,,A,\nd@b.c,,Payments,,,\ne@b.c,,Payments,,B,",
            [(4, "this team has another parent_team further up")],
        ),
        (
            "a@b.c,,Payments,,,\nd@b.c,,payments,,,",
            [(3, "this team is spelt otherwise further up")],
        ),
        (
            "a@b.c,,Payments,,Engineering,\nd@b.c,,Search,,ENGINEERING,",
            [(3, "this team is spelt otherwise further up")],
        ),
        (
            "a@b.c,,Payments,,,yes\nA@b.c,,Search,,,yes",
            [(3, "this person has another primary team further up")],
        ),
        (
            "a@b.c,,Payments,,Payments,",
            [(2, "teams lie in each other in a circle: mend `parent_team`")],
        ),
        (
            "x@b.c,,Solo,,,\na@b.c,,A,,B,\nd@b.c,,B,,C,\ne@b.c,,C,,A,",
            [(3, "teams lie in each other in a circle: mend `parent_team`")],
        ),
        ('a@b.c,,"Payments,,,', [(2, "no CSV from here on: are all quotes closed?")]),
        ("", [(0, "nobody is in this roster: is it the right file?")]),
        (
            ",,Payments,,,\n\na@b.c,,,,,\na@b.c,,Payments,owner,,",
            [
                (2, "nobody named: fill in `email` or `slack_id`"),
                (4, "no team: fill in the column `team`"),
                (5, "unknown role: write `member` or `manager`"),
            ],
        ),
    ],
)
def test_a_line_that_is_not_understood_is_told(lines: str, rejects: list[tuple[int, str]]) -> None:
    assert told(HEADER + lines + "\n") == rejects


@pytest.mark.parametrize("header", ["", "name,mail\n", "team\n", "email,slack_id\n", "{}\n"])
def test_a_file_without_its_columns_is_told(header: str) -> None:
    ((line, cause),) = told(header + "a,b\n")
    assert line == 1
    assert cause.startswith("the first line must name the columns")


def test_a_file_in_another_encoding_is_told() -> None:
    _, rejects = read(io.BytesIO(b"team,email\nPayments,a@b.c\nB\xfcro,d@b.c\n"))
    assert [(its.line, its.cause) for its in rejects] == [
        (3, "not UTF-8: save the file as “CSV UTF-8”")
    ]


def test_a_cause_never_repeats_what_the_line_said() -> None:
    text = HEADER + "ada@example.com,U0ADA,Payments,boss,,perhaps\n,U0BEN,,,,\n"
    assert not any("ada" in cause or "U0" in cause or "boss" in cause for _, cause in told(text))


def test_one_person_in_several_teams_is_no_mistake() -> None:
    text = HEADER + "a@b.c,,A,,,yes\na@b.c,,B,,,\na@b.c,,B,manager,,\na@b.c,,A,,,yes\n"
    assert len(understood(text).entries) == 4


def test_rows_that_were_read_already_count_from_line_two() -> None:
    rows = [{"email": "a@b.c", "team": "A"}, {"email": "a@b.c", "team": ""}]
    roster, rejects = parse(rows)
    assert [its.line for its in roster.entries] == [2]
    assert [its.line for its in rejects] == [3]
    assert parse([])[1] != []
