"""What ids are called on this workspace, for the one who is reading."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, tzinfo


@dataclass(frozen=True)
class Names:
    """Turns the ids found in texts into the words the reader sees, in the reader's time zone."""

    people: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)
    reader: str = ""
    zone: tzinfo = UTC

    def person(self, person_id: str, label: str = "") -> str:
        """The display name of a person, or the label that came with the id, or the bare id."""
        return self.people.get(person_id) or label or person_id

    def group(self, group_id: str, label: str = "") -> str:
        """The handle of a user group, without its at-sign."""
        return (self.groups.get(group_id) or label or group_id).removeprefix("@")
