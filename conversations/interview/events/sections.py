"""The menu of the sections of a long guide."""

from __future__ import annotations

from dataclasses import dataclass

from conversations.interview.events.shared import CardTap
from conversations.profile import Section


@dataclass(frozen=True, slots=True)
class OverviewTapped(CardTap):
    """Show the sections, to go on with another one."""


@dataclass(frozen=True, slots=True)
class SectionChosen(CardTap):
    """Go on with this section."""

    section: Section


TAPS: tuple[type[CardTap], ...] = (
    OverviewTapped,
    SectionChosen,
)
