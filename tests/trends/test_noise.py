"""The blur, drawn for real: bounds are so wide that a false failure is rarer than 1 in 10⁶."""

from __future__ import annotations

from math import exp, sqrt

import pytest

from bot.trends.noise import blurred

DRAWS = 6_000


@pytest.mark.parametrize("epsilon", [1.0, 0.5])
def test_it_is_discrete_laplace_of_scale_twelve_over_epsilon(epsilon) -> None:
    draws = [blurred(1_000, epsilon) - 1_000 for _ in range(DRAWS)]
    assert all(isinstance(draw, int) for draw in draws)
    decay = exp(-epsilon / 12)
    variance = 2 * decay / (1 - decay) ** 2
    six_sigma = 6 * sqrt(variance / DRAWS)
    assert abs(sum(draws) / DRAWS) < six_sigma, "symmetric about the total"
    size = 2 * decay / (1 - decay**2)  # the mean distance
    assert abs(sum(map(abs, draws)) / DRAWS - size) < six_sigma
    for beyond in (0, 6, 12, 30, 60):
        share = 2 * decay ** (beyond + 1) / (1 + decay)
        seen = sum(abs(draw) > beyond for draw in draws) / DRAWS
        assert abs(seen - share) < 6 * sqrt(share * (1 - share) / DRAWS)


def test_who_says_no_is_as_hidden_as_who_says_yes() -> None:
    """One answer moves the odds of any outcome by e^ε at most, however the rest is known."""
    limit = 30
    low = sum(blurred(24, 1.0) >= limit for _ in range(DRAWS)) / DRAWS
    high = sum(blurred(36, 1.0) >= limit for _ in range(DRAWS)) / DRAWS
    slack = 6 * sqrt(0.25 / DRAWS)
    assert low + slack < high <= exp(1.0) * (low + slack)
