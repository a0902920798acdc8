"""Reads local logs on an employee's own machine; needs nothing of the rest but `sources`."""
