"""Reports asked for over real HTTP, of vendors that page, throttle, fail in mid-way and let tokens
run out."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from bot.connectors import (
    codex_enterprise,
    copilot_report,
    gemini_workspace,
    microsoft_365,
    openai_usage,
)
from bot.connectors.configured import Vendor as Module
from bot.connectors.configured import wire_for
from bot.connectors.report import Page, Span
from bot.connectors.unreached import Unreached, Unreadable
from bot.model import DAY, HOUR
from messages.failing import failing
from tests.connectors.elsewhere import Answer, Asked, Vendor, as_json, payload, running

NOW = int(datetime(2026, 11, 20, 12, tzinfo=UTC).timestamp())
WEEK = Span(NOW - 7 * DAY, NOW)
BUSY = Answer(429, headers={"Retry-After": "1"})
DOWN = Answer(503)
LATER = Answer(429, headers={"Retry-After": "900"})


@dataclass
class Fetching:
    """A report, what is given for it, and a clock that only naps move."""

    module: Module
    given: dict[str, str]
    now: int = NOW
    naps: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        usual = {its.name: its.usual for its in self.module.VARIABLES if its.usual}
        self.given = {**usual, **self.given}
        self.wire = wire_for(self.module.way_from(self.given), lambda: self.now, self.naps.append)

    def pages(self, span: Span = WEEK) -> list[Page]:
        report = self.module.made_from(self.given)
        assert report is not None
        return list(report.pages(self.wire, span))


def told(pages: list[Page]) -> list[object]:
    """What was said, without the places where it stood."""
    said = []
    for page in pages:
        said += [
            (its.source, its.external_id, its.at, its.claimed) for its in page.said.observations
        ]
        said += [
            (its.source, its.report, its.day, its.requests, its.models, its.claimed)
            for its in page.said.days
        ]
    return said


# GitHub


@contextmanager
def github() -> Iterator[tuple[Vendor, Vendor, Fetching]]:
    lines = payload("copilot-users.ndjson").splitlines(keepends=True)

    def files(asked: Asked) -> Answer:
        return Answer(body=b"".join(lines[:2] if asked.path == "/part-1" else lines[2:]))

    with running(files) as elsewhere:

        def reports(asked: Asked) -> Answer:
            links = [f"{elsewhere.base}/part-{n}?signature=s" for n in (1, 2)]
            if asked.path.endswith("users-28-day/latest"):
                return as_json({"download_links": links, "report_end_day": "2026-11-19"})
            day = asked.query["day"][0]
            return as_json({"download_links": links, "report_day": day}) if day else Answer(404)

        with running(reports) as vendor:
            given = {
                "WORTHWHILE_GITHUB_KEY": "github-key",
                "WORTHWHILE_GITHUB_SCOPE": "orgs/acme",
                "WORTHWHILE_GITHUB_URL": vendor.base,
            }
            yield vendor, elsewhere, Fetching(copilot_report, given)


def test_copilot_files_are_fetched_elsewhere_and_without_the_key() -> None:
    with github() as (vendor, elsewhere, fetching):
        vendor.faults = [BUSY]
        pages = fetching.pages()
    assert [its.claimed for page in pages for its in page.said.days] == ["github:ada-l"] * 2
    assert {asked.key for asked in vendor.asked} == {"Bearer github-key"}
    assert {asked.key for asked in elsewhere.asked} == {None}
    assert {asked.path for asked in elsewhere.asked} == {"/part-1", "/part-2"}
    assert fetching.naps == [1]


def test_days_of_copilot_are_asked_for_singly_and_only_reported_ones() -> None:
    with github() as (vendor, _, fetching):
        pages = fetching.pages(Span(NOW - 2 * DAY, NOW))
    days = [asked.query.get("day") for asked in vendor.asked]
    assert days == [None, ["2026-11-18"], ["2026-11-19"]]  # the 20th is not reported yet
    found = [its.day for page in pages for its in page.said.days]
    assert found == [date(2026, 11, 18), date(2026, 11, 19)]
    assert pages[-1].done_until == NOW - NOW % DAY


def test_a_day_of_copilot_without_a_report_is_passed_over() -> None:
    with github() as (vendor, _, fetching):
        vendor.faults = [None, Answer(404), None]
        pages = fetching.pages(Span(NOW - 2 * DAY, NOW))
        assert [its.day for page in pages for its in page.said.days] == [date(2026, 11, 19)]
        vendor.faults = [Answer(404)]  # no reports at all: a name that is wrong
        with pytest.raises(Unreached):
            fetching.pages(Span(NOW - 2 * DAY, NOW))


def test_a_file_of_copilot_that_breaks_off_ends_the_round_and_the_next_one_says_the_same() -> None:
    with github() as (_, elsewhere, fetching):
        whole = told(fetching.pages())
        elsewhere.faults = [Answer(body=b'{"day":"2026', short=True)]
        with pytest.raises(Unreached) as broken:
            fetching.pages()
        assert broken.value.cause == "cut off"
        assert told(fetching.pages()) == whole


# OpenAI


def openai(asked: Asked) -> Answer:
    if asked.path == "/v1/organization/users":
        if "after" in asked.query:
            return as_json({"data": [{"id": "user-ben", "email": "ben@example.com"}]})
        ada = {"object": "organization.user", "id": "user-ada", "email": "ada@example.com"}
        return as_json({"data": [ada], "has_more": True, "last_id": "user-ada"})
    start = int(asked.query["page"][0]) if "page" in asked.query else NOW - NOW % DAY - DAY
    row = {"input_tokens": 10, "output_tokens": 5, "num_model_requests": 1, "model": "gpt-4o"}
    rows = [{**row, "user_id": user} for user in ("user-ada", "user-ben")]
    more = start < NOW - DAY
    return as_json(
        {
            "object": "page",
            "data": [{"start_time": start, "end_time": start + DAY, "results": rows}],
            "has_more": more,
            "next_page": str(start + DAY) if more else None,
        }
    )


def fetching_openai(vendor: Vendor) -> Fetching:
    given = {"WORTHWHILE_OPENAI_KEY": "admin-key", "WORTHWHILE_OPENAI_URL": vendor.base}
    return Fetching(openai_usage, given)


def test_openai_users_and_days_come_in_pages() -> None:
    with running(openai) as vendor:
        fetching = fetching_openai(vendor)
        vendor.faults = [DOWN, BUSY]
        pages = fetching.pages(Span(NOW - DAY, NOW))
        again = fetching.pages(Span(NOW - DAY, NOW))
    assert [its.claimed for page in pages for its in page.said.days] == [
        "ada@example.com", "ben@example.com",
    ] * 2  # fmt: skip
    assert [page.done_until for page in pages] == [None, None, NOW - NOW % DAY, NOW]
    assert told(again) == told(pages)
    usage = next(asked for asked in vendor.asked if asked.path.endswith("/completions"))
    assert usage.query["group_by[]"] == ["user_id", "model"]
    assert usage.query["start_time"] == [str(NOW - NOW % DAY - DAY)]


def test_openai_failing_in_mid_way_leaves_what_was_told_before() -> None:
    with running(openai) as vendor:
        fetching = fetching_openai(vendor)
        report = fetching.module.made_from(fetching.given)
        assert report is not None
        pages = report.pages(fetching.wire, Span(NOW - DAY, NOW))
        *_, first = [next(pages) for _ in range(3)]  # two pages of users come before
        vendor.faults = [LATER]
        with pytest.raises(Unreached) as asked_to_wait:
            next(pages)
    assert first.done_until == NOW - NOW % DAY
    assert (asked_to_wait.value.again_in, fetching.naps) == (900, [])


def test_an_address_with_a_path_keeps_it() -> None:
    with running(
        lambda asked: openai(replace(asked, path=asked.path.removeprefix("/ai")))
    ) as vendor:
        fetching = fetching_openai(vendor)
        fetching.given["WORTHWHILE_OPENAI_URL"] = f"{vendor.base}/ai"
        moved = Fetching(fetching.module, fetching.given)
        moved.pages(Span(NOW - DAY, NOW))
    assert {asked.path.split("/")[1] for asked in vendor.asked} == {"ai"}


def test_a_page_for_people_instead_of_an_answer_is_told_as_that() -> None:
    with running(lambda asked: Answer(body=b"<html>Sign in</html>")) as vendor:
        with pytest.raises(Unreadable):
            fetching_openai(vendor).pages()


# Codex


def test_codex_pages_are_followed_to_the_last() -> None:
    rows = json.loads(payload("codex-usage.json"))["data"]

    def usage(asked: Asked) -> Answer:
        place = int(asked.query.get("page", ["0"])[0])
        more = place + 1 < len(rows)
        following = str(place + 1) if more else None
        return as_json({"data": [rows[place]], "has_more": more, "next_page": following})

    with running(usage) as vendor:
        given = {
            "WORTHWHILE_CODEX_KEY": "codex-key",
            "WORTHWHILE_CODEX_WORKSPACE": "11111111-2222",
            "WORTHWHILE_CODEX_URL": vendor.base,
        }
        fetching = Fetching(codex_enterprise, given)
        vendor.faults = [None, BUSY, None, DOWN]
        pages = fetching.pages()
        again = fetching.pages()
    claimed = [its.claimed for page in pages for its in page.said.days]
    assert claimed == ["ada@example.com", "openai:user-ben"]
    assert told(again) == told(pages)
    first = vendor.asked[0]
    assert first.path == "/v1/analytics/codex/workspaces/11111111-2222/usage"
    assert first.query["end_time"] == [str(NOW - NOW % DAY + DAY)]
    assert first.key == "Bearer codex-key"


# Microsoft


class Tenant:
    """Microsoft's gate and its Graph in one: tokens are numbered, and only the newest is good."""

    def __init__(self) -> None:
        self.given = 0
        rows = json.loads(payload("microsoft-365.json"))["value"]
        self.halves = (rows[:2], rows[2:])

    def answer(self, asked: Asked) -> Answer:
        if asked.path.endswith("/oauth2/v2.0/token"):
            self.given += 1
            return as_json({"access_token": f"token-{self.given}", "expires_in": 3599})
        if asked.key != f"Bearer token-{self.given}":
            return Answer(401)
        second = asked.query.get("$skiptoken") == ["half"]
        link = f"https://elsewhere.example.com{asked.path}?$format=application/json&$skiptoken=half"
        return as_json(
            {"value": self.halves[second], **({} if second else {"@odata.nextLink": link})}
        )


