"""Ingest tokens are kept as digests, and lead to whom they were made for."""

from __future__ import annotations

from bot.people import tokens
from bot.people.tokens import Holder
from tests.company import Company


def test_whose_it_is(company: Company) -> None:
    services, ada, ben = company.services, company.hire("U0ADA"), company.hire("U0BEN")
    hers, another, his = (tokens.make(services, person) for person in (ada, ada, ben))
    gateway = tokens.make_platform(services, "gateway")
    assert {token[:4] for token in (hers, his)} == {"wwp_"}
    assert gateway.startswith("wwt_")
    assert len(hers) >= 4 + 43
    assert tokens.holder(services, hers) == tokens.holder(services, another) == Holder(person=ada)
    assert tokens.holder(services, his) == Holder(person=ben)
    assert tokens.holder(services, gateway) == Holder(platform="gateway")
    assert tokens.holder(services, hers[:-1]) is None


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
