"""What a guide holds, checked strictly, and how it is made from its two texts.

A guide is written as TOML twice: its structure once (`priority.toml`) and its
words once per language (`priority.en.toml`). Ids are stable: stored answers,
exports and tests refer to them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from conversations.guides.steps import Step, StepKind
from conversations.profile import Section

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_.]{1,40}$")]
Level = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_]{0,40}$")]
Line = Annotated[str, Field(min_length=1, max_length=200)]
Text = Annotated[str, Field(min_length=1, max_length=600)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


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


class Scale(_Strict):
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


class Prompt(_Strict):
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


class Rating(_Strict):
    """One thing that is asked of every note of a section."""

    id: Id
    scale: Id
    style: Style = Style.LEVELS


class SectionGuide(_Strict):
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


class ValueMap(_Strict):
    """What can be asked when a profile is finished: what is offered to the customer."""

    scales: dict[Id, Scale] = {}
    sections: tuple[SectionGuide, ...] = Field(min_length=1)


class Structure(_Strict):
    """A guide without words.

    With a `menu` its sections can be taken in any order. The `value_map` comes behind
    the end, if there is one; its scales are among the others.
    """

    id: Id
    version: int = Field(ge=1)
    minutes: int = Field(ge=1, le=120)
    rate_when: RateWhen = RateWhen.SECTION
    menu: bool = False
    scales: dict[Id, Scale] = {}
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


class SectionWords(_Strict):
    """How a section is called and what belongs in it.

    `top` is what the first of its order is called, `order` asks for that order.
    """

    title: Line
    intro: Line
    top: Line | None = None
    order: Line | None = None


class ChoiceWords(_Strict):
    """A choice on its button, and what it means."""

    label: Annotated[str, Field(min_length=1, max_length=20)]
    about: Line


class OptionWords(_Strict):
    """An option on its button, what it means, and why it speaks for something."""

    label: Annotated[str, Field(min_length=1, max_length=30)]
    about: Line | None = None
    why: Line | None = None


class PromptWords(_Strict):
    """A question; `{job}` stands for the top job, `ask_plain` is asked without one.

    `{segment}` stands for the name of the customer, `{other}` for the group it is
    compared with, `{note}` for the note that the question is about, where it is asked
    of one after another.

    `preview` announces it on the card before ("Next: …"). `terms` are the concepts
    that it speaks of. A part of the value proposition becomes its `sentence`; what
    is said about facets is shown under their `title`. Where it means something that
    no option applies, `none` says so.
    """

    ask: Line
    ask_plain: Line | None = None
    preview: Line
    examples: tuple[Line, ...] = ()
    more_examples: tuple[Line, ...] = ()
    choices: dict[Level, ChoiceWords] = {}
    options: dict[Level, OptionWords] = {}
    terms: tuple[Id, ...] = ()
    sentence: Line | None = None
    title: Line | None = None
    none: Annotated[str, Field(min_length=1, max_length=30)] | None = None


class VerdictWords(_Strict):
    """What the tests of a segment come to, in one sentence.

    `{reasons}` stands for the tests that were tapped, the last after `joint`, and
    `{other}` for another group; `yes` and `no` are said without one.
    """

    joint: Annotated[str, Field(min_length=1, max_length=20)]

    yes: Line
    yes_other: Line
    no: Line
    no_other: Line


class LevelWords(_Strict):
    """A level on its button, and the reason it gives for a place."""

    label: Annotated[str, Field(min_length=1, max_length=20)]
    why: Line


class ExampleNote(_Strict):
    """A note of the worked example, in the section's order.

    It answers `prompt`, or else the one that takes plain notes of its section.
    """

    text: Line
    ratings: dict[Id, Level] = {}
    prompt: Id | None = None
    tags: tuple[Level, ...] = ()


class Example(_Strict):
    """A finished profile that people may look at before they begin."""

    segment: Line
    notes: dict[Section, tuple[ExampleNote, ...]]


class ValueMapWords(_Strict):
    """The words of a value map; they are among the guide's own afterwards."""

    sections: dict[Section, SectionWords]
    prompts: dict[Id, PromptWords]
    ratings: dict[Id, Line]
    rating_of_one: dict[Id, Line]
    scales: dict[Id, dict[Level, LevelWords]]


class Words(_Strict):
    """A guide's words in one language, those of its value map included.

    `ratings` asks for the ratings of several notes, `rating_of_one` of a single one.
    """

    language: str = Field(pattern=r"^[a-z]{2,3}(_[A-Z]{2})?$")
    title: Line
    about: Line
    sections: dict[Section, SectionWords]
    prompts: dict[Id, PromptWords]
    ratings: dict[Id, Line]
    rating_of_one: dict[Id, Line]
    scales: dict[Id, dict[Level, LevelWords]]
    customer_question: dict[Section, Text]
    example: Example
    verdict: VerdictWords | None = None

    @model_validator(mode="before")
    @classmethod
    def _with_the_value_map(cls, data: Any) -> Any:
        if not isinstance(data, dict) or "value_map" not in data:
            return data
        added = ValueMapWords.model_validate(data["value_map"])
        own = {name: words for name, words in data.items() if name != "value_map"}
        both = {name: {**words, **own.get(name, {})} for name, words in added}
        return {**own, **both}


