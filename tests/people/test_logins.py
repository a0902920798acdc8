"""The map of logins: look-ups in the key store and nothing anywhere else."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from bot.model import PersonId, Reject
from bot.people import erasure, logins
from bot.reflection.everything import everything
from bot.services import Services
from bot.sources.naming import Naming
from tests.company import Company

MAP = """\ufeffplatform;login;email;slack_id
github;Ada-L;ada@example.com;
kiro;ada.l;;U0ADA
GitHub;ben;;U0BEN
github;nobody;ghost@example.com;
github;two;ada@example.com;U0BEN
"""


@pytest.fixture
def ada(company: Company) -> PersonId:
    company.hire("U0BEN")
    return company.hire("U0ADA", email="ada@example.com")


def load(services: Services, text: str) -> logins.Loaded:
    read, rejects = logins.read(io.BytesIO(text.encode()))
    assert rejects == []
    return logins.load(services, read)


def person(company: Company, name: str) -> PersonId | None:
    return Naming(company.services).person(name)


def test_a_login_leads_to_its_person_and_the_next_map_replaces_it(
    company: Company, ada: PersonId
) -> None:
    loaded = load(company.services, MAP)
    assert loaded.logins == 3
    assert [its.line for its in loaded.unmatched] == [5, 6]
    assert person(company, "github:ada-l") == person(company, "KIRO:Ada.L") == ada
    assert person(company, "github:ben") == "person-u0ben"
    assert person(company, "github:nobody") is person(company, "kiro:ben") is None
    load(company.services, "platform,login,slack_id\ngithub,ada-new,U0ADA\n")
    assert person(company, "github:ada-l") is None
    assert person(company, "github:ada-new") == person(company, "ada@example.com") == ada


def test_no_login_is_in_any_file(company: Company, ada: PersonId, tmp_path: Path) -> None:
    load(company.services, MAP)
    held = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    for name in (b"Ada-L", b"ada-l", b"github", b"kiro", b"ghost"):
        assert name not in held


def test_it_counts_in_an_export_and_goes_with_its_person(company: Company, ada: PersonId) -> None:
    before = everything(company.services, ada)["keyed_look_ups_that_lead_to_you"]
    load(company.services, MAP)
    assert everything(company.services, ada)["keyed_look_ups_that_lead_to_you"] == before + 2
    erasure.forget(company.services, ada)
    assert person(company, "github:ada-l") is person(company, "kiro:ada.l") is None
    assert person(company, "github:ben") == "person-u0ben"


@pytest.mark.parametrize(
    ("text", "line", "cause"),
    [
        ("login,email\na,b\n", 1, "the first line must name the columns"),
        ("", 1, "the first line must name the columns"),
        ("platform,login,email\n,ada,ada@example.com\n", 2, "no platform"),
        ("platform,login,email\ngit:hub,ada,ada@example.com\n", 2, "no platform"),
        ("platform,login,email\ngithub,,ada@example.com\n", 2, "no login"),
        ("platform,login,email\ngithub,ada,\n", 2, "nobody named"),
        ("platform,login,email\ngithub,a,a@x.org\nGitHub,A,b@x.org\n", 3, "this login is some"),
    ],
)
def test_what_cannot_be_meant_is_told_by_its_line(text: str, line: int, cause: str) -> None:
    _, [its] = logins.read(io.BytesIO(text.encode()))
    assert its.line == line
    assert its.cause.startswith(cause)


def test_what_is_no_text() -> None:
    assert logins.read(io.BytesIO(b"platform,login,email\n\xff"))[1] == [
        Reject(0, "not UTF-8: save the file as “CSV UTF-8”")
    ]
