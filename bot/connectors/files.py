"""Which files `worthwhile import` reads: those of the generic push, and what vendors export."""

from __future__ import annotations

from bot.connectors import amazon_q, bedrock, chatgpt_enterprise, litellm_file
from bot.sources.importing import FORMATS as PLAIN
from bot.sources.importing import Format

FORMATS: dict[str, Format] = {
    **PLAIN,
    "litellm": Format(
        lambda: litellm_file.Exports().read,
        "LiteLLM's table LiteLLM_SpendLogs, as CSV or one JSON object a line; all files of a day "
        "in one go",
    ),
    "amazon-q": Format(
        lambda: amazon_q.read,
        "user activity of Amazon Q Developer or Kiro, CSV as AWS writes it to S3",
    ),
    "bedrock": Format(
        lambda: bedrock.read,
        "Bedrock's model invocation logs, gzipped or not, as AWS delivers them to S3",
    ),
    "chatgpt-enterprise": Format(
        lambda: chatgpt_enterprise.read,
        "the user report that ChatGPT's workspace analytics exports as CSV",
    ),
}
"""By the name an operator writes."""
