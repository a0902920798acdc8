"""Names for made-up people: two small lists of plainly invented parts, each pair used once."""

from __future__ import annotations

from collections.abc import Iterator

# fmt: off
_FIRST = (
    "Abi", "Adan", "Anouk", "Bela", "Bram", "Cato", "Dalia", "Darek", "Edda", "Emre", "Fenna",
    "Flora", "Gwil", "Hanna", "Idris", "Ilse", "Ivo", "Jada", "Joos", "Kaito", "Karim",
    "Lena", "Lior", "Lotte", "Maeve", "Mina", "Nadia", "Nils", "Odile", "Omar", "Orla",
    "Pavel", "Petra", "Quinn", "Rafa", "Rosa", "Sami", "Sanne", "Tariq", "Tove", "Uma",
    "Vera", "Viggo", "Wanda", "Yara", "Yusuf", "Zora",
)
_LAST = (
    "Aldmoor", "Applewick", "Barrowby", "Birchall", "Brackwater", "Cindermill", "Copperfell",
    "Crowhurst", "Dunlea", "Elmsworth", "Fairbrook", "Fennimoor", "Foxglen", "Garrowby",
    "Greywater", "Harrowdene", "Hazelmere", "Hollowell", "Ironquill", "Kestrelby", "Larkwood",
    "Lindholt", "Marshlow", "Millwater", "Mossgrave", "Nettlefold", "Oakhanger", "Otterburn",
    "Penhallow", "Quickbeam", "Ravenscar", "Rowanby", "Saltmarsh", "Silverdale", "Stonecrop",
    "Thornbury", "Underhay", "Waterlow", "Westerby", "Wickmoor", "Windlass", "Yarrowby",
    "Yewdale",
)
# fmt: on


def names() -> Iterator[str]:
    """One name after the other; always the same ones, in the same order."""
    for turn in range(len(_LAST)):
        for number, first in enumerate(_FIRST):
            yield f"{first} {_LAST[(number * 5 + turn * 11 + 3) % len(_LAST)]}"
