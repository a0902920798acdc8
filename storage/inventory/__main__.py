"""`python -m storage.inventory > messages/documents/inventory.md`."""

import sys

from storage.inventory import markdown

sys.stdout.buffer.write(markdown().encode())
