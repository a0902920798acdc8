"""Whole weeks, through the real app and the sandbox: what people see, from the first message on."""
