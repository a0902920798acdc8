"""Payloads that real tools made, where the workspace has them beside the checkout."""

from __future__ import annotations

from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[2] / "shared" / "samples"

needs_samples = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason="the recorded samples are not beside this checkout"
)


def sample(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()
