"""What tokens cost, against the costs that a tool reported itself."""

from __future__ import annotations

import pytest

from bot.model import Tokens
from bot.sources.prices import cost_of, cost_of_many
from tests.company import instant

DAY = instant("2026-11-20")


@pytest.mark.parametrize(
    ("model", "tokens", "usd"),
    [
        ("claude-opus-5-5", Tokens(2560, 512, 512, 96), 0.012672),
        ("claude-opus-5-5", Tokens(4170, 2112, 64, 97), 0.0109016),
        ("gpt-5", Tokens(1_000_000, 0, 0, 100_000), 2.25),
        ("gpt-5", Tokens(1_000_000, 1_000_000, 0, 0), 0.125),
        ("gemini-2.5-pro", Tokens(200_000, 0, 0, 0), 0.25),
        ("gemini-2.5-pro", Tokens(200_001, 0, 0, 0), 0.5000025),
        ("claude-opus-5-5", Tokens(), 0.0),
        ("us.anthropic.claude-sonnet-4-20250514-v1:0", Tokens(1_000_000, 500_000), 1.65),
        ("amazon.nova-lite-v1:0", Tokens(1_000_000), 0.06),
        ("us.anthropic.claude-in-house", Tokens(10, 0, 0, 10), None),
        ("in-house-9", Tokens(10, 0, 0, 10), None),
        (None, Tokens(10, 0, 0, 10), None),
    ],
)
def test_costs(model: str | None, tokens: Tokens, usd: float | None) -> None:
    assert cost_of(model, DAY, tokens) == (usd and pytest.approx(usd, rel=1e-12))


def test_many_small_calls_do_not_cost_what_one_large_one_would() -> None:
    assert cost_of_many("gemini-2.5-pro", DAY, Tokens(400_000)) == pytest.approx(0.5)
    assert cost_of("gemini-2.5-pro", DAY, Tokens(400_000)) == pytest.approx(1.0)
    assert cost_of_many("in-house-9", DAY, Tokens(10)) is None
