"""The sandbox, spoken to as an app speaks to Slack."""
