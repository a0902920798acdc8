"""Vendors that live on this machine: real HTTP, and the faults that real ones have."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

PAYLOADS = Path(__file__).parents[1] / "payloads" / "reports"


@dataclass(frozen=True)
class Asked:
    """A question as it came."""

    path: str
    query: dict[str, list[str]]
    key: str | None
    form: dict[str, list[str]]


@dataclass(frozen=True)
class Answer:
    """What is answered. With `short`, fewer octets come than were promised."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    short: bool = False


def as_json(said: Any, **more: Any) -> Answer:
    return Answer(body=json.dumps(said).encode(), **more)


def payload(name: str) -> bytes:
    return (PAYLOADS / name).read_bytes()


class Vendor:
    """One vendor: what it was asked, and faults that come before its next answers."""

    def __init__(self, answer: Callable[[Asked], Answer]) -> None:
        self.answer = answer
        self.asked: list[Asked] = []
        self.faults: list[Answer | None] = []
        self.base = ""

    def respond(self, asked: Asked) -> Answer:
        self.asked.append(asked)
        fault = self.faults.pop(0) if self.faults else None
        return fault or self.answer(asked)


@contextmanager
def running(answer: Callable[[Asked], Answer]) -> Iterator[Vendor]:
    vendor = Vendor(answer)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            parts = urlsplit(self.path)
            self._say(
                vendor.respond(
                    Asked(
                        parts.path,
                        parse_qs(parts.query),
                        self.headers.get("Authorization"),
                        parse_qs(body),
                    )
                )
            )

        do_POST = do_GET

        def _say(self, its: Answer) -> None:
            self.send_response(its.status)
            for name, value in its.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(its.body) + (10 if its.short else 0)))
            self.end_headers()
            self.wfile.write(its.body)

        def log_message(self, *about: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    vendor.base = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield vendor
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
