"""JSON of a class: what other programs read.

The models below are the format; docs/exercise.schema.json is written from them. It is
for taking away: an exercise does not come back in from it.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.exports.classes.sheet import ClassSheet
from conversations.exercise.exercise import Standing
from conversations.exercise.report import Outcome, Part, ReportNote
from conversations.exercise.setup import Names, Vote, Way
from conversations.exercise.tally import Agreement
from conversations.profile import Section

VERSION: Final = 1

Counted = Annotated[int, Field(ge=0)]
Number = Annotated[int, Field(ge=1)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ClassNoteData(_Model):
    """One note."""

    number: Number = Field(description="Unique in this file.")
    section: Section = Field(description="The part of the canvas it belongs to.")
    text: str = Field(description="What somebody wrote.")
    team: Counted = Field(
        description="The team whose note it is; 0 where there are none."
    )
    standing: Standing = Field(description="What has become of it.")
    merged_into: Number | None = Field(description="The note that stands for it.")
    shortlisted: bool = Field(description="Whether it was put on the shortlist.")
    stars: Counted = Field(description="How many people starred it.")
    place: Number | None = Field(
        description="Its place in its section by the newest vote; null is not rated."
    )
    points: Counted = Field(description="Its dots, or the sum of its ratings.")
    people: Counted = Field(description="How many people these are from.")
    spread: float = Field(
        ge=0, description="How far people are apart: 0 not at all, 1 as far as can be."
    )
    disputed: bool = Field(description="Whether opinions differ much.")
    authors: tuple[str, ...] | None = Field(
        description="Who wrote it; null where names are not shown."
    )


class VoteData(_Model):
    """How a vote was held."""

    way: Way
    dots: Number | None = Field(description="How many everyone had; null for ratings.")


class CountData(_Model):
    """What a note got in a vote."""

    note: Number
    points: Counted
    people: Counted
    teachers: Counted = Field(description="What the facilitators gave; 0 is nothing.")


class RoundData(_Model):
    """A vote that was revealed."""

    number: Number
    vote: VoteData
    counts: tuple[CountData, ...]


class TeamData(_Model):
    """What one sheet came to: that of a team, or of everybody (team 0)."""

    team: Counted
    name: str
    voters: Counted
    agreement: Agreement | None = Field(
        description="How far they agree on the order; null where it cannot be said."
    )
    kendalls_w: float | None = Field(description="Kendall's W, corrected for ties.")


class PartData(_Model):
    """How somebody took part; what they voted for is in no file."""

    name: str
    team: Counted
    is_here: bool
    notes: Counted
    answered: tuple[bool, ...] = Field(description="For each card.")
    voted: tuple[bool, ...] = Field(description="For each round.")


class ClassFile(_Model):
    """What a class came to, made by Customer Profile Bot."""

    format: Literal["customer-profile-class"]
    version: Literal[1]
    exported_on: date
    group: str = Field(description="What the group is called.")
    segment: str = Field(description="Who the customer is.")
    guide: str
    guide_version: Number
    names: Names = Field(description="Who sees who wrote what.")
    people: Counted = Field(description="How many took part.")
    cards: tuple[Section, ...] = Field(description="The section of each card.")
    teams: tuple[TeamData, ...]
    notes: tuple[ClassNoteData, ...]
    rounds: tuple[RoundData, ...]
    participation: tuple[PartData, ...] | None = Field(
        description="Who took part; null where names are not shown."
    )


def json_of(sheet: ClassSheet) -> bytes:
    """What a class came to as data."""
    report, canvas = sheet.report, sheet.canvas
    file = ClassFile(
        format="customer-profile-class",
        version=VERSION,
        exported_on=sheet.on,
        group=sheet.title,
        segment=canvas.segment,
        guide=sheet.guide.id,
        guide_version=sheet.guide.version,
        names=canvas.names,
        people=canvas.people,
        cards=tuple(card.section for card in report.cards),
        teams=tuple(
            TeamData(
                team=one.team,
                name=one.name,
                voters=one.tally.voters if one.tally else 0,
                agreement=one.tally.agreement if one.tally else None,
                kendalls_w=one.tally.w if one.tally else None,
            )
            for one in canvas.sheets
        ),
        notes=tuple(map(_note, report.notes)),
        rounds=tuple(map(_round, report.outcomes)),
        participation=tuple(map(_part, report.parts)) or None,
    )
    return f"{file.model_dump_json(indent=2)}\n".encode()


def _note(note: ReportNote) -> ClassNoteData:
    item = note.item
    return ClassNoteData(
        number=note.number,
        section=note.section,
        text=note.text,
        team=note.team,
        standing=note.standing,
        merged_into=note.into,
        shortlisted=note.listed,
        stars=note.stars,
        place=item.rank if item else None,
        points=item.points if item else 0,
        people=item.people if item else 0,
        spread=item.spread if item else 0.0,
        disputed=item.disputed if item else False,
        authors=note.by or None,
    )


def _round(outcome: Outcome) -> RoundData:
    return RoundData(
        number=outcome.round,
        vote=_vote(outcome.vote),
        counts=tuple(
            CountData(
                note=count.note,
                points=count.points,
                people=count.people,
                teachers=count.teachers,
            )
            for count in outcome.counts
        ),
    )


def _vote(vote: Vote) -> VoteData:
    return VoteData(way=vote.way, dots=vote.dots if vote.way is Way.DOTS else None)


def _part(part: Part) -> PartData:
    return PartData(
        name=part.name,
        team=part.team,
        is_here=part.here,
        notes=part.notes,
        answered=part.answered,
        voted=part.voted,
    )
