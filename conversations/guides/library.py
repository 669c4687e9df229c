"""The guides that can be asked: every version that is in use, in each language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from conversations.guides.model import Guide
from conversations.profile import Profile

#: The guide a newcomer gets.
DEFAULT_GUIDE = "priority"


@dataclass(frozen=True, slots=True)
class Library:
    """Guides by id and version; a running interview keeps its version."""

    guides: dict[tuple[str, int], Guide]

    @classmethod
    def of(cls, guides: Iterable[Guide]) -> Library:
        """A library of these guides."""
        return cls({(guide.id, guide.version): guide for guide in guides})

    def guide_of(self, profile: Profile) -> Guide:
        """The guide a profile was begun with; KeyError when it is missing."""
        return self.guides[profile.guide, profile.guide_version]

    def newest(self, guide: str) -> Guide:
        """The newest version of a guide; ValueError when there is none."""
        return self.guides[max(key for key in self.guides if key[0] == guide)]

    def all_newest(self) -> tuple[Guide, ...]:
        """The newest version of every guide, the newcomers' one first."""
        ids = sorted({id_ for id_, _ in self.guides}, key=_newcomers_first)
        return tuple(map(self.newest, ids))

    def knows(self, guide: str) -> bool:
        """Whether there is a guide with this id."""
        return any(id_ == guide for id_, _ in self.guides)


def _newcomers_first(guide: str) -> tuple[bool, str]:
    return guide != DEFAULT_GUIDE, guide
