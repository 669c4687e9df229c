"""A guide's words in one language."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, model_validator

from conversations.guides.model.texts import Id, Level, Line, Text
from conversations.profile import Section
from conversations.strict import Strict


class SectionWords(Strict):
    """How a section is called and what belongs in it.

    `top` is what the first of its order is called, `order` asks for that order.
    """

    title: Line
    intro: Line
    top: Line | None = None
    order: Line | None = None


class ChoiceWords(Strict):
    """A choice on its button, and what it means."""

    label: Annotated[str, Field(min_length=1, max_length=20)]
    about: Line


class OptionWords(Strict):
    """An option on its button, what it means, and why it speaks for something."""

    label: Annotated[str, Field(min_length=1, max_length=30)]
    about: Line | None = None
    why: Line | None = None


class PromptWords(Strict):
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
    choices: dict[Level, ChoiceWords] = Field(default_factory=dict)
    options: dict[Level, OptionWords] = Field(default_factory=dict)
    terms: tuple[Id, ...] = ()
    sentence: Line | None = None
    title: Line | None = None
    none: Annotated[str, Field(min_length=1, max_length=30)] | None = None


class VerdictWords(Strict):
    """What the tests of a segment come to, in one sentence.

    `{reasons}` stands for the tests that were tapped, the last after `joint`, and
    `{other}` for another group; `yes` and `no` are said without one.
    """

    joint: Annotated[str, Field(min_length=1, max_length=20)]

    yes: Line
    yes_other: Line
    no: Line
    no_other: Line


class LevelWords(Strict):
    """A level on its button, and the reason it gives for a place."""

    label: Annotated[str, Field(min_length=1, max_length=20)]
    why: Line


class ExampleNote(Strict):
    """A note of the worked example, in the section's order.

    It answers `prompt`, or else the one that takes plain notes of its section.
    """

    text: Line
    ratings: dict[Id, Level] = Field(default_factory=dict)
    prompt: Id | None = None
    tags: tuple[Level, ...] = ()


class Example(Strict):
    """A finished profile that people may look at before they begin."""

    segment: Line
    notes: dict[Section, tuple[ExampleNote, ...]]


class ValueMapWords(Strict):
    """The words of a value map; they are among the guide's own afterwards."""

    sections: dict[Section, SectionWords]
    prompts: dict[Id, PromptWords]
    ratings: dict[Id, Line]
    rating_of_one: dict[Id, Line]
    scales: dict[Id, dict[Level, LevelWords]]


class Words(Strict):
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

    def to_ask(self, section: Section, note: str) -> str:
        """What to ask a real customer about a note of this section."""
        return self.customer_question[section].replace("{note}", note)

    @model_validator(mode="before")
    @classmethod
    def _with_the_value_map(cls, data: Any) -> Any:
        if not isinstance(data, dict) or "value_map" not in data:
            return data
        added = ValueMapWords.model_validate(data["value_map"])
        own = {name: words for name, words in data.items() if name != "value_map"}
        both = {name: {**words, **own.get(name, {})} for name, words in added}
        return {**own, **both}