class Guide(_Strict):
    """A guide in one language, ready to be asked.

    Profiles may hold answers to the guide that went `before` it, too: the one that
    describes a segment.
    """

    structure: Structure
    words: Words
    before: Guide | None = None

    @model_validator(mode="after")
    def _every_id_has_words(self) -> Self:
        structure, words = self.structure, self.words
        sections = structure.every_section
        asked = {s.id for s in sections}
        if PromptKind.STEPS in {p.kind for s in sections for p in s.prompts}:
            asked.add(Section.STEPS)
        _same(asked ^ words.sections.keys(), "section")
        prompts = {p.id: p for s in sections for p in s.prompts}
        ratings = {r.id for s in sections for r in s.ratings}
        others = {id_ for s in sections for id_ in (s.order, s.context) if id_}
        _same(prompts.keys() ^ words.prompts.keys(), "prompt")
        for name, prompt in prompts.items():
            _same(set(prompt.choices) ^ words.prompts[name].choices.keys(), name)
        _same((ratings | others) ^ words.ratings.keys(), "rating")
        _same(ratings ^ words.rating_of_one.keys(), "rating of one")
        _same(structure.scales.keys() ^ words.scales.keys(), "scale")
        for name, scale in structure.scales.items():
            _same(set(scale.levels) ^ words.scales[name].keys(), f"level of {name}")
        for prompt in (p for s in structure.sections for p in s.prompts):
            named = words.prompts[prompt.id].options.keys()
            _same(set(prompt.options) ^ named, f"option of {prompt.id}")
        return self

    @property
    def id(self) -> str:
        """The guide's stable id."""
        return self.structure.id

    @property
    def version(self) -> int:
        """The version a running interview keeps."""
        return self.structure.version

    def __getstate__(self) -> dict[Any, Any]:
        """Its fields alone: what was worked out is there once more when it is asked.

        Another thread may be working something out while this one is handed over.
        """
        state = super().__getstate__()
        everything = state["__dict__"]
        fields = {name: everything[name] for name in Guide.model_fields}
        return state | {"__dict__": fields}

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
        earlier = self.before.prompt(prompt) if self.before else None
        return self._prompts.get(prompt, earlier)

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

    def prompt_of(self, *kinds: PromptKind) -> Prompt | None:
        """The first prompt of one of these kinds, if the guide has any."""
        return next((p for p in self._prompts.values() if p.kind in kinds), None)

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
        return (*_steps_of(self.structure), *self.steps_of_value_map)

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
        steps: list[Step] = []
        for section in self.structure.value_map:
            steps += [_menu_step(section), *_section_steps(section)]
        if not steps:
            return ()
        closing = self.structure.sections[-1]
        fit = Step(StepKind.FIT, closing.id, "fit")
        close = _prompt_step(closing.id, closing.prompts[-1])
        return (*steps, _menu_step(closing), fit, close)


def _steps_of(structure: Structure) -> tuple[Step, ...]:
    """The steps of a guide up to its canvas."""
    asked: list[Step] = []
    ranked: list[Step] = []
    for section in structure.sections:
        if section.id in _AFTER_RANKING:
            asked, ranked = asked + ranked, []
        if structure.menu and section.id is not Section.SEGMENT:
            asked.append(_menu_step(section))
        asked += [_prompt_step(section.id, prompt) for prompt in section.prompts]
        ranked += _ranking_steps(section)
        if structure.rate_when is RateWhen.SECTION:
            asked, ranked = asked + ranked, []
    return tuple(asked + ranked)


def _section_steps(section: SectionGuide) -> list[Step]:
    asked = [_prompt_step(section.id, prompt) for prompt in section.prompts]
    return asked + _ranking_steps(section)


def _menu_step(section: SectionGuide) -> Step:
    """The menu before a section."""
    return Step(StepKind.MENU, section.id, "menu")


#: The kinds of prompts that have a card of their own; the others are answered.
_KINDS = {
    PromptKind.FIRST: StepKind.FIRST,
    PromptKind.REVIEW: StepKind.REVIEW,
    PromptKind.LINKS: StepKind.LINKS,
    PromptKind.CHOICES: StepKind.CHOICES,
    PromptKind.EXERCISE: StepKind.OFFER,
    PromptKind.SURPRISES: StepKind.CLOSE,
    **dict.fromkeys(SELECTED, StepKind.SELECT),
}

#: The kinds of prompts whose answers belong to another section.
_HOMES = {PromptKind.STEPS: Section.STEPS, PromptKind.HELPS: Section.GAINS}

#: What follows from the order of jobs, pains and gains comes after it.
_AFTER_RANKING = (Section.PROPOSITION, Section.REFLECTION)


#: The kinds of prompts that are answered in words, plain notes first.
_TAKES_TEXT = (
    PromptKind.NOTES,
    PromptKind.STEPS,
    PromptKind.PART,
    PromptKind.SURPRISES,
    PromptKind.SEGMENT,
    PromptKind.TYPES,
)


def _prompt_step(section: Section, prompt: Prompt) -> Step:
    return Step(_KINDS.get(prompt.kind, StepKind.ASK), section, prompt.id)


def _ranking_steps(section: SectionGuide) -> list[Step]:
    """Ratings first where there are any, else plain tapping in order."""
    if not section.order:
        return []
    if not section.ratings:
        kinds = [StepKind.ORDER, StepKind.RANKED]
        return [Step(kind, section.id, section.order) for kind in kinds]
    return [
        Step(StepKind.DEPTH, section.id, section.order),
        *(Step(StepKind.RATE, section.id, rating.id) for rating in section.ratings),
        Step(StepKind.PICK, section.id, section.order),
        Step(StepKind.SETTLE, section.id, section.order),
        *(Step(StepKind.CONTEXT, section.id, id_) for id_ in (section.context,) if id_),
        Step(StepKind.RANKED, section.id, section.order),
    ]


def _same(difference: Collection[str], what: str) -> None:
    if difference:
        raise ValueError(f"structure and words differ in {what}: {sorted(difference)}")


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
