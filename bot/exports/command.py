"""What `customer-profile-bot export` does: any profile as files, for an operator.

It only looks into the database, so the bot may be running; and it is a process of its
own, so it makes the files itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from bot.exports.exporting import sheet_of
from bot.exports.formats import Format, Paper, Sheet
from bot.exports.making import made
from bot.exports.names import file_name
from conversations.guides.library import Library
from conversations.guides.model import load_guide
from storage import Look, look_at


class NothingToExportError(Exception):
    """What was asked for is not there; the message says what is."""


async def listing(url: str) -> str:
    """The profiles there are, a line each, with the names that `export` takes."""
    profiles = await look_at(url, Look.profiles)
    if not profiles:
        return "There are no profiles yet."
    return "\n".join(
        f"{p.conversation}/{p.number}\t{p.name or '-'}\t({p.guide}, {p.notes} notes)"
        for p in profiles
    )


async def export(
    url: str, profile: str, formats: Sequence[str], folder: Path, paper: Paper
) -> list[Path]:
    """Write a profile as files of these formats into a folder; returns their paths.

    Raises:
        NothingToExportError: there is no such profile, or no such format.
        OSError: the folder cannot be written to.

    """
    kinds = [_format(name) for name in formats]
    numbers = _numbers(profile)
    interview, library = await look_at(
        url, lambda look: (look.interview(*numbers), _library(look))
    )
    if interview is None:
        raise NothingToExportError(
            f"There is no profile {profile}. Without one, `export` lists all."
        )
    sheet = replace(sheet_of(interview, library), paper=paper)
    return _written(sheet, kinds, folder)


def _written(sheet: Sheet, kinds: Sequence[Format], folder: Path) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for kind in kinds:
        path = folder / file_name(sheet.canvas.segment, kind)
        path.write_bytes(made(sheet, kind))
        paths.append(path)
    return paths


def _format(name: str) -> Format:
    try:
        return Format(name.strip().lower())
    except ValueError:
        known = ", ".join(Format)
        raise NothingToExportError(f"{name!r} is none of {known}.") from None


def _numbers(profile: str) -> tuple[int, int]:
    found = re.fullmatch(r"(\d{1,18})/(\d{1,9})", profile)
    if found is None:
        raise NothingToExportError(
            f"{profile!r} is no profile; they are called like 12/1. Without one, "
            "`export` lists all."
        )
    return int(found[1]), int(found[2])


def _library(look: Look) -> Library:
    rows = look.guides()
    return Library.of(load_guide(row.structure, row.words) for row in rows)
