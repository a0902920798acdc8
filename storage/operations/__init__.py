"""Settings, progress and health: counts of work done, never of answers or silence."""
