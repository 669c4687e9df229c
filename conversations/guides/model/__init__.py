"""What a guide holds, checked strictly, and how it is made from its two texts.

A guide is written as TOML twice: its structure once (`priority.toml`) and its
words once per language (`priority.en.toml`). Ids are stable: stored answers,
exports and tests refer to them.
"""

from conversations.guides.model.guide import Guide, load_guide
from conversations.guides.model.structure import (
    ONE_ANSWER,
    SELECTED,
    Prompt,
    PromptKind,
    RateWhen,
    Rating,
    Scale,
    SectionGuide,
    Structure,
    Style,
    ValueMap,
    Weighing,
)
from conversations.guides.model.texts import Id, Level
from conversations.guides.model.words import (
    ChoiceWords,
    Example,
    ExampleNote,
    LevelWords,
    OptionWords,
    PromptWords,
    SectionWords,
    ValueMapWords,
    VerdictWords,
    Words,
)

__all__ = [
    "ONE_ANSWER",
    "SELECTED",
    "ChoiceWords",
    "Example",
    "ExampleNote",
    "Guide",
    "Id",
    "Level",
    "LevelWords",
    "OptionWords",
    "Prompt",
    "PromptKind",
    "PromptWords",
    "RateWhen",
    "Rating",
    "Scale",
    "SectionGuide",
    "SectionWords",
    "Structure",
    "Style",
    "ValueMap",
    "ValueMapWords",
    "VerdictWords",
    "Weighing",
    "Words",
    "load_guide",
]
