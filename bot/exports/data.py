"""JSON: the profile itself, so that it can come back in exactly as it was.

The models below are the format; docs/profile.schema.json is written from them.
What comes in may be anything: its size, depth, numbers and names are bounded, and
nothing of it is believed before it was checked.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from bot.exports.formats import Sheet
from conversations.guides.model import Id, Level
from conversations.notes import MOST_NOTES
from conversations.portable import LARGEST_FILE, Flaw, portable
from conversations.profile import Basis, Note, Order, Profile, Section
from conversations.words import LONGEST_NAME

VERSION: Final = 1
_LONGEST_TEXT: Final = 4096
_NO_TEXT: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


class FileRefusedError(Exception):
    """A file is not a profile; `flaw` says why."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw)
        self.flaw = flaw


def _text(text: str) -> str:
    if _NO_TEXT.search(text):
        raise ValueError("control characters are no text")
    return text


Text = Annotated[str, Field(max_length=_LONGEST_TEXT), AfterValidator(_text)]
Name = Annotated[str, Field(max_length=LONGEST_NAME), AfterValidator(_text)]
Number = Annotated[int, Field(ge=1, le=999_999_999)]
Numbers = Annotated[tuple[Number, ...], Field(max_length=MOST_NOTES)]
Day = Annotated[datetime, Field(description="A moment, with its time zone.")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class NoteData(_Strict):
    """One note."""

    number: Number = Field(description="Unique among the notes of the profile.")
    section: Section = Field(description="The part of the profile it belongs to.")
    prompt: Id | Literal[""] = Field(description="The question that it answers.")
    text: Text = Field(min_length=1, description="What the person wrote.")
    ratings: dict[Id, Level] = Field(
        {}, max_length=20, description="What it was rated for, and the level given."
    )
    for_job: Number | None = Field(
        None, description="The number of the job that it belongs to."
    )
    links: Numbers = Field((), description="The notes that it answers.")
    tags: Annotated[tuple[Id, ...], Field(max_length=20)] = Field(
        (), description="The choices that were tapped for it."
    )
    context: Text = Field("", description="The situation in which a job comes up.")
    heard: int = Field(
        0, ge=0, le=1_000_000, description="How many customers said so; 0: a guess."
    )
    quote: Text = Field("", description="What one of them said.")


class OrderData(_Strict):
    """The order of a section, by the numbers of its notes."""

    basis: Basis = Field(description="What the order rests on.")
    ranked: Numbers = Field((), description="Most important first.")
    settled: Numbers = Field((), description="Equals that were put in order by hand.")
    alike: Numbers = Field((), description="Those of them that are equal all the same.")


class ProfileData(_Strict):
    """A customer profile: one segment, its notes and their order."""

    name: Name = Field(description="Who the customer is.")
    named_by_hand: bool = False
    guide: Id = Field(description="The guide that asked the questions.")
    guide_version: Number
    finished_at: Day | None = Field(None, description="When its canvas was made.")
    next_note: Number = Field(description="The number of the next note.")
    notes: Annotated[tuple[NoteData, ...], Field(max_length=MOST_NOTES)] = ()
    orders: dict[Section, OrderData] = {}


class ProfileFile(_Strict):
    """A customer profile as a file, made by Customer Profile Bot.

    Send it to the bot, and it makes the same profile again.
    """

    format: Literal["customer-profile"]
    version: Literal[1]
    exported_on: date
    profile: ProfileData


def json_of(sheet: Sheet) -> bytes:
    """The profile of a sheet as a file."""
    profile = portable(sheet.profile)
    file = {
        "format": "customer-profile",
        "version": VERSION,
        "exported_on": sheet.on,
        "profile": {
            "name": profile.name,
            "named_by_hand": profile.named_by_hand,
            "guide": profile.guide,
            "guide_version": profile.guide_version,
            "finished_at": profile.finished_at,
            "next_note": profile.next_note,
            "notes": tuple(map(_note_data, profile.notes)),
            "orders": {
                section: OrderData(
                    basis=order.basis,
                    ranked=order.ranked,
                    settled=order.settled,
                    alike=order.alike,
                )
                for section, order in profile.orders.items()
            },
        },
    }
    text = ProfileFile.model_validate(file).model_dump_json(indent=2)
    return f"{text}\n".encode()


def _note_data(note: Note) -> NoteData:
    return NoteData(**{name: _held(note, name) for name in NoteData.model_fields})


def _held(note: Note, name: str) -> Any:
    value = getattr(note, name)
    return dict(value) if isinstance(value, Mapping) else value


def profile_from(content: bytes) -> Profile:
    """The profile that a file holds; its number is 0.

    Raises:
        FileRefusedError: it holds none, or one that nobody's bot can have made.

    """
    _check(content)
    try:
        file = ProfileFile.model_validate_json(content)
    except ValidationError as error:
        raise FileRefusedError(Flaw.DAMAGED) from error
    data = file.profile
    if data.finished_at is not None and data.finished_at.tzinfo is None:
        raise FileRefusedError(Flaw.DAMAGED)
    return Profile(
        number=0,
        guide=data.guide,
        guide_version=data.guide_version,
        name=data.name,
        named_by_hand=data.named_by_hand,
        notes=tuple(Note(**dict(note)) for note in data.notes),
        orders={
            section: Order(**dict(order)) for section, order in data.orders.items()
        },
        next_note=data.next_note,
        finished_at=data.finished_at,
    )


# --- before it is believed ------------------------------------------------------------


def _check(content: bytes) -> None:
    """Refuse what is no JSON that can be read in one way only, or is not ours."""
    if len(content) > LARGEST_FILE:
        raise FileRefusedError(Flaw.TOO_LARGE)
    try:
        file = json.loads(
            content.decode("utf-8"),
            object_pairs_hook=_without_repeats,
            parse_constant=_no_number,
        )
    except (ValueError, RecursionError) as error:
        raise FileRefusedError(Flaw.NOT_JSON) from error
    if not isinstance(file, dict) or file.get("format") != "customer-profile":
        raise FileRefusedError(Flaw.NOT_OURS)
    version = file.get("version")
    if type(version) is int and version > VERSION:
        raise FileRefusedError(Flaw.TOO_NEW)


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice in one object")
    return found


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no number")
