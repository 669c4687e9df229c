"""The menu of the sections of a long guide."""

from __future__ import annotations

from conversations.interview.events.shared import CardTap
from conversations.profile import Section


class OverviewTapped(CardTap, frozen=True):
    """Show the sections, to go on with another one."""


class SectionChosen(CardTap, frozen=True):
    """Go on with this section."""

    section: Section


TAPS: tuple[type[CardTap], ...] = (
    OverviewTapped,
    SectionChosen,
)
