"""The guides that can be asked: every version that is in use, in each language."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from conversations.concepts.model import Glossary
from conversations.guides.model import Guide
from conversations.profile import Profile

#: For whoever needs guides only.
NO_CONCEPTS = Glossary()

#: The guide a newcomer gets.
DEFAULT_GUIDE = "priority"

#: The guide that describes a segment; any other may follow it.
SEGMENT_GUIDE = "segment"


class Library(Struct, frozen=True):
    """Guides by id and version, and the glossary of what they speak of.

    A running interview keeps its version of a guide.
    """

    guides: dict[tuple[str, int], Guide]
    glossary: Glossary = NO_CONCEPTS

    @classmethod
    def of(cls, guides: Iterable[Guide], glossary: Glossary = NO_CONCEPTS) -> Library:
        """A library of these guides, each knowing the one that may go before it."""
        known = {(guide.id, guide.version): guide for guide in guides}
        segment = max((key for key in known if key[0] == SEGMENT_GUIDE), default=None)
        if segment is None:
            return cls(known, glossary)
        first = known[segment]
        after = {key: _after(first, guide) for key, guide in known.items()}
        return cls(after, glossary)

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

    def following(self, guide: str) -> tuple[Guide, ...]:
        """The guides that one can go on with: after the segment, all others."""
        if guide != SEGMENT_GUIDE:
            return ()
        return tuple(each for each in self.all_newest() if each.id != guide)

    def knows(self, guide: str) -> bool:
        """Whether there is a guide with this id."""
        return any(id_ == guide for id_, _ in self.guides)


def _after(first: Guide, guide: Guide) -> Guide:
    """A guide whose profiles may have answered another one first."""
    if guide.id == first.id:
        return guide
    return Guide(structure=guide.structure, words=guide.words, before=first)


def _newcomers_first(guide: str) -> tuple[bool, str]:
    return guide != DEFAULT_GUIDE, guide
