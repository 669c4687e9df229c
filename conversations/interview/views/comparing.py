"""Two profiles side by side."""

from __future__ import annotations

from msgspec import Struct

from conversations.comparison import Comparison
from conversations.guides.model import Guide
from conversations.interview.views.shared import ListedProfile, Pages


class ShowCompare(Struct, frozen=True):
    """List profiles to compare: all, or those to compare the `first` with."""

    first: ListedProfile | None
    profiles: tuple[ListedProfile, ...]
    pages: Pages


class ShowComparison(Struct, frozen=True):
    """Show two profiles side by side; the words are those of the left one's guide."""

    comparison: Comparison
    guide: Guide
