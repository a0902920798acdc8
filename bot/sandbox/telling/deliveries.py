"""Getting what happened to the app: what people do once, events until acknowledged."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import Future

from bot.sandbox.changes import Changes
from bot.sandbox.telling.envelopes import Answered, Envelope, Line

# Slack sends an unacknowledged event again at once, after a minute and after five
RETRY_DELAYS = (0.0, 60.0, 300.0)
ACK_SECONDS = 3.0


Reply = Callable[[Answered], Answered]


class Deliveries:
    """Sends envelopes over the app's line, from any thread.

    `retry_delays` are the seconds before an event's second, third … attempt; `line` may be
    changed while running. Without a running sandbox nothing can be sent.
    """

    def __init__(self, line: Line, changes: Changes, retry_delays: Sequence[float]) -> None:
        self.line = line
        self._changes = changes
        self._retry_delays = tuple(retry_delays)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._loop_thread = 0
        self._tasks: set[asyncio.Task[Answered]] = set()
        self.unanswered = 0  # attempts under way

    def opened(self) -> None:
        """Called on the server's loop when it starts."""
        self._loop = asyncio.get_running_loop()
        self._loop_thread = threading.get_ident()

    async def closed(self) -> None:
        """Called on the server's loop when it stops: whatever waits for a retry is given up."""
        self._loop = None
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def event(self, envelope: Envelope) -> None:
        """Send an event, again and again until acknowledged; waits for nothing."""
        if self._loop is not None:
            self._start(self._until_acked(envelope))

    def act(self, envelope: Envelope, reply: Reply = lambda answered: answered) -> Answered:
        """Send what a person did, once, and wait for the acknowledgement. `reply` is what that does
        to their screen: it is done before anything the app asks for afterwards."""
        if threading.get_ident() == self._loop_thread:
            raise RuntimeError("a hand waits for the app: use it from a thread, not on the loop")
        return self._start(self._acted(envelope, reply)).result()

    async def _acted(self, envelope: Envelope, reply: Reply) -> Answered:
        answered = await self._attempt(envelope, 0, "")
        with self._changes.making():
            return reply(answered)

    def on_loop(self, work: Coroutine[None, None, None]) -> None:
        """Let something else run on the server's loop; waits for nothing."""
        asyncio.run_coroutine_threadsafe(work, self._running(work))

    def _start(self, work: Coroutine[None, None, Answered]) -> Future[Answered]:
        loop = self._running(work)
        with self._changes.making():
            self.unanswered += 1
        return asyncio.run_coroutine_threadsafe(self._kept(work), loop)

    def _running(self, work: Coroutine[None, None, object]) -> asyncio.AbstractEventLoop:
        if self._loop is None:
            work.close()
            raise RuntimeError("the sandbox is not running: nothing reaches the app")
        return self._loop

    async def _kept(self, work: Coroutine[None, None, Answered]) -> Answered:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        try:
            return await task
        except asyncio.CancelledError:
            return Answered(acked=False, error="the sandbox stopped")
        finally:
            self._tasks.discard(task)

    async def _until_acked(self, envelope: Envelope) -> Answered:
        answered = await self._attempt(envelope, 0, "")
        for attempt, delay in enumerate(self._retry_delays, start=1):
            if answered.acked or answered.error == "no_retry":
                break
            await asyncio.sleep(delay)
            with self._changes.making():
                self.unanswered += 1
            answered = await self._attempt(envelope, attempt, answered.error or "timeout")
        return answered

    async def _attempt(self, envelope: Envelope, attempt: int, reason: str) -> Answered:
        try:
            return await self.line.send(envelope, attempt, reason)
        finally:
            with self._changes.making():
                self.unanswered -= 1
