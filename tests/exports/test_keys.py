"""Where files are kept: what did not change is found again, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from bot.exports.exporting import keys_of
from bot.exports.formats import Format, Paper, Sheet
from conversations.profile import Mark, Note, Origin, Profile, Section
from tests.exports.profiles import example, sheet_of

NOW = datetime(2026, 5, 1, tzinfo=UTC)
SHEET = sheet_of(replace(example(), finished_at=NOW))
DELETED = Note(99, Section.JOBS, "jobs", "gone", deleted_at=NOW)


def key(sheet: Sheet, conversation: int = 1) -> str:
    return keys_of(conversation, sheet, [Format.PNG])[Format.PNG]


def changed(change: Callable[[Profile], Profile]) -> Sheet:
    return replace(SHEET, profile=change(SHEET.profile))


def first_note(profile: Profile, **fields: object) -> Profile:
    return profile.with_note(replace(profile.notes[0], **fields))


@pytest.mark.parametrize(
    "change",
    [
        lambda p: replace(p, archived=True),
        lambda p: replace(p, notes=(*p.notes, DELETED)),
        lambda p: replace(p, nudged={Section.JOBS: 0}),
        lambda p: replace(p, baselines=((Mark(1, Section.JOBS, 1, 0, 7),),)),
        lambda p: first_note(p, origin=Origin(7, 0), reworded_in=9),
        lambda p: first_note(p, ratings=dict(reversed(p.notes[0].ratings.items()))),
        lambda p: replace(p, orders=dict(reversed(p.orders.items()))),
    ],
)
def test_what_no_file_shows_changes_no_key(
    change: Callable[[Profile], Profile],
) -> None:
    assert key(changed(change)) == key(SHEET)


@pytest.mark.parametrize(
    "change",
    [
        lambda p: replace(p, number=2),
        lambda p: replace(p, name="Somebody else"),
        lambda p: replace(p, guide_version=99),
        lambda p: replace(p, notes=p.notes[1:]),
        lambda p: replace(p, orders={}),
        lambda p: replace(p, finished_at=NOW + timedelta(seconds=1)),
        lambda p: first_note(p, text="something else"),
        lambda p: first_note(p, ratings={}),
        lambda p: first_note(p, heard=1),
        lambda p: first_note(p, quote="That is so"),
        lambda p: first_note(p, context="On Mondays"),
        lambda p: first_note(p, section=Section.GAINS),
    ],
)
def test_what_a_file_shows_changes_its_key(
    change: Callable[[Profile], Profile],
) -> None:
    assert key(changed(change)) != key(SHEET)


def test_paper_day_format_and_conversation_have_keys_of_their_own() -> None:
    keys = {
        key(SHEET),
        key(SHEET, conversation=2),
        key(replace(SHEET, paper=Paper.LETTER)),
        key(replace(SHEET, on=SHEET.on + timedelta(days=1))),
        *keys_of(1, SHEET, [Format.PDF, Format.SVG]).values(),
    }
    assert len(keys) == 6