@contextmanager
def microsoft() -> Iterator[tuple[Vendor, Tenant, Fetching]]:
    tenant = Tenant()
    with running(tenant.answer) as vendor:
        given = {
            "WORTHWHILE_MICROSOFT_TENANT": "acme",
            "WORTHWHILE_MICROSOFT_CLIENT": "client",
            "WORTHWHILE_MICROSOFT_SECRET": "hush",
            "WORTHWHILE_MICROSOFT_URL": vendor.base,
            "WORTHWHILE_MICROSOFT_LOGIN_URL": vendor.base,
        }
        yield vendor, tenant, Fetching(microsoft_365, given)


def test_microsoft_gives_a_token_for_the_form_and_pages_for_the_token() -> None:
    with microsoft() as (vendor, tenant, fetching):
        pages = fetching.pages()
        again = fetching.pages()
    sources = [its.source for page in pages for its in page.said.days]
    assert sources == ["copilot-chat", "copilot-in-word", "m365-copilot", "m365-copilot"]
    assert told(again) == told(pages)
    gate = vendor.asked[0]
    assert (gate.path, gate.key) == ("/acme/oauth2/v2.0/token", None)
    assert gate.form == {
        "grant_type": ["client_credentials"],
        "client_id": ["client"],
        "client_secret": ["hush"],
        "scope": ["https://graph.microsoft.com/.default"],
    }
    assert tenant.given == 1


