"""The menu of the sections of a long guide."""

from __future__ import annotations

from msgspec import Struct

from conversations.interview.views.shared import Question
from conversations.profile import Section, SectionState


class MenuSection(Struct, frozen=True):
    """A section of the menu, how many notes it has and how far it is."""

    section: Section
    notes: int
    state: SectionState


class AskSection(Struct, frozen=True):
    """Ask which section to go on with; `suggested` is the next that is not done."""

    question: Question
    sections: tuple[MenuSection, ...]
    suggested: Section | None
