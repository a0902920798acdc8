"""Stores in folders, for what is done to them as files."""

from __future__ import annotations

from pathlib import Path

from bot.model import Person, PersonId
from bot.people.identity import Profile, keep_profile
from bot.running import House
from bot.services import new_id
from bot.settings import Settings
from storage.personal import people


def settings(folder: Path, name: str = "house") -> Settings:
    (folder / name).mkdir(exist_ok=True)
    database = str(folder / name / "worthwhile.db")
    nobody_there = "http://127.0.0.1:9/"
    return Settings.read({"WORTHWHILE_DATABASE": database, "SLACK_API_URL": nobody_there})


def hire(house: House, slack_id: str) -> PersonId:
    services, person = house.services, PersonId(new_id())
    services.keys.admit(person, slack_id, None, 1)
    with services.database.transaction() as tx:
        people.save(tx, [Person(person, "Europe/Berlin", 1)])
        keep_profile(services, tx, person, Profile(slack_id, "Ada Field"))
    return person


def write_secret(its: Settings, secret: bytes) -> None:
    its.secret_file.touch(0o600)
    its.secret_file.write_bytes(secret)
