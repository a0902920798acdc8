"""What people do in Slack, one file a feature. Slack's own words stay in here."""
