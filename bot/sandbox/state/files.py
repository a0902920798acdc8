"""Files the app uploads: an address is given, the bytes are put there, the upload is completed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass
class File:
    """An upload; `content` is None until the bytes have come."""

    id: str
    name: str
    length: int
    content: bytes | None = None
    title: str = ""
    channel: str = ""


class Files:
    """The uploads, by id."""

    def __init__(self, new_id: Callable[[str], str]) -> None:
        self._new_id = new_id
        self._files: dict[str, File] = {}

    def expect(self, name: str, length: int) -> File:
        """Make room for a file of so many bytes."""
        file = File(self._new_id("F"), name, length)
        self._files[file.id] = file
        return file

    def get(self, file_id: str) -> File | None:
        """The upload with this id, if there is one."""
        return self._files.get(file_id)

    def remove(self, file_id: str) -> File | None:
        """Take an upload away; the one it was."""
        return self._files.pop(file_id, None)


def as_file(file: File, url: str) -> Json:
    """Slack's file object."""
    return {
        "id": file.id,
        "name": file.name,
        "title": file.title or file.name,
        "size": len(file.content or b""),
        "filetype": file.name.rpartition(".")[2],
        "url_private": f"{url}files/{file.id}",
        "url_private_download": f"{url}files/{file.id}",
    }
