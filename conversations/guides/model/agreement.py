"""Whether the structure and the words of a guide belong together."""

from __future__ import annotations

from conversations.guides.model.structure import PromptKind, Structure
from conversations.guides.model.words import Words
from conversations.profile import Section
from conversations.strict import check_same


def check_words(structure: Structure, words: Words) -> None:
    """Hold a guide's words against its structure.

    Raises:
        ValueError: something has no words, or words belong to nothing.

    """
    sections = structure.every_section
    asked = {s.id for s in sections}
    if PromptKind.STEPS in {p.kind for s in sections for p in s.prompts}:
        asked.add(Section.STEPS)
    check_same(asked ^ words.sections.keys(), "section")
    prompts = {p.id: p for s in sections for p in s.prompts}
    ratings = {r.id for s in sections for r in s.ratings}
    others = {id_ for s in sections for id_ in (s.order, s.context) if id_}
    check_same(prompts.keys() ^ words.prompts.keys(), "prompt")
    for name, prompt in prompts.items():
        check_same(set(prompt.choices) ^ words.prompts[name].choices.keys(), name)
    check_same((ratings | others) ^ words.ratings.keys(), "rating")
    check_same(ratings ^ words.rating_of_one.keys(), "rating of one")
    check_same(structure.scales.keys() ^ words.scales.keys(), "scale")
    for name, scale in structure.scales.items():
        check_same(set(scale.levels) ^ words.scales[name].keys(), f"level of {name}")
    for prompt in (p for s in structure.sections for p in s.prompts):
        named = words.prompts[prompt.id].options.keys()
        check_same(set(prompt.options) ^ named, f"option of {prompt.id}")
