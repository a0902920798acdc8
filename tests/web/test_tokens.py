"""Ingest tokens are kept as digests, and lead to whom they were made for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.model import PersonId
from bot.people import issuing, tokens
from bot.people.tokens import Holder
from bot.services import Services
from tests.company import Company


def test_whose_it_is(company: Company) -> None:
    services, ada, ben = company.services, company.hire("U0ADA"), company.hire("U0BEN")
    hers, his = (tokens.make(services, person) for person in (ada, ben))
    gateway = tokens.make_platform(services, "gateway")
    assert {token[:4] for token in (hers, his)} == {"wwp_"}
    assert gateway.startswith("wwt_")
    assert len(hers) >= 4 + 43
    assert tokens.holder(services, hers) == Holder(person=ada)
    assert tokens.holder(services, his) == Holder(person=ben)
    assert tokens.holder(services, gateway) == Holder(platform="gateway")
    assert tokens.holder(services, hers[:-1]) is None


@pytest.mark.parametrize("anew", [tokens.make, issuing.issue])
def test_a_new_one_replaces_the_one_before(
    company: Company, anew: Callable[[Services, PersonId], str]
) -> None:
    services, ada, ben = company.services, company.hire("U0ADA"), company.hire("U0BEN")
    lost, his = tokens.make(services, ada), tokens.make(services, ben)
    found = anew(services, ada)
    assert tokens.holder(services, lost) is None
    assert tokens.holder(services, found) == Holder(person=ada)
    assert tokens.holder(services, his) == Holder(person=ben)


def test_a_platform_may_have_several(company: Company) -> None:
    one, other = (tokens.make_platform(company.services, "gateway") for _ in range(2))
    for token in (one, other):
        assert tokens.holder(company.services, token) == Holder(platform="gateway")


def test_it_can_be_taken_back(company: Company) -> None:
    services, ada, ben = company.services, company.hire("U0ADA"), company.hire("U0BEN")
    hers, his = tokens.make(services, ada), tokens.make(services, ben)
    gateway = tokens.make_platform(services, "gateway")
    assert tokens.revoke(services, ada) == tokens.revoke_platform(services, "gateway") == 1
    assert tokens.holder(services, hers) is tokens.holder(services, gateway) is None
    assert tokens.holder(services, his) == Holder(person=ben)
    assert tokens.revoke(services, ada) == 0


def test_it_is_not_in_the_store(company: Company) -> None:
    token = tokens.make(company.services, company.hire("U0ADA"))
    assert not any(
        token.encode() in file.read_bytes() for file in company.folder.iterdir() if file.is_file()
    )
