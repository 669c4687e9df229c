"""What a class talks about when it sees its result: a question that its votes raise.

The questions are written as TOML, two for each section, in `debrief.en.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from msgspec import Struct
from pydantic import ConfigDict, Field, RootModel, model_validator

from conversations.exercise.sight import SeenNote
from conversations.exercise.tally import Tally
from conversations.profile import Section
from conversations.strict import Strict

Line = Annotated[str, Field(min_length=1, max_length=200, pattern=r"\{note\}")]


class About(StrEnum):
    """What a question goes on from."""

    SPLIT = "split"  # a note that some put first, and others did not
    FIRST = "first"  # the first note of all


class Question(Struct, frozen=True):
    """A question about a note; `firsts` of `voters` put nothing above it."""

    about: About
    section: Section
    note: str
    firsts: int
    voters: int


def question_of(tally: Tally, seen: Mapping[int, SeenNote]) -> Question | None:
    """What a result raises: where people are apart, or else why the first is first."""
    split = [(About.SPLIT, row) for row in tally.disputed if row.firsts]
    first = [(About.FIRST, row) for row in tally.rows[:1] if row.rank]
    for about, row in split + first:
        if note := seen.get(row.note):
            return Question(about, note.section, note.text, row.firsts, tally.voters)
    return None


class _Words(Strict):
    """The questions about a section; `{note}` stands for the words of a note.

    In `split`, `{firsts}` people of `{voters}` put it first.
    """

    split: Line
    first: Line

    @model_validator(mode="after")
    def _nothing_else_is_left_open(self) -> _Words:
        try:
            self.split.format(note="", firsts=0, voters=0)
            self.first.format(note="")
        except (LookupError, ValueError) as wrong:
            raise ValueError(f"a question cannot be filled in: {wrong}") from wrong
        return self


class Debrief(RootModel[dict[Section, _Words]]):
    """All questions, in one language; a section without its own has those of jobs."""

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="after")
    def _there_are_some_for_every_section(self) -> Debrief:
        if Section.JOBS not in self.root:
            raise ValueError("the questions about jobs serve where there are no others")
        return self

    def ask(self, question: Question) -> str:
        """A question in words."""
        words = self.root.get(question.section, self.root[Section.JOBS])
        if question.about is About.FIRST:
            return words.first.format(note=question.note)
        return words.split.format(
            note=question.note, firsts=question.firsts, voters=question.voters
        )


def load_debrief(text: str) -> Debrief:
    """Make the questions from their TOML.

    Raises:
        tomllib.TOMLDecodeError: it is not TOML.
        pydantic.ValidationError: something is missing, unknown or too long.

    """
    return Debrief.model_validate(tomllib.loads(text))
