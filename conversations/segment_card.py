"""The segment card: who the customers are, and whether they are a segment of their own.

It is made of the answers to the guide that describes a segment, also when a profile
went on with another guide. What is said in it is in the words of that guide.
"""

from __future__ import annotations

import re

from msgspec import Struct

from conversations.guides.model import Guide, Prompt, PromptKind
from conversations.options import is_asked, labels, tapped
from conversations.profile import Note, Profile, Section

_PLACEHOLDER = re.compile(r"\{(reasons|other)\}")


class Facet(Struct, frozen=True):
    """One facet that tells the customers apart, with what was said about it.

    `text` is empty when it was only tapped.
    """

    name: str
    text: str


class FacetGroup(Struct, frozen=True):
    """The facets of one kind, such as where the customers are."""

    title: str
    facets: tuple[Facet, ...]


class SegmentCard(Struct, frozen=True):
    """What is known about a segment; whatever was not said is empty.

    `base` is what all customers together look like, `other_side` the group that
    stands on their other side. `verdict` says in one sentence whether they are a
    segment of their own, and why. `values` are what they find valuable.
    """

    base: str = ""
    other_side: str = ""
    groups: tuple[FacetGroup, ...] = ()
    verdict: str = ""
    values: tuple[str, ...] = ()


#: The kinds of prompts whose answers are shown on the card.
ON_CARD = frozenset(
    {
        PromptKind.BASE,
        PromptKind.OTHER_SIDE,
        PromptKind.FACETS,
        PromptKind.FACET,
        PromptKind.COMPARED,
        PromptKind.TESTS,
        PromptKind.VALUES,
    }
)


def card_of(profile: Profile, guide: Guide) -> SegmentCard | None:
    """The card of a profile's segment; None when nothing is on it."""
    card = SegmentCard(
        base=", ".join(_said(profile, guide, PromptKind.BASE)),
        other_side=other_side_of(profile, guide),
        groups=_groups(profile, guide),
        verdict=verdict_of(profile, guide),
        values=_said(profile, guide, PromptKind.VALUES),
    )
    return None if card == SegmentCard() else card


def other_side_of(profile: Profile, guide: Guide) -> str:
    """Who stands on the other side of the customers; empty when nobody does."""
    return ", ".join(_answers(profile, guide, PromptKind.OTHER_SIDE))


def compared_with(profile: Profile, guide: Guide) -> str | None:
    """The other group that the customers are compared with, if one was named."""
    return ", ".join(_answers(profile, guide, PromptKind.COMPARED)) or None


def verdict_of(profile: Profile, guide: Guide) -> str:
    """Whether the customers are a segment of their own; empty before it was tested."""
    describing = _describing(guide)
    prompt = describing.prompt_of(PromptKind.TESTS)
    words = describing.words.verdict
    note = tapped(profile, prompt.id) if prompt else None
    if prompt is None or words is None or note is None:
        return ""
    other = compared_with(profile, guide)
    options = describing.prompt_words(prompt.id).options
    whys = [options[tag].why or options[tag].label for tag in note.tags]
    if whys:
        sentence = words.yes_other if other else words.yes
    else:
        sentence = words.no_other if other else words.no
    reasons = f" {words.joint} ".join(filter(None, [", ".join(whys[:-1]), *whys[-1:]]))
    said = {"reasons": reasons, "other": other or ""}
    return _PLACEHOLDER.sub(lambda it: said[it[1]], sentence)


def _describing(guide: Guide) -> Guide:
    """The guide that describes the segment: the one before, or this one."""
    return guide.before or guide


def _prompts(guide: Guide, kind: PromptKind) -> list[Prompt]:
    sections = _describing(guide).structure.sections
    return [p for section in sections for p in section.prompts if p.kind is kind]


def _answers(profile: Profile, guide: Guide, kind: PromptKind) -> list[str]:
    return [
        note.text
        for prompt in _prompts(guide, kind)
        for note in _written(profile, prompt.id)
        if is_asked(profile, guide, prompt.id)
    ]


def _written(profile: Profile, prompt: str) -> list[Note]:
    """The answers to a prompt that still are about the segment."""
    return [n for n in profile.of_section(Section.SEGMENT) if n.prompt == prompt]


def _said(profile: Profile, guide: Guide, kind: PromptKind) -> tuple[str, ...]:
    """What was tapped for a kind of prompt, as it is called or was reworded."""
    for prompt in _prompts(guide, kind):
        note = tapped(profile, prompt.id)
        if note is not None and note.tags:
            return _called(note, guide, prompt)
    return ()


def _called(note: Note, guide: Guide, prompt: Prompt) -> tuple[str, ...]:
    called = labels(guide, prompt.id, note.tags)
    return called if note.text == ", ".join(called) else (note.text,)


def _groups(profile: Profile, guide: Guide) -> tuple[FacetGroup, ...]:
    groups = (
        FacetGroup(
            title=guide.prompt_words(prompt.id).title or "",
            facets=_facets(profile, guide, prompt),
        )
        for prompt in _prompts(guide, PromptKind.FACETS)
    )
    return tuple(group for group in groups if group.facets)


def _facets(profile: Profile, guide: Guide, prompt: Prompt) -> tuple[Facet, ...]:
    note = tapped(profile, prompt.id)
    if note is None or not note.tags:
        return ()
    asked = _prompts(guide, PromptKind.FACET)
    details = {each.option: each.id for each in asked if each.of == prompt.id}
    return tuple(
        Facet(name, ", ".join(n.text for n in _written(profile, details.get(tag, ""))))
        for tag, name in zip(
            note.tags, labels(guide, prompt.id, note.tags), strict=True
        )
    )
