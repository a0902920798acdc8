"""Which files `worthwhile import` reads: those of the generic push, and what vendors export."""

from __future__ import annotations

from bot.connectors import litellm_file
from bot.sources.importing import FORMATS as PLAIN
from bot.sources.importing import Format

FORMATS: dict[str, Format] = {
    **PLAIN,
    "litellm": Format(
        litellm_file.read, "LiteLLM's table LiteLLM_SpendLogs, as CSV or one JSON object a line"
    ),
}
"""By the name an operator writes."""
