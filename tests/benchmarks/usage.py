"""Usage: how many lines are folded and stored a second, through import and over HTTP."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from bot.model import DAY
from bot.people import tokens
from bot.services import Services
from bot.sources import importing
from bot.web.server import HttpServer, http_app
from storage.engine import Parameters
from tests.benchmarks.figures import Figure, Said, Scale, Spent, timed
from tests.benchmarks.past import services_in
from tests.benchmarks.raw import kept_by, rows_a_second
from tests.benchmarks.reported import addresses, events, exports, write_lines

_ROUNDS = 3
_RECORDS = 200
"""Records in an export: about what a collector passes on at once."""
_SENDERS = 4


def run(scale: Scale, folder: Path, said: Said) -> list[Figure]:
    """The table's lines. Disks have moods, so the two that are compared take turns."""
    said(f"usage: {scale.lines:,} lines imported, {scale.records:,} records over OTLP")
    imported, raw = list[float](), list[float]()
    for _ in range(_ROUNDS):
        speed, rows = _import(scale, folder)
        imported.append(speed)
        raw.append(rows_a_second(folder, rows))
    over_http, rows = _receive(scale, folder)
    raw_http = rows_a_second(folder, rows)
    return [
        _figure("lines imported", median(imported), median(raw), "≥ 0.3"),
        _figure("records over OTLP", over_http, raw_http, ""),
    ]


def _figure(what: str, measured: float, raw: float, aim: str) -> Figure:
    beside = f"{raw:,.0f} bare rows /s"
    return Figure(what, f"{measured:,.0f} /s", beside, measured / raw, aim)


def _import(scale: Scale, folder: Path) -> tuple[float, Sequence[Parameters]]:
    with tempfile.TemporaryDirectory(dir=folder) as its:
        services = services_in(Path(its))
        people = addresses(services, scale.people)
        file = Path(its) / "usage.ndjson"
        write_lines(file, events(people, scale.lines, services.clock() - 91 * DAY, 90))
        spent = Spent()
        with timed(spent):
            imported = importing.run(services, "push", [file])
        assert imported.taken == scale.lines, imported
        return scale.lines / spent.elapsed, kept_by(services.database)


def _receive(scale: Scale, folder: Path) -> tuple[float, Sequence[Parameters]]:
    with tempfile.TemporaryDirectory(dir=folder) as its:
        services = services_in(Path(its))
        people = addresses(services, scale.people)
        some = list(events(people, scale.records, services.clock() - 10 * DAY, 9))
        bodies = exports(some, _RECORDS)
        server = HttpServer(http_app(services), "127.0.0.1", 0)
        server.start()
        spent = Spent()
        try:
            with timed(spent):
                _send(services, server.address, bodies)
        finally:
            server.stop()
        rows = kept_by(services.database)
        assert len(rows) >= scale.records, len(rows)
        return scale.records / spent.elapsed, rows


def _send(services: Services, address: str, bodies: Sequence[bytes]) -> None:
    token = tokens.make_platform(services, "collector")
    shares = [bodies[start::_SENDERS] for start in range(_SENDERS)]
    with ThreadPoolExecutor(_SENDERS) as senders:
        list(senders.map(lambda share: _post(address, token, share), shares))


def _post(address: str, token: str, bodies: Sequence[bytes]) -> None:
    connection = HTTPConnection(urlsplit(address).netloc)
    headers = {
        "Authorization": f"Bearer {token}",
        "Content-Type": "application/x-protobuf",
        "Content-Encoding": "gzip",
    }
    for body in bodies:
        connection.request("POST", "/v1/logs", body, headers)
        answer = connection.getresponse()
        assert answer.status == 200, answer.status
        assert answer.read() == b"", "some records were refused"
    connection.close()
