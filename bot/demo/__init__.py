"""A made-up company living in the sandbox, with a clock that can be moved."""
