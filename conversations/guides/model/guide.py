"""A guide: its structure and its words together."""

from __future__ import annotations

import pickle
import tomllib
from collections.abc import Callable
from functools import cached_property, lru_cache
from typing import Self

from pydantic import model_validator

from conversations.guides.model.agreement import check_words
from conversations.guides.model.course import steps_of, steps_of_value_map
from conversations.guides.model.progress import progress_of
from conversations.guides.model.structure import (
    Prompt,
    PromptKind,
    RateWhen,
    Rating,
    SectionGuide,
    Structure,
)
from conversations.guides.model.words import PromptWords, Words
from conversations.guides.steps import Progress, Step, StepKind
from conversations.profile import PROFILE_SECTIONS, Section
from conversations.strict import Strict

#: The kinds of prompts whose answers belong to another section.
_HOMES = {PromptKind.STEPS: Section.STEPS, PromptKind.HELPS: Section.GAINS}

#: The kinds of prompts that are answered in words, plain notes first.
_TAKES_TEXT = (
    PromptKind.NOTES,
    PromptKind.STEPS,
    PromptKind.PART,
    PromptKind.SURPRISES,
    PromptKind.SEGMENT,
    PromptKind.TYPES,
)


class Guide(Strict):
    """A guide in one language, ready to be asked.

    Profiles may hold answers to the guide that went `before` it, too: the one that
    describes a segment.
    """

    structure: Structure
    words: Words
    before: Guide | None = None

    @model_validator(mode="after")
    def _every_id_has_words(self) -> Self:
        check_words(self.structure, self.words)
        return self

    @property
    def id(self) -> str:
        """The guide's stable id."""
        return self.structure.id

    @property
    def version(self) -> int:
        """The version a running interview keeps."""
        return self.structure.version

    def __reduce__(self) -> tuple[Callable[[bytes], Guide], tuple[bytes]]:
        """As bytes that are made once: it is handed over with everything drawn."""
        return _unpacked, (self._packed,)

    @cached_property
    def _packed(self) -> bytes:
        """Its fields alone: what was worked out is there once more when it is asked.

        Another thread may be working something out meanwhile.
        """
        fields = {name: getattr(self, name) for name in Guide.model_fields}
        return pickle.dumps(fields, pickle.HIGHEST_PROTOCOL)

    @cached_property
    def _sections(self) -> dict[Section, SectionGuide]:
        return {section.id: section for section in self.structure.every_section}

    def section(self, section: Section) -> SectionGuide:
        """The structure of a section; KeyError when the guide has none."""
        return self._sections[section]

    def ratings_of(self, section: Section) -> tuple[Rating, ...]:
        """What is asked of every note of a section; of some, nothing is."""
        here = self._sections.get(section)
        return here.ratings if here else ()

    def rating(self, section: Section, rating: str) -> Rating:
        """A rating of a section by its id; StopIteration when there is none."""
        return next(each for each in self.ratings_of(section) if each.id == rating)

    def orders(self, section: Section) -> bool:
        """Whether the notes of a section are put in order."""
        here = self._sections.get(section)
        return here is not None and here.order is not None

    def asks_about(self, section: Section) -> bool:
        """Whether a section is part of the guide."""
        return section in self._sections

    def prompt(self, prompt: str) -> Prompt | None:
        """The prompt with this id, if the guide or the one before it has it."""
        return self.prompts.get(prompt)

    def prompt_words(self, prompt: str) -> PromptWords:
        """The words of a prompt of the guide or of the one before it; KeyError."""
        if prompt in self._prompts or self.before is None:
            return self.words.prompts[prompt]
        return self.before.prompt_words(prompt)

    def parts_of(self, exercise: str) -> frozenset[str]:
        """The prompts that go on from another, and those that go on from them."""
        parts = {exercise}
        for prompt in self._prompts.values():  # each follows what it goes on from
            if prompt.of in parts:
                parts.add(prompt.id)
        return frozenset(parts - {exercise})

    def root_of(self, prompt: str) -> Prompt | None:
        """The prompt that this one goes on from in the end, often itself."""
        found = self.prompt(prompt)
        return found if found is None or found.of is None else self.root_of(found.of)

    def choices(self, prompt: str) -> tuple[str, ...]:
        """The ids of what can be tapped for each note; of most prompts, nothing."""
        found = self.prompt(prompt)
        return found.choices if found else ()

    def choosing(self, section: Section) -> str | None:
        """The prompt whose choices are tapped for the notes of a section, if any."""
        here = self._sections.get(section)
        prompts = here.prompts if here else ()
        return next((p.id for p in prompts if p.kind is PromptKind.CHOICES), None)

    @cached_property
    def labels_of_choices(self) -> dict[str, str]:
        """What each choice of a prompt is called."""
        prompts = self.words.prompts.values()
        return {id_: words.label for p in prompts for id_, words in p.choices.items()}

    def prompt_of(self, kind: PromptKind) -> Prompt | None:
        """The first prompt of a kind, if the guide has any."""
        return next(iter(self.prompts_of(kind)), None)

    def prompts_of(self, kind: PromptKind) -> tuple[Prompt, ...]:
        """The prompts of a kind."""
        return self._prompts_by_kind.get(kind, ())

    @cached_property
    def _prompts_by_kind(self) -> dict[PromptKind, tuple[Prompt, ...]]:
        prompts = self._prompts.values()
        return {
            kind: tuple(p for p in prompts if p.kind is kind) for kind in PromptKind
        }

    def prompt_for(self, section: Section) -> str | None:
        """The prompt whose answers are plain notes of a section, if it has one."""
        here = [
            prompt
            for prompt in self._prompts.values()
            if self.home_of[prompt.id] is section and prompt.kind in _TAKES_TEXT
        ]
        here.sort(key=lambda prompt: _TAKES_TEXT.index(prompt.kind))
        return here[0].id if here else None

    @cached_property
    def _prompts(self) -> dict[str, Prompt]:
        sections = self.structure.every_section
        return {p.id: p for section in sections for p in section.prompts}

    @cached_property
    def prompts(self) -> dict[str, Prompt]:
        """The prompts of the guide and of the one before it, by their ids."""
        return (self.before.prompts if self.before else {}) | self._prompts

    @cached_property
    def home_of(self) -> dict[str, Section]:
        """The section that the answers to each prompt belong to."""
        earlier = self.before.home_of if self.before else {}
        return earlier | {
            prompt.id: _HOMES.get(prompt.kind, section.id)
            for section in self.structure.every_section
            for prompt in section.prompts
        }

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """What is asked, one after another; a step's index names it.

        The value map comes behind the end, so that it moves no other step.
        """
        return (*steps_of(self.structure), *self.steps_of_value_map)

    @cached_property
    def progress(self) -> tuple[Progress, ...]:
        """How far along each of its steps is."""
        return progress_of(self)

    def is_priorities(self, step: Step) -> bool:
        """Whether a step puts notes in order after all were collected."""
        at_the_end = self.structure.rate_when is RateWhen.END
        asks_nothing = self.prompt(step.id) is None
        return at_the_end and asks_nothing and step.section in PROFILE_SECTIONS

    @cached_property
    def menu(self) -> tuple[Section, ...]:
        """The sections that can be taken in any order."""
        closing = self.structure.sections[-1].id
        steps = (step for step in self.steps if step.kind is StepKind.MENU)
        return tuple(step.section for step in steps if step.section is not closing)

    @cached_property
    def value_map_begins(self) -> int:
        """The index of the first step about the value map, if there is any."""
        return len(self.steps) - len(self.steps_of_value_map)

    @cached_property
    def steps_of_value_map(self) -> tuple[Step, ...]:
        """What is asked about the value map, up to a canvas of its own."""
        return steps_of_value_map(self.structure)


@lru_cache(maxsize=32)
def _unpacked(fields: bytes) -> Guide:
    """The guide that was handed over, the same one each time."""
    return Guide.model_construct(**pickle.loads(fields))  # noqa: S301 (our own)


def load_guide(structure: str, words: str) -> Guide:
    """Make a guide from the TOML of its structure and of its words.

    Raises:
        tomllib.TOMLDecodeError: one of them is not TOML.
        pydantic.ValidationError: something is missing, unknown or out of range.

    """
    return Guide(
        structure=Structure.model_validate(tomllib.loads(structure)),
        words=Words.model_validate(tomllib.loads(words)),
    )
