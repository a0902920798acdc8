"""Who is in which team, and who manages it: by random ids only."""
