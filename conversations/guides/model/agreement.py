"""Whether the structure and the words of a guide belong together."""

from __future__ import annotations

from collections.abc import Collection

from conversations.guides.model.structure import PromptKind, Structure
from conversations.guides.model.words import Words
from conversations.profile import Section


def check_words(structure: Structure, words: Words) -> None:
    """Hold a guide's words against its structure.

    Raises:
        ValueError: something has no words, or words belong to nothing.

    """
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


def _same(difference: Collection[str], what: str) -> None:
    if difference:
        raise ValueError(f"structure and words differ in {what}: {sorted(difference)}")
