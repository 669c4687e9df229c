"""What a guide asks, and in which order; no words."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Self

from pydantic import Field, model_validator

from conversations.guides.model.texts import Id, Level
from conversations.profile import Section
from conversations.strict import Strict


class PromptKind(StrEnum):
    """What a prompt does with what people answer."""

    SEGMENT = "segment"  # one answer: who the customer is
    TYPES = "types"  # every line is a type of customer
    FIRST = "first"  # one of the types is tapped: the one to begin with
    NOTES = "notes"  # every line is a note of the section
    STEPS = "steps"  # every line is a step of getting the first job done
    REVIEW = "review"  # the section's notes are looked at once more
    LINKS = "links"  # what each of the section's notes answers is tapped
    CHOICES = "choices"  # which choices fit each of the section's notes is tapped
    EXERCISE = "exercise"  # some further prompts are offered, all or none
    HELPS = "helps"  # every line is a gain that helps with the job before
    PART = "part"  # a part of the value proposition, in one sentence
    STATEMENT = "statement"  # the value proposition as a whole is looked at once more
    BASE = "base"  # one option is tapped: what all customers together look like
    OTHER_SIDE = "other_side"  # one answer: who stands on the other side
    FACETS = "facets"  # the facets that tell the customer apart are tapped
    FACET = "facet"  # every line says more about a facet that was tapped
    COMPARED = "compared"  # one answer: another group of customers
    TESTS = "tests"  # what speaks for a segment of its own is tapped
    WARMUP = "warmup"  # about the person who is asked; never on the canvas
    VALUES = "values"  # what this customer finds valuable is tapped
    SURPRISES = "surprises"  # after the canvas: every line is a note


#: The kinds of prompts that have one answer: a new one takes the old one's place.
ONE_ANSWER = frozenset(
    {
        PromptKind.SEGMENT,
        PromptKind.OTHER_SIDE,
        PromptKind.FACET,
        PromptKind.COMPARED,
        PromptKind.WARMUP,
        PromptKind.STATEMENT,
    }
)


#: The kinds of prompts whose options are tapped.
SELECTED = frozenset(
    {PromptKind.BASE, PromptKind.FACETS, PromptKind.TESTS, PromptKind.VALUES}
)


class Style(StrEnum):
    """How a rating is asked."""

    LEVELS = "levels"  # one row of buttons a note
    MARK = "mark"  # tap the notes that have the scale's highest level
    NUMBERS = "numbers"  # one row of numbers for the note whose turn it is
    WORDS = "words"  # the levels in words for the note whose turn it is

    @property
    def takes_turns(self) -> bool:
        """Whether one note after another has its turn."""
        return self in (Style.NUMBERS, Style.WORDS)


class Weighing(StrEnum):
    """How several ratings of a note make its score."""

    STRONGEST = "strongest"  # the stronger one counts first, then the other
    IN_TURN = "in_turn"  # the one asked first counts first, then the next


class RateWhen(StrEnum):
    """When a section's ratings are asked."""

    SECTION = "section"
    END = "end"


class Scale(Strict):
    """Named levels, low to high, and what each weighs against other scales."""

    levels: tuple[Level, ...] = Field(min_length=2)
    weights: tuple[int, ...] = ()

    @model_validator(mode="after")
    def _one_weight_a_level(self) -> Self:
        if self.weights and len(self.weights) != len(self.levels):
            raise ValueError("a scale needs one weight for each level, or none")
        return self

    def weight(self, level: str) -> int:
        """How much a level counts; its place (from 1) unless weights are given."""
        place = self.levels.index(level)
        return self.weights[place] if self.weights else place + 1


class Prompt(Strict):
    """One question, or a card with `options` to tap.

    One that goes on from another names it in `of`: it is asked when that one was
    answered, or when its `option` was tapped there. `choices` are what can be tapped
    for each note of its section.
    """

    id: Id
    kind: PromptKind = PromptKind.NOTES
    options: tuple[Level, ...] = ()
    choices: tuple[Level, ...] = ()
    of: Id | None = None
    option: Level | None = None

    @model_validator(mode="after")
    def _options_are_for_tapping(self) -> Self:
        if bool(self.options) != (self.kind in SELECTED):
            raise ValueError(f"{self.id} needs options exactly if they are tapped")
        return self


class Rating(Strict):
    """One thing that is asked of every note of a section."""

    id: Id
    scale: Id
    style: Style = Style.LEVELS


class SectionGuide(Strict):
    """A section: its prompts, then its ratings, or plain tapping in order.

    `order` is the id of the order prompt, `context` asks in which situation each
    note belongs.
    """

    id: Section
    prompts: tuple[Prompt, ...] = Field(min_length=1)
    ratings: tuple[Rating, ...] = ()
    weighing: Weighing = Weighing.STRONGEST
    order: Id | None = None
    context: Id | None = None


class ValueMap(Strict):
    """What can be asked when a profile is finished: what is offered to the customer."""

    scales: dict[Id, Scale] = Field(default_factory=dict)
    sections: tuple[SectionGuide, ...] = Field(min_length=1)


class Structure(Strict):
    """A guide without words.

    With a `menu` its sections can be taken in any order. The `value_map` comes behind
    the end, if there is one; its scales are among the others.
    """

    id: Id
    version: int = Field(ge=1)
    minutes: int = Field(ge=1, le=120)
    rate_when: RateWhen = RateWhen.SECTION
    menu: bool = False
    scales: dict[Id, Scale] = Field(default_factory=dict)
    sections: tuple[SectionGuide, ...] = Field(min_length=1)
    value_map: tuple[SectionGuide, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _with_the_value_map(cls, data: Any) -> Any:
        if not isinstance(data, dict) or not isinstance(data.get("value_map"), dict):
            return data
        added = ValueMap.model_validate(data["value_map"])
        scales = {**added.scales, **data.get("scales", {})}
        return {**data, "scales": scales, "value_map": added.sections}

    @property
    def every_section(self) -> tuple[SectionGuide, ...]:
        """The sections of the guide and of its value map."""
        return self.sections + self.value_map

    @model_validator(mode="after")
    def _scales_are_known(self) -> Self:
        for section in self.every_section:
            for rating in section.ratings:
                if rating.scale not in self.scales:
                    raise ValueError(f"{rating.id} uses an unknown scale")
        return self

    @model_validator(mode="after")
    def _what_goes_on_from_another_follows_it(self) -> Self:
        known: dict[str, Prompt] = {}
        for prompt in (p for section in self.sections for p in section.prompts):
            if prompt.of is not None and prompt.of not in known:
                raise ValueError(f"{prompt.id} goes on from an unknown prompt")
            if prompt.option and prompt.option not in known[prompt.of or ""].options:
                raise ValueError(f"{prompt.id} goes on from an unknown option")
            known[prompt.id] = prompt
        return self

    @model_validator(mode="after")
    def _it_opens_with_the_segment_and_closes(self) -> Self:
        first, last = self.sections[0].prompts[0], self.sections[-1].prompts[-1]
        if first.kind not in (PromptKind.SEGMENT, PromptKind.TYPES):
            raise ValueError("a guide begins with who the customer is")
        if last.kind is not PromptKind.SURPRISES:
            raise ValueError("a guide ends with a prompt for surprises")
        return self
