"""A person's hand on their Slack: where a control is, what can be put into it, what Slack tells."""
