"""A vendor's interface on this machine: it pages, asks for its key, throttles and fails."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

CUT, GARBAGE = "cut", "garbage"
"""Faults: a connection that ends in mid-answer, and an answer that is no JSON."""

HEAD, BODY = "head", "body"
"""Faults: headers, or a body, of which a byte comes every hundredth of a second, until whoever
asked has gone."""

Fault = int | str | tuple[int, Mapping[str, str]]
"""A status, a status with headers, or one of the above."""


@dataclass
class Asked:
    """A question as it came."""

    method: str
    path: str
    query: dict[str, list[str]]
    headers: Mapping[str, str]
    body: Any = None

    def one(self, name: str) -> str:
        return self.query[name][0]


@dataclass
class Vendor:
    """Answers with what `answer` gives. `faults` come first, one for each question, None for none;
    `steady` ones come after them, as often as it says. Without the `key` it refuses."""

    answer: Callable[[Asked], object]
    header: str = "Authorization"
    key: str | None = None
    faults: list[Fault | None] = field(default_factory=list)
    steady: Callable[[Asked], Fault | None] = lambda asked: None
    asked: list[Asked] = field(default_factory=list)
    address: str = ""
    closed: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> Vendor:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.address = f"http://127.0.0.1:{self._server.server_port}/"
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closed.set()
        self._server.shutdown()
        self._server.server_close()

    def fault(self, asked: Asked) -> Fault | None:
        return self.faults.pop(0) if self.faults else self.steady(asked)


def _handler(vendor: Vendor) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True
        wbufsize = -1

        def do_GET(self) -> None:
            self._answer(None)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self._answer(json.loads(body))

        def _answer(self, body: Any) -> None:
            url = urlsplit(self.path)
            asked = Asked(self.command, url.path, parse_qs(url.query), dict(self.headers), body)
            vendor.asked.append(asked)
            match vendor.fault(asked):
                case str() as fault:
                    self._break(fault)
                case (int() as status, headers):
                    self._send(status, b"CANARY in an error", headers)
                case int() as status:
                    self._send(status, b"CANARY in an error")
                case _:
                    self._say(asked)

        def _say(self, asked: Asked) -> None:
            if vendor.key is not None and self.headers.get(vendor.header) != vendor.key:
                self._send(401, b'{"error": "CANARY"}')
                return
            said = vendor.answer(asked)
            plain = said if isinstance(said, bytes) else json.dumps(said).encode()
            self._send(200, plain)

        def _break(self, fault: str) -> None:
            if fault == GARBAGE:
                self._send(200, b"<html>CANARY</html>")
                return
            if fault in (HEAD, BODY):
                self._trickle(fault)
                return
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            self.wfile.write(b'{"data": [')
            self.close_connection = True

        def _trickle(self, what: str) -> None:
            self.close_connection = True
            begin = b"HTTP/1.1 200 OK\r\nX-Slow: "
            self.wfile.write(begin if what == HEAD else begin + b"1\r\n\r\n")
            with suppress(OSError):
                while not vendor.closed.wait(0.01):
                    self.wfile.write(b"1")
                    self.wfile.flush()

        def _send(self, status: int, body: bytes, headers: Mapping[str, str] = {}) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    return Handler
