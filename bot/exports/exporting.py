"""The errand of making files: from a snapshot, and only what is not there yet."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable
from functools import cache, partial
from importlib.metadata import version

from msgspec import json
from msgspec.structs import replace

from bot.errands import Errand, MadeFile, Result
from bot.exports.formats import Format, Sheet
from bot.exports.names import file_name
from bot.exports.worker import NotMadeError, TooMuchError, Workshop
from conversations.guides.library import Library
from conversations.interview import effects as f
from conversations.interview import events as e
from conversations.interview.session import Interview
from conversations.portable import portable
from storage import FileRow, Look, Storage


class Exporter:
    """Makes the files that people ask for; see `bot.errands.Doer`."""

    action = "upload_document"

    def __init__(
        self,
        storage: Storage,
        library: Library,
        workshop: Workshop,
        at_hand: Container[str] = (),
    ) -> None:
        """Make files in a workshop, but those whose keys are in `at_hand`."""
        self._storage = storage
        self._library = library
        self._workshop = workshop
        self._at_hand = at_hand

    async def do(self, errand: Errand) -> Result:
        """Make what is not there already, from the profile as it is now."""
        wish = errand.wish
        if not isinstance(wish, f.Export):
            raise TypeError("not an export")
        found = await self._storage.look(lambda c: self._found(Look(c), errand, wish))
        if found is None:
            return Result(self.failure(wish))
        sheet, keys, missing = found
        try:
            made = await self._workshop.make(sheet, missing) if missing else {}
        except NotMadeError as error:
            return Result(
                replace(self.failure(wish), too_much=isinstance(error, TooMuchError))
            )
        name = partial(file_name, sheet.profile.name, paper=wish.paper)
        return Result(
            e.Exported(
                wish.profile,
                tuple(e.File(key, name(kind)) for kind, key in keys.items()),
                wish.picture,
            ),
            tuple(MadeFile(keys[kind], made[kind], wish.profile) for kind in missing),
        )

    def _found(
        self, look: Look, errand: Errand, wish: f.Export
    ) -> tuple[Sheet, dict[Format, str], list[Format]] | None:
        """What the files show, their keys, and which must be made.

        All of it in one look, as each is a way to the database and back. What Telegram
        does not have is made together if not all of it is at hand: a part that was
        made before could be gone before the rest is there.
        """
        interview = look.interview(errand.conversation, wish.profile)
        if interview is None or interview.profile.deleted_at is not None:
            return None
        sheet = replace(sheet_of(interview, self._library), paper=wish.paper)
        keys = keys_of(errand.conversation, sheet, wish.formats)
        kept = look.files(keys.values())
        unsent = {
            kind: kept.get(key)
            for kind, key in keys.items()
            if not _is_sent(kept.get(key), photo=wish.picture)
        }
        is_there = all(map(self._is_at_hand, unsent.values()))
        return sheet, keys, [] if is_there else list(unsent)

    def _is_at_hand(self, file: FileRow | None) -> bool:
        """Whether a file's bytes are. Of one that Telegram refused there is no row."""
        return file is not None and file.key in self._at_hand

    def failure(self, wish: f.Export) -> e.NotExported:
        """Files could not be made."""
        return e.NotExported(wish.profile, wish.formats, wish.picture, paper=wish.paper)


def _is_sent(file: FileRow | None, *, photo: bool) -> bool:
    """Whether Telegram has a file in this way."""
    return bool(file and (file.photo_id if photo else file.document_id))


def sheet_of(interview: Interview, library: Library) -> Sheet:
    """What an interview's files are made from, as of the day it was last changed.

    Not of today: what did not change gives the same file tomorrow.
    """
    profile = interview.profile
    guide = library.guide_of(profile)
    changed = interview.touched_at or profile.finished_at
    if changed is None:
        raise ValueError("an interview that is stored was changed some time")
    return Sheet(profile, guide, changed.date())


def keys_of(
    conversation: int, sheet: Sheet, formats: Iterable[Format]
) -> dict[Format, str]:
    """Where files are kept: the same content in the same conversation, the same key."""
    said = (
        *(_program(), conversation, sheet.profile.number),
        *(sheet.guide.words.language, sheet.on, sheet.paper, portable(sheet.profile)),
    )
    digest = hashlib.sha256(json.encode(said, order="deterministic")).hexdigest()
    return {kind: f"{digest} {kind}" for kind in formats}


@cache
def _program() -> str:
    """Another version of the program may draw otherwise."""
    return version("customer-profile-bot")
