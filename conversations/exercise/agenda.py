"""Which cards an exercise asks, one after another, and how long each is open."""

from __future__ import annotations

from datetime import timedelta

from msgspec import Struct
from msgspec.structs import replace

from conversations.exercise.setup import Pace, Setup
from conversations.guides.model import Guide, PromptKind
from conversations.profile import Section

#: This part of a lesson is for writing; the rest for joining, sorting and talking.
WRITING = 0.5

#: The time of a card is a multiple of this.
GRAIN = timedelta(seconds=30)

#: A card takes as long as it has angles, but not longer than with so many.
MOST_ANGLES = 3

#: The prompts that a class answers, besides saying who the customer is; those that go
#: on from another one are left out, as they depend on what one person tapped.
_ASKED = (PromptKind.NOTES, PromptKind.HELPS)

_NAMING = (PromptKind.SEGMENT, PromptKind.TYPES)


class Card(Struct, frozen=True):
    """What is asked at once: a section by its `prompts`.

    It is open for `time`, or until it is closed by hand where that is None. On a
    `naming` card the class says who the customer is.
    """

    section: Section
    prompts: tuple[str, ...]
    time: timedelta | None = None
    naming: bool = False


def agenda(setup: Setup, guide: Guide) -> tuple[Card, ...]:
    """The cards of an exercise; a step of it below their number names one."""
    cards = _cards(setup, guide)
    if setup.minutes is None:
        return cards
    writing = timedelta(minutes=setup.minutes) * WRITING
    weights = [min(len(card.prompts), MOST_ANGLES) for card in cards]
    shares = [writing * weight / sum(weights) for weight in weights]
    return tuple(
        replace(card, time=max(GRAIN, share // GRAIN * GRAIN))
        for card, share in zip(cards, shares, strict=True)
    )


def _cards(setup: Setup, guide: Guide) -> tuple[Card, ...]:
    cards = []
    for section in guide.structure.sections:
        naming = [p.id for p in section.prompts if p.kind in _NAMING]
        asked = [p.id for p in section.prompts if p.kind in _ASKED and not p.of]
        if naming and not setup.segment:
            cards.append(Card(section.id, tuple(naming[:1]), naming=True))
        if asked and setup.pace is Pace.SECTIONS:
            cards.append(Card(section.id, tuple(asked)))
        elif asked:
            cards += [Card(section.id, (prompt,)) for prompt in asked]
    return tuple(cards)
