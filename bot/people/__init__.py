"""Who is in the company, who is who, and who wants what: roster, identity, preferences, consent."""
