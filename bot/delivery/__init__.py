"""Reaching Slack on time, once."""
