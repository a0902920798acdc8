"""Why a report could not be fetched: a short cause, and never what was sent or answered."""

from __future__ import annotations


class Unreached(Exception):
    """A vendor could not be reached, refused, or asked to wait.

    `cause` is a code such as "401 refused"; `again_in` are the seconds after which the vendor wants
    to be asked again, where it says so; `passing` is what may well be over in a moment.
    """

    def __init__(self, cause: str, again_in: int | None = None, *, passing: bool = False) -> None:
        super().__init__(cause)
        self.cause, self.again_in, self.passing = cause, again_in, passing

    @classmethod
    def answered(cls, status: int, again_in: int | None = None) -> Unreached:
        """What a status of HTTP says."""
        passing = status == 429 or status >= 500
        return cls(f"{status} {_means(status)}", again_in if passing else None, passing=passing)

    @property
    def is_patience(self) -> bool:
        """Whether the vendor only asks for patience: nothing is wrong then."""
        return self.cause.startswith("429") or self.again_in is not None

    @property
    def is_of_one_part(self) -> bool:
        """Whether it may be the fault of what was asked for, so that other days may be answered:
        neither the key is refused, nor patience asked for, nor the vendor out of reach."""
        status, _, meaning = self.cause.partition(" ")
        return not self.is_patience and (meaning if status.isdecimal() else self.cause) in _OF_ONE


_OF_ONE = frozenset(
    {
        "not there",
        "not understood",
        "failing",
        "timeout",
        "cut off",
        "too large",
        "endless",
        "not JSON",
    }
)


class Unreadable(Unreached):
    """An answer came, and is not what the vendor documents."""

    def __init__(self) -> None:
        super().__init__("not JSON")


def _means(status: int) -> str:
    match status:
        case 401 | 403:
            return "refused"
        case 404 | 405 | 410:
            return "not there"
        case 429:
            return "asked to wait"
        case _ if status >= 500:
            return "failing"
        case _ if 300 <= status < 400:
            return "redirected"
    return "not understood"
