"""From a vendor's file or answer into the store: whose it is, once, and again the same."""

from __future__ import annotations

import gzip
import io
from datetime import date
from pathlib import Path

import pytest

from bot.connectors.configured import configured
from bot.connectors.files import FORMATS
from bot.connectors.polling import poll_due
from bot.model import FOREVER, Outcome, PersonId, ToolDay
from bot.people import logins
from bot.sources import importing
from storage.operations import connectors as states
from storage.personal import tasks, tool_days
from tests.company import Company
from tests.connectors.elsewhere import payload, running
from tests.connectors.test_asking_vendors import Tenant

WEDNESDAY, THURSDAY = date(2026, 11, 18), date(2026, 11, 19)
LOGINS = b"""platform,login,email
aws,A1B2C3D4-5678-90ab-cdef-000000000001,ada@example.com
aws,ben,ben@example.com
openai,user-ben,ben@example.com
"""


@pytest.fixture
def ada(company: Company) -> PersonId:
    return company.hire("U0ADA", email="ada@example.com")


@pytest.fixture
def ben(company: Company, ada: PersonId) -> PersonId:
    ben = company.hire("U0BEN", email="ben@example.com")
    found, rejects = logins.read(io.BytesIO(LOGINS))
    assert rejects == []
    logins.load(company.services, found)
    return ben


def days(company: Company, person: PersonId) -> list[ToolDay]:
    return tool_days.between(company.services.database, person, date.min, date.max)


def imported(company: Company, folder: Path, kind: str, content: bytes) -> tuple[int, ...]:
    file = folder / "export"
    file.write_bytes(content)
    done = importing.run(company.services, kind, [file], formats=FORMATS)
    return done.taken, done.unmatched


def test_amazon_q_leads_to_people_through_the_map_of_logins(
    company: Company, ada: PersonId, ben: PersonId, tmp_path: Path
) -> None:
    content = payload("amazon-q.csv")
    for _ in range(2):
        assert imported(company, tmp_path, "amazon-q", content) == (1, 1)
    [its] = days(company, ada)
    assert (its.source, its.day, its.requests) == ("amazon-q", WEDNESDAY, None)
    assert its.outcomes == {Outcome.EDIT_ACCEPTED: 10, Outcome.EDIT_REJECTED: 1}


def test_chatgpt_leads_to_people_by_address_or_by_the_map(
    company: Company, ada: PersonId, ben: PersonId, tmp_path: Path
) -> None:
    content = payload("chatgpt-users.csv")
    for _ in range(2):
        assert imported(company, tmp_path, "chatgpt-enterprise", content) == (3, 0)
    assert [its.day for its in days(company, ada)] == [date(2026, 11, 17), THURSDAY]
    assert [(its.day, its.requests) for its in days(company, ben)] == [(WEDNESDAY, 4)]


def test_calls_through_bedrock_are_priced_tasks_of_whose_session_it_was(
    company: Company, ada: PersonId, ben: PersonId, tmp_path: Path
) -> None:
    content = gzip.compress(payload("bedrock.ndjson"))
    for _ in range(2):
        assert imported(company, tmp_path, "bedrock", content) == (2, 0)
    for person, tokens, usd in ((ada, 1681, 0.00086625), (ben, 7, 0.000069)):
        [task] = tasks.between(company.services.database, person, 0, FOREVER)
        assert (task.source, task.model_calls, task.tokens.total) == ("bedrock", 1, tokens)
        assert (task.cost_usd, task.unpriced_calls) == (pytest.approx(usd), 0)


def test_a_report_whose_vendor_gives_tokens_is_fetched_in_rounds_like_any_other(
    company: Company, ada: PersonId
) -> None:
    with running(Tenant().answer) as vendor:
        environment = {
            "WORTHWHILE_MICROSOFT_TENANT": "acme",
            "WORTHWHILE_MICROSOFT_CLIENT": "client",
            "WORTHWHILE_MICROSOFT_SECRET": "hush",
            "WORTHWHILE_MICROSOFT_URL": vendor.base,
            "WORTHWHILE_MICROSOFT_LOGIN_URL": vendor.base,
        }
        reports = configured(environment, company.clock)
        assert [its.name for its in reports] == ["microsoft-365"]
        for _ in range(2):
            assert poll_due(company.services, reports, company.clock(), lambda: True) == []
            company.clock.forward(reports[0].rhythm.every)
    assert [(its.source, its.day) for its in days(company, ada)] == [
        ("copilot-chat", date(2026, 11, 17)),
        ("copilot-in-word", WEDNESDAY),
    ]
    [state] = states.load(company.services.database)
    # Ben, who is not on this roster, and one whose name the tenant conceals.
    assert (state.unmatched, state.failure) == (2, None)
