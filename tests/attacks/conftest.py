"""What the attacks come in by."""

from tests.web.conftest import door

__all__ = ["door"]
