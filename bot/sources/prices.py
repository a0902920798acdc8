"""What tokens cost, from genai-prices (data that ships with it; nothing is fetched).

Rates are looked up once per model and day: looking a model up takes 0.2 ms, a day of a large
company's telemetry has hundreds of thousands of calls and a dozen models.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from genai_prices.data_snapshot import get_snapshot
from genai_prices.types import TieredPrices

from bot.model import DAY, Instant, Tokens

_MILLION = 1_000_000

_BEDROCK = re.compile(
    r"(?:[a-z]{2,6}\.)?(?:ai21|amazon|anthropic|cohere|deepseek|meta|mistral|openai|qwen)\."
)
"""How Amazon Bedrock calls models, as in `us.anthropic.claude-…`: with prices of their own."""


@dataclass(frozen=True, slots=True)
class Rate:
    """USD per million tokens; from some number of input tokens on, another rate for all of them."""

    base: float
    steps: tuple[tuple[int, float], ...] = ()

    def at(self, input_tokens: float) -> float:
        """The rate of a call with so many input tokens."""
        reached = [rate for start, rate in self.steps if input_tokens > start]
        return reached[-1] if reached else self.base


@dataclass(frozen=True, slots=True)
class Rates:
    """A model's rates on a day. Where there is no rate for caching, it costs as input does."""

    input: Rate
    cache_read: Rate
    cache_write: Rate
    output: Rate
    flat: tuple[float, float, float, float]
    """The same four, as they are for a call of at most `flat_until` input tokens: nearly all."""
    flat_until: float

    def cost(self, tokens: Tokens, calls: int = 1) -> float:
        """USD for a call, or for so many together: then each is taken to be of the average size."""
        size = tokens.input / calls
        if size <= self.flat_until:
            return _usd(self.flat, tokens)
        rates = (self.input, self.cache_read, self.cache_write, self.output)
        fresh, read, write, answer = (rate.at(size) for rate in rates)
        return _usd((fresh, read, write, answer), tokens)


def _usd(rates: tuple[float, float, float, float], tokens: Tokens) -> float:
    fresh, read, write, answer = rates
    return (
        (tokens.input - tokens.cached) * fresh
        + (tokens.cached - tokens.cache_written) * read
        + tokens.cache_written * write
        + tokens.output * answer
    ) / _MILLION


def cost_of(model: str | None, at: Instant, tokens: Tokens, calls: int = 1) -> float | None:
    """USD for so many calls of a model; None where nobody knows its price, which is not the same as
    0."""
    rates = rates_of(model, at // DAY) if model else None
    return rates.cost(tokens, calls) if rates else None


def cost_of_many(model: str | None, at: Instant, tokens: Tokens) -> float | None:
    """USD for what many calls came to: nobody knows how large each was, and nearly all stay under
    the size from which a call costs more."""
    rates = rates_of(model, at // DAY) if model else None
    return _usd(rates.flat, tokens) if rates else None


@lru_cache(maxsize=4096)
def rates_of(model: str, day: int) -> Rates | None:
    """A model's rates on a day, counted from 1970-01-01."""
    seller = "aws" if _BEDROCK.match(model) else None
    try:
        _, known = get_snapshot().find_provider_model(model, None, seller, None)
    except LookupError:
        return None
    prices = vars(known.get_prices(datetime.fromtimestamp(day * DAY, UTC)))
    fresh, answer = _rate(prices.get("input_mtok")), _rate(prices.get("output_mtok"))
    if fresh is None or answer is None:
        return None
    read = _rate(prices.get("cache_read_mtok")) or fresh
    write = _rate(prices.get("cache_write_mtok")) or fresh
    flat = (fresh.base, read.base, write.base, answer.base)
    starts = [start for rate in (fresh, read, write, answer) for start, _ in rate.steps]
    return Rates(fresh, read, write, answer, flat, min(starts, default=math.inf))


def _rate(price: object) -> Rate | None:
    if price is None:
        return None
    if isinstance(price, TieredPrices):
        return Rate(float(price.base), tuple((t.start, float(t.price)) for t in price.tiers))
    return Rate(float(str(price)))
