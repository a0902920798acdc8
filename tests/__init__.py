"""The tests; a file a noun."""
