"""What is committed says nothing about the machine it was written on."""

import json
import re

from .repo import files, text

LOCKS = re.compile(r"(^|/)(package-lock\.json|[\w-]*requirements[\w-]*\.(txt|in)|.*\.lock)$")
SETTINGS = {".npmrc", "pip.conf", ".yarnrc"}
# A place to fetch from: an option that names one, or the address of an archive.
SOURCES = re.compile(
    r"--(extra-)?index-url|--find-links|--trusted-host|^-[fi] |registry=|"
    r"\b(https?|file)://\S+\.(whl|tgz|tar\.gz|zip)\b",
    re.MULTILINE,
)
# Somebody's folder, wherever it stands; `~` and relative paths are fine.
FOLDERS = re.compile(r"(?<![\w.~-])/(home|Users|work)/[\w.-]")


def test_no_lock_file_names_where_packages_come_from() -> None:
    locks = [f for f in files() if LOCKS.search(f.as_posix()) or f.name in SETTINGS]
    assert {str(f): m.group() for f in locks if (m := SOURCES.search(text(f)))} == {}


def test_no_package_lock_says_whence_a_package_was_resolved() -> None:
    for lock in (f for f in files() if f.name == "package-lock.json"):
        packages = json.loads(text(lock))["packages"].values()
        assert [p["resolved"] for p in packages if "://" in p.get("resolved", "")] == []


def test_every_pinned_package_has_a_hash() -> None:
    for lock in (f for f in files() if re.fullmatch(r"requirements.*\.txt", f.name)):
        pins = re.split(r"(?m)^(?=\w)", text(lock))
        assert [p.split()[0] for p in pins if p.strip() and "--hash=sha256:" not in p] == []


def test_no_file_names_a_folder_of_somebodys_machine() -> None:
    assert {str(f): m.group() for f in files() if (m := FOLDERS.search(text(f)))} == {}
