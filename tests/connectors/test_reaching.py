"""The way to a vendor: patient, bounded, and the key goes nowhere else."""

from __future__ import annotations

import logging
import threading

import pytest

from bot.connectors.access import Way, bearer
from bot.connectors.reaching import Web
from bot.connectors.unreached import Unreached
from bot.delivery.schedule import Schedule
from tests.company import Clock, instant
from tests.connectors.stand_in import BODY, CUT, HEAD, Asked, Vendor

NOON = instant("2026-11-20T12:00")


def web(vendor: Vendor, naps: list[float] | None = None, most: int = 1000) -> Web:
    way = Way(vendor.address, bearer("sk-CANARY"))
    return Web(way, Clock(NOON), nap=(naps if naps is not None else []).append, most=most)


def hello(asked: Asked) -> object:
    return {"path": asked.path, "query": asked.query, "body": asked.body}


def test_a_question_carries_the_key_and_all_of_its_values() -> None:
    with Vendor(hello, key="Bearer sk-CANARY") as vendor:
        got = web(vendor).get("v1/report", {"by[]": ["a", "b"], "page": 2, "at": "10:00 +1"})
        assert got == (
            b'{"path": "/v1/report", "query": {"by[]": ["a", "b"], "page": ["2"], '
            b'"at": ["10:00 +1"]}, "body": null}'
        )
        assert b'"body": {"page": 1}' in web(vendor).post("v1/report", {"page": 1})


@pytest.mark.parametrize(
    ("faults", "naps"),
    [
        ([500], [0.5]),
        ([502, 503], [0.5, 1.5]),
        ([CUT], [0.5]),
        ([(429, {"Retry-After": "3"})], [3]),
        ([(503, {"Retry-After": "Fri, 20 Nov 2026 12:00:02 GMT"})], [2]),
        ([(429, {"Retry-After": "Fri, 20 Nov 2026 11:00:00 GMT"})], [0]),
        ([(429, {"Retry-After": "soon"})], [0.5]),
    ],
    ids=str,
)
def test_what_passes_is_waited_for(faults: list, naps: list[float]) -> None:
    waited: list[float] = []
    with Vendor(hello, faults=list(faults)) as vendor:
        assert web(vendor, waited).get("x")
        assert len(vendor.asked) == len(faults) + 1
    assert waited == naps


@pytest.mark.parametrize(
    ("faults", "cause", "again_in", "asked"),
    [
        ([401], "401 refused", None, 1),
        ([403], "403 refused", None, 1),
        ([404], "404 not there", None, 1),
        ([410], "410 not there", None, 1),
        ([400], "400 not understood", None, 1),
        ([500] * 3, "500 failing", None, 3),
        ([CUT] * 3, "cut off", None, 3),
        ([429] * 3, "429 asked to wait", None, 3),
        ([(429, {"Retry-After": "60"})], "429 asked to wait", 60, 1),
        ([(503, {"Retry-After": "Fri, 20 Nov 2026 13:00:00 GMT"})], "503 failing", 3600, 1),
        ([(401, {"Retry-After": "60"})], "401 refused", None, 1),
    ],
    ids=str,
)
def test_what_does_not_is_a_cause_and_nothing_more(
    faults: list,
    cause: str,
    again_in: int | None,
    asked: int,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    with Vendor(hello, faults=list(faults)) as vendor:
        with pytest.raises(Unreached) as raised:
            web(vendor).get("x")
        assert len(vendor.asked) == asked
    assert (raised.value.cause, raised.value.again_in) == (cause, again_in)
    assert "CANARY" not in repr(raised.value) + caplog.text
    assert raised.value.__cause__ is None


def test_a_key_is_not_sent_on() -> None:
    with Vendor(hello) as elsewhere:
        moved = (302, {"Location": f"{elsewhere.address}there"})
        with Vendor(hello, faults=[moved]) as vendor:
            with pytest.raises(Unreached, match="302 redirected"):
                web(vendor).get("x")
        assert elsewhere.asked == []


def test_an_answer_that_is_too_large_is_not_read_to_its_end() -> None:
    with Vendor(lambda _: b"x" * 1001) as vendor:
        with pytest.raises(Unreached, match="too large"):
            web(vendor).get("x")
        assert web(vendor, most=1001).get("x")


def test_nobody_there() -> None:
    with Vendor(hello) as vendor:
        pass
    with pytest.raises(Unreached, match="unreachable"):
        web(vendor).get("x")


def test_a_file_is_fetched_line_by_line_and_without_the_key() -> None:
    with Vendor(lambda _: b'{"a": 1}\n{"b": 2}\n{"c": 3}') as files, Vendor(hello) as vendor:
        lines = list(web(vendor).download(f"{files.address}report.ndjson?signature=s"))
        assert lines == [b'{"a": 1}', b'{"b": 2}', b'{"c": 3}']
        assert "Authorization" not in files.asked[0].headers


def test_a_file_is_not_fetched_in_the_clear_from_a_vendor_that_is_not() -> None:
    way = Way("https://api.example.com/", bearer("sk"))
    with pytest.raises(Unreached):
        list(Web(way, Clock(NOON)).download("http://127.0.0.1:9/report"))
    with pytest.raises(Unreached):
        list(Web(way, Clock(NOON)).download("file:///etc/hostname"))


@pytest.mark.parametrize("what", [HEAD, BODY])
def test_an_answer_that_trickles_takes_no_longer_than_any_other(what: str) -> None:
    with Vendor(hello, faults=[None, what]) as vendor:
        way = Way(vendor.address, bearer("sk-CANARY"))
        its = Web(way, Clock(NOON), longest=0.3)
        assert its.get("x"), "the connection is kept, and asked again"
        with pytest.raises(Unreached) as raised:
            its.get("x")
        assert (raised.value.cause, raised.value.__cause__) == ("timeout", None)
        assert its.get("x")
        vendor.faults = [what]
        with pytest.raises(Unreached, match="timeout"):
            list(its.download(f"{vendor.address}file"))


@pytest.mark.parametrize("what", [HEAD, BODY])
def test_nobody_waits_at_the_end_for_an_answer_that_trickles(what: str) -> None:
    asked, causes = threading.Event(), []

    def fetch() -> None:
        try:
            its.get("x")
        except Unreached as error:
            causes.append((error.cause, error.is_patience))

    with Vendor(hello, steady=lambda _: asked.set() or what) as vendor:
        its = Web(Way(vendor.address), Clock(NOON))
        schedule = Schedule(fetch)
        schedule.start()
        assert asked.wait(10)
        its.end()
        schedule.stop()
        assert causes == [("ending", True)]
        with pytest.raises(Unreached, match="ending"):
            its.get("x")
        assert len(vendor.asked) == 1
