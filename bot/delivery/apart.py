"""Keeping one failure from stopping the rest, without a word about whom it concerned."""

from __future__ import annotations

import logging
import traceback
from pathlib import PurePath
from types import TracebackType

_log = logging.getLogger(__name__)


class Apart:
    """`with Apart("digest", work_id) as attempt:` goes on after any failure inside; what failed is
    then in `attempt.error`, and logged by its class and place. Never by its message: that may hold
    a name or what somebody answered."""

    def __init__(self, what: str, work: str = "") -> None:
        self.error: Exception | None = None
        self._work = f"{what} {work}".rstrip()

    def __enter__(self) -> Apart:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        if not isinstance(error, Exception):
            return False
        self.error = error
        _log.error("%s failed: %s at %s", self._work, type(error).__name__, _place(trace))
        return True


def _place(trace: TracebackType | None) -> str:
    frames = traceback.extract_tb(trace)
    return f"{PurePath(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
