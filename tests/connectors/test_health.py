"""How reports do, in lines and on the admin's form: counts and causes, nobody's name."""

from __future__ import annotations

from bot.connectors import health
from bot.connectors.polling import poll_due
from bot.model import DAY
from tests.company import Company
from tests.connectors import vendors


def lines(company: Company, *names: str) -> list[tuple[str, bool, str]]:
    found = health.lines(company.published.database, names, company.clock())
    return [(its.report, its.fine, its.said) for its in found]


def test_from_nothing_to_failing(company: Company) -> None:
    assert lines(company, "cursor") == [("cursor", True, "not fetched yet")]
    rows = [vendors.cursor_call("2026-11-20T10:00", who) for who in ("x@example.com", "y@x.org")]
    with vendors.cursor_vendor(rows) as vendor:
        its = vendors.connector("cursor", company, vendor)
        poll_due(company.services, [its], company.clock(), lambda: True)
        assert lines(company, "cursor") == [
            (
                "cursor",
                True,
                "last fetched whole 2026-11-20 13:00 UTC; "
                "at most a few accounts match nobody on the roster",
            )
        ]
        company.clock.forward(DAY)
        vendor.key = "another"
        poll_due(company.services, [its], company.clock(), lambda: True)
    [(_, fine, said)] = lines(company, "cursor")
    assert not fine
    assert "failing since 2026-11-21 13:00 UTC: its key is refused" in said
    assert said.endswith("at most a few accounts match nobody on the roster")
    assert "(401)" in said


def test_one_that_was_not_whole_for_long_is_told_of_whatever_the_cause(company: Company) -> None:
    with vendors.cursor_vendor([]) as vendor:
        its = vendors.connector("cursor", company, vendor)
        poll_due(company.services, [its], company.clock(), lambda: True)
        vendor.faults = [(429, {"Retry-After": "86400"})]
        company.clock.forward(DAY)
        poll_due(company.services, [its], company.clock(), lambda: True)
        [(_, fine, said)] = lines(company, "cursor")
        assert (fine, "failing" in said) == (True, False)
        company.clock.forward(DAY + 1)
        assert [its[1] for its in lines(company, "cursor")] == [False]
