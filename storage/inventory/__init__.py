"""The data inventory: every table and column of both stores, with what it is, why it is there, how
long it is kept and who can read it. `python -m storage.inventory` writes it in Markdown.

The tables come from the schema itself, the descriptions from beside it: a column that is not
described, or a description without its column, is an error.
"""

from storage.inventory.writing import markdown

__all__ = ["markdown"]
