"""Text that is HTML already."""


class Drawn(str):
    """HTML whose texts are escaped: templates put it in as it is. Only drawing code makes one."""

    def __html__(self) -> str:
        return self
