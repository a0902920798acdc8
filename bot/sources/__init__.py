"""Where usage comes from: one wire format a file, `parse(payload)` to observations and rejects.

`intake` folds observations into tasks as they arrive; nothing else of a payload is kept.
"""
