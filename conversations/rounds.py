"""Going through a profile again: what changed since it was finished before.

A baseline is kept at each finishing. A finished profile is compared with how it was
the time before (or then, if there was none); one that is gone through again, with how
it was when it was finished last.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from difflib import SequenceMatcher
from zlib import crc32

from msgspec import Struct
from msgspec.structs import replace

from conversations.profile import (
    PROFILE_SECTIONS,
    Baseline,
    Mark,
    Note,
    Profile,
    Section,
)


class Move(Struct, frozen=True):
    """A note that has another place in its section than before; from 1."""

    text: str
    before: int
    after: int


class Changes(Struct, frozen=True):
    """What became of a profile: the texts of notes, and how many are `gone`.

    `heard` are the notes that more customers said than before.
    """

    added: tuple[str, ...] = ()
    reworded: tuple[str, ...] = ()
    heard: tuple[str, ...] = ()
    moved: tuple[Move, ...] = ()
    gone: int = 0

    def __bool__(self) -> bool:
        return self != Changes()


def finish(profile: Profile, now: datetime) -> Profile:
    """The profile with its canvas shown; one that was finished stays as it is."""
    if profile.finished_at is not None:
        return profile
    baselines = (*profile.baselines, baseline_of(profile))[-2:]
    return replace(profile, finished_at=now, baselines=baselines)


def baseline_of(profile: Profile) -> Baseline:
    """How the notes of the customer profile stand now."""
    return tuple(
        Mark(
            note.number,
            section,
            _rank(profile, note),
            note.heard,
            _fingerprint(note.text),
        )
        for section in PROFILE_SECTIONS
        for note in profile.of_section(section)
    )


def changes_of(profile: Profile) -> Changes:
    """What changed since the time before; nothing in the first round."""
    if not profile.baselines:
        return Changes()
    is_finished = profile.finished_at is not None
    before = profile.baselines[0 if is_finished else -1]
    marks = {mark.note: mark for mark in before}
    notes = [
        note for section in PROFILE_SECTIONS for note in profile.of_section(section)
    ]
    known = [(note, marks[note.number]) for note in notes if note.number in marks]
    return Changes(
        added=tuple(note.text for note in notes if note.number not in marks),
        reworded=tuple(
            note.text for note, mark in known if _fingerprint(note.text) != mark.words
        ),
        heard=tuple(note.text for note, mark in known if note.heard > mark.heard),
        moved=tuple(
            move
            for section in PROFILE_SECTIONS
            for move in _moves(profile, section, marks)
        ),
        gone=len(marks) - len(known),
    )


def _moves(
    profile: Profile, section: Section, marks: dict[int, Mark]
) -> Iterator[Move]:
    """The notes that changed places with others; a newcomer above moves nobody."""
    now = [
        number
        for number in profile.order(section).ranked
        if number in marks
        and marks[number].section is section
        and marks[number].rank > 0
    ]
    before = sorted(now, key=lambda number: marks[number].rank)
    stayed = _in_the_same_order(before, now)
    for number in now:
        note = profile.note(number)
        if note is not None and number not in stayed:
            yield Move(note.text, marks[number].rank, _rank(profile, note))


def _in_the_same_order(before: Sequence[int], now: Sequence[int]) -> set[int]:
    blocks = SequenceMatcher(None, before, now, autojunk=False).get_matching_blocks()
    return {
        number for block in blocks for number in now[block.b : block.b + block.size]
    }


def _rank(profile: Profile, note: Note) -> int:
    ranked = profile.order(note.section).ranked
    return ranked.index(note.number) + 1 if note.number in ranked else 0


def _fingerprint(text: str) -> int:
    return crc32(text.encode("utf-8", "surrogatepass"))