def test_a_token_is_renewed_before_its_end_and_when_it_is_refused_before_that() -> None:
    with microsoft() as (_, tenant, fetching):
        fetching.pages()
        tenant.given += 1  # the vendor has made the old token void
        assert len(fetching.pages()) == 2
        assert tenant.given == 3
        fetching.now += HOUR
        assert len(fetching.pages()) == 2
        assert tenant.given == 4


def test_a_secret_that_is_refused_is_told_as_that_and_not_tried_again() -> None:
    with microsoft() as (vendor, _, fetching):
        vendor.faults = [Answer(401)]
        with pytest.raises(Unreached) as refused:
            fetching.pages()
    assert refused.value.cause == "401 refused"
    assert len(vendor.asked) == 1


# Google


@pytest.fixture(scope="module")
def account_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture
def key_file(account_key: rsa.RSAPrivateKey, tmp_path: Path) -> Path:
    pem = account_key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    file = tmp_path / "account.json"
    account = {"type": "service_account", "client_email": "bot@acme.example.com"}
    file.write_text(json.dumps({**account, "private_key": pem.decode()}))
    return file


def google(asked: Asked) -> Answer:
    if asked.path == "/token":
        return as_json({"access_token": "google-token", "expires_in": 3599, "token_type": "Bearer"})
    items = json.loads(payload("gemini-workspace.json"))["items"]
    since, until = asked.query["startTime"][0], asked.query["endTime"][0]
    there = [its for its in items if since <= its["id"]["time"] < until]
    place = int(asked.query.get("pageToken", ["0"])[0])
    more = {"nextPageToken": str(place + 1)} if place + 1 < len(there) else {}
    return as_json({"kind": "admin#reports#activities", "items": there[place : place + 1], **more})


