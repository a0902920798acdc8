"""Socket Mode: websockets the app opened, each envelope to any one of them."""

from __future__ import annotations

import asyncio
import itertools
import secrets
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import msgspec
from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.sandbox.changes import Changes
from bot.sandbox.telling.envelopes import Answered, Envelope

Json = dict[str, Any]

MOST_CONNECTIONS = 10


@dataclass(eq=False)
class Connection:
    """One websocket of the app's."""

    socket: WebSocket
    number: int

    async def say(self, message: Json) -> bool:
        """False when the connection is gone."""
        try:
            await self.socket.send_text(msgspec.json.encode(message).decode())
        except (WebSocketDisconnect, RuntimeError):
            return False
        return True


class Sockets:
    """The app's connections. Everything but `ticket` happens on the server's loop."""

    def __init__(self, app_id: str, ack_seconds: float, changes: Changes) -> None:
        self._app_id = app_id
        self._ack_seconds = ack_seconds
        self._changes = changes
        self._tickets: set[str] = set()
        self._numbers = itertools.count(1)
        self._connections: list[Connection] = []
        self._waiting: dict[str, asyncio.Future[Json | None]] = {}

    def ticket(self) -> str:
        """A ticket for one connection, as apps.connections.open puts it into its URL."""
        ticket = secrets.token_urlsafe(16)
        self._tickets.add(ticket)
        return ticket

    @property
    def count(self) -> int:
        """How many connections are open."""
        return len(self._connections)

    async def serve(self, socket: WebSocket) -> None:
        """One connection from its hello to its end."""
        ticket = socket.query_params.get("ticket", "")
        if ticket not in self._tickets:
            await socket.close(code=4001)
            return
        self._tickets.discard(ticket)
        await socket.accept()
        connection = Connection(socket, next(self._numbers))
        if self.count >= MOST_CONNECTIONS:
            await self._dismiss(connection, "too_many_websockets")
            return
        await self._converse(connection)

    async def send(self, envelope: Envelope, attempt: int, reason: str) -> Answered:
        """Send over the connection used longest ago and wait for the acknowledgement."""
        started = time.perf_counter()
        waiting: asyncio.Future[Json | None] = asyncio.get_running_loop().create_future()
        self._waiting[envelope.id] = waiting
        try:
            if not await self._say_once(_wrapped(envelope, attempt, reason)):
                return Answered(acked=False, error="no_connection")
            payload = await asyncio.wait_for(waiting, self._ack_seconds)
        except TimeoutError:
            spent = time.perf_counter() - started
            return Answered(acked=False, seconds=spent, timed_out=True, error="timeout")
        finally:
            self._waiting.pop(envelope.id, None)
        return Answered(acked=True, ack_payload=payload, seconds=time.perf_counter() - started)

    async def refresh(self, notice: float) -> None:
        """Warn the connections there are, and close them `notice` seconds later, as Slack does."""
        leaving = list(self._connections)
        for connection in leaving:
            await connection.say(self._disconnect("warning"))
        await asyncio.sleep(notice)
        for connection in leaving:
            if connection in self._connections:
                await self._dismiss(connection, "refresh_requested")

    async def close(self) -> None:
        """Close every connection without a word, as when the network goes."""
        for connection in list(self._connections):
            with suppress(RuntimeError):
                await connection.socket.close()

    async def _converse(self, connection: Connection) -> None:
        self._connections.append(connection)
        await connection.say(self._hello(connection))
        with self._changes.making():  # somebody may wait for the app to be there
            pass
        try:
            async for text in connection.socket.iter_text():
                self._heard(text)
        finally:
            if connection in self._connections:
                self._connections.remove(connection)

    def _heard(self, text: str) -> None:
        try:
            said = msgspec.json.decode(text)
        except msgspec.DecodeError:
            return
        if not isinstance(said, dict):
            return
        waiting = self._waiting.get(said.get("envelope_id", ""))
        if waiting is not None and not waiting.done():
            waiting.set_result(said.get("payload"))

    async def _say_once(self, message: Json) -> bool:
        for connection in tuple(self._connections):
            self._connections.remove(connection)
            self._connections.append(connection)
            if await connection.say(message):
                return True
        return False

    async def _dismiss(self, connection: Connection, reason: str) -> None:
        if connection in self._connections:
            self._connections.remove(connection)
        await connection.say(self._disconnect(reason))
        with suppress(RuntimeError):
            await connection.socket.close()

    def _hello(self, connection: Connection) -> Json:
        return {
            "type": "hello",
            "num_connections": self.count,
            "debug_info": {
                "host": f"applink-{connection.number}",
                "build_number": 1,
                "approximate_connection_time": 18060,
            },
            "connection_info": {"app_id": self._app_id},
        }

    def _disconnect(self, reason: str) -> Json:
        return {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink"}}


def _wrapped(envelope: Envelope, attempt: int, reason: str) -> Json:
    message: Json = {
        "envelope_id": envelope.id,
        "payload": envelope.payload,
        "type": envelope.kind,
        "accepts_response_payload": envelope.kind != "events_api",
    }
    if envelope.kind == "events_api":
        message |= {"retry_attempt": attempt, "retry_reason": reason}
    return message
