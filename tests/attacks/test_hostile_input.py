"""Everything that arrives is hostile: too much, too slow, malformed, with guessed tokens."""

from __future__ import annotations

import asyncio
import gzip
import json
import random
import socket
from contextlib import ExitStack

import pytest
from starlette.requests import Request

from bot.people import tokens
from bot.web import reading
from bot.web.guessing import MOST_BY_ADDRESS, MOST_BY_TOKEN, MOST_REMEMBERED, Guesses
from bot.web.reading import Refused
from bot.web.room import Room
from tests.company import Clock
from tests.web.conftest import Door
from tests.web.test_push import lines

JSON = "application/json"
DEEP = b'{"a":' * 100_000
HUGE_NUMBER = b'{"resourceLogs": [{"x": ' + b"9" * 400_000 + b"}]}"
PATHS = ("/v1/logs", "/v1/metrics", "/v1/traces", "/v1/usage")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "body",
    [
        *(DEEP, b"[" * 200_000, HUGE_NUMBER, b"\x00" * 1_000, b"\xff\xfe" + b"{" * 10),
        *(b'{"resourceLogs": [' + b"{}," * 50_000 + b"{}]}", b'{"id": NaN}', b""),
        json.dumps(
            {"resourceLogs": [{"scopeLogs": [{"logRecords": [{"timeUnixNano": "9" * 99}]}]}]}
        ).encode(),
    ],
    ids=["deep", "brackets", "number", "zeros", "bom", "many", "nan", "empty", "time"],
)
def test_malformed_bodies_are_answered(door: Door, path: str, body: bytes) -> None:
    answer = door.post(path, body, **{"content-type": JSON})
    assert answer.status_code in (200, 400)
    assert len(answer.content) < 100_000
    assert door.client.get("/readyz").status_code == 200


@pytest.mark.parametrize("path", PATHS)
def test_noise_is_answered(door: Door, path: str) -> None:
    chance = random.Random(5)
    for _ in range(3):
        body = chance.randbytes(chance.randrange(2_000))
        for kind in (JSON, "application/x-protobuf"):
            assert door.post(path, body, **{"content-type": kind}).status_code in (200, 400)
            packed = {"content-type": kind, "content-encoding": "gzip"}
            for its in (body, gzip.compress(body)[:-4]):
                assert door.post(path, its, **packed).status_code == 400


def test_a_bomb_inside_a_bomb_is_not_unpacked(door: Door) -> None:
    """Many short gzip streams one behind the other, each of which grows a thousandfold."""
    bomb = gzip.compress(bytes(10 << 20)) * 7
    packed = {"content-type": JSON, "content-encoding": "gzip"}
    assert door.post("/v1/logs", bomb, **packed).status_code == 413


class TestWrongTokens:
    def test_too_many_of_one_are_told_to_wait(self, door: Door) -> None:
        answers = [door.post("/v1/usage", b"", "wwp_wrong") for _ in range(MOST_BY_TOKEN + 2)]
        assert [its.status_code for its in answers] == [401] * MOST_BY_TOKEN + [429] * 2
        assert answers[-1].headers["retry-after"] == "60"
        telemetry = door.post("/v1/logs", b"{}", "wwp_wrong", **{"content-type": JSON})
        assert (telemetry.status_code, telemetry.json()["code"]) == (429, 8)
        assert door.post("/v1/usage", lines({})).status_code == 200, "a right one never waits"
        assert door.post("/v1/usage", b"", "wwp_other").status_code == 401
        door.company.clock.forward(60)
        assert door.post("/v1/usage", b"", "wwp_wrong").status_code == 401

    def test_too_many_from_one_address_too(self) -> None:
        guesses = Guesses(Clock(1_000_000))
        waits = [guesses.wait("10.0.0.1", f"wwp_{n}") for n in range(MOST_BY_ADDRESS + 1)]
        assert waits == [None] * MOST_BY_ADDRESS + [60]
        assert guesses.wait("10.0.0.2", "wwp_1") is None

    def test_all_mistakes_are_answered_alike(self, door: Door) -> None:
        """Never made, revoked, cut short, one letter off: not a byte between the answers."""
        revoked = tokens.make(door.company.services, door.company.hire("U0BEN"))
        tokens.revoke(door.company.services, door.company.services.keys.person_by_slack_id("U0BEN"))
        wrong = [
            revoked,
            door.token[:-1],
            door.token + "x",
            door.token.upper(),
            "wwp_",
            "x" * 9_000,
        ]
        answers = [door.post("/v1/usage", b"", token) for token in wrong]
        assert {(its.status_code, its.content) for its in answers} == {
            (401, b'{"error":"a valid ingest token is needed"}')
        }

    def test_no_memory_is_filled_by_ever_new_ones(self) -> None:
        guesses = Guesses(Clock(1_000_000))
        for n in range(MOST_REMEMBERED):
            guesses.wait(f"10.0.{n // 256}.{n % 256}", f"wwp_{n}")
        assert len(guesses._wrong) == MOST_REMEMBERED

    def test_a_clock_set_back_keeps_nobody_out(self) -> None:
        clock = Clock(1_000_000)
        guesses = Guesses(clock)
        for _ in range(MOST_BY_TOKEN + 1):
            waits = guesses.wait("a", "t")
        assert waits
        clock.forward(-100)
        assert guesses.wait("a", "t") is None


class TestSlowBodies:
    def test_one_that_trickles_in_is_ended_however_steadily(self) -> None:
        async def trickle() -> dict:
            await asyncio.sleep(0.001)
            return {"type": "http.request", "body": b"x", "more_body": True}

        async def arrived() -> bytes | Refused:
            request = Request({"type": "http", "headers": []}, trickle)
            with Room().place() as place:
                return await reading.body(request, place, 1 << 20, seconds=0.05)

        assert asyncio.run(arrived()) == Refused(408, "the body took too long to arrive")

    def test_many_of_them_keep_nobody_out(self, door: Door) -> None:
        head = f"POST /v1/logs HTTP/1.1\r\nhost: x\r\ncontent-type: {JSON}\r\ncontent-length: 9\r\n"
        url = door.client.base_url
        with ExitStack() as stack:
            for _ in range(20):
                slow = socket.create_connection((url.host, url.port), timeout=20)
                stack.enter_context(slow)
                slow.sendall(f"{head}authorization: Bearer {door.token}\r\n\r\n{{".encode())
            assert door.post("/v1/usage", lines({})).status_code == 200

    def test_what_is_held_of_them_is_bounded(self) -> None:
        room = Room(most=10)
        with room.place() as one, room.place() as other:
            assert one.grow(6)
            assert not other.grow(5)
            assert other.grow(4)
        with room.place() as one:
            assert one.grow(10), "all of it was given back"


CRAFTED = (
    "=cmd|' /C calc'!A0",
    "<!channel>",
    "<@U0ADA>",
    "../../etc",
    "a\x00b",
    "😀" * 40,
    "' OR 1=1--",
)


@pytest.mark.parametrize("name", CRAFTED)
def test_crafted_names_are_refused_or_kept_as_words(door: Door, name: str) -> None:
    fields = ("id", "task", "app", "model", "label", "source")
    body = lines(*({"id": f"{field}", field: name} for field in fields))
    answer = door.post("/v1/usage", body)
    assert answer.status_code == 200
    assert name not in answer.text
    for task in door.tasks():
        assert all(its.isprintable() for its in (task.source, *task.apps))
