"""The HTTP side: telemetry in, Slack's requests, health."""