def fetching_google(vendor: Vendor, key_file: Path) -> Fetching:
    given = {
        "WORTHWHILE_GOOGLE_KEY_FILE": str(key_file),
        "WORTHWHILE_GOOGLE_ADMIN": "admin@example.com",
        "WORTHWHILE_GOOGLE_URL": vendor.base,
        "WORTHWHILE_GOOGLE_LOGIN_URL": vendor.base,
    }
    return Fetching(gemini_workspace, given)


def test_google_takes_the_signed_assertion_and_tells_slice_by_slice(
    key_file: Path, account_key: rsa.RSAPrivateKey
) -> None:
    with running(google) as vendor:
        fetching = fetching_google(vendor, key_file)
        vendor.faults = [None, BUSY]
        pages = fetching.pages(Span(NOW - 2 * DAY, NOW))
        again = fetching.pages(Span(NOW - 2 * DAY, NOW))
    ids = [its.external_id for page in pages for its in page.said.observations]
    assert ids == ["-5406676673860923630/0", "224139806931547641/0"]
    assert told(again) == told(pages)
    assert pages[-1].done_until == NOW
    done = [page.done_until for page in pages if page.done_until]
    assert done == sorted(done)
    [assertion] = vendor.asked[0].form["assertion"]
    head, claims, signature = (
        base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)) for part in assertion.split(".")
    )
    account_key.public_key().verify(
        signature, assertion.rpartition(".")[0].encode(), padding.PKCS1v15(), hashes.SHA256()
    )
    assert json.loads(head) == {"alg": "RS256", "typ": "JWT"}
    assert json.loads(claims) == {
        "iss": "bot@acme.example.com",
        "sub": "admin@example.com",
        "scope": "https://www.googleapis.com/auth/admin.reports.audit.readonly",
        "aud": f"{vendor.base}/token",
        "iat": NOW,
        "exp": NOW + HOUR,
    }


def test_google_failing_in_mid_way_is_gone_on_with_after_the_last_slice_that_was_told(
    key_file: Path,
) -> None:
    with running(google) as vendor:
        fetching = fetching_google(vendor, key_file)
        whole = told(fetching.pages(Span(NOW - 2 * DAY, NOW)))
        report = fetching.module.made_from(fetching.given)
        assert report is not None
        got: list[Page] = []
        vendor.faults = [None] * 5 + [LATER]
        with pytest.raises(Unreached):
            got.extend(report.pages(fetching.wire, Span(NOW - 2 * DAY, NOW)))
        reached = max(page.done_until or 0 for page in got)
        rest = fetching.pages(Span(reached, NOW))
    assert told(got) + told(rest) == whole
    assert (len(told(got)), len(told(rest))) == (1, 1)


@pytest.mark.parametrize("spoil", ["", "{}", '{"client_email":"x","private_key":"CANARY"}'])
def test_a_key_file_that_is_none_is_told_before_anything_is_sent(
    key_file: Path, spoil: str
) -> None:
    key_file.write_text(spoil)
    with running(google) as vendor:
        with pytest.raises(Unreached) as unusable:
            fetching_google(vendor, key_file).pages()
    assert failing(unusable.value.cause) != failing("something else")
    assert vendor.asked == []
