"""Everything one private conversation knows, as one value."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct, field
from msgspec.structs import replace

from conversations.interview.events import Card, Event
from conversations.interview.states import Place, State
from conversations.profile import Profile, Section


class Interview(Struct, frozen=True):
    """A profile and where its interview stands; `touched_at` is its last change."""

    profile: Profile
    place: Place
    touched_at: datetime | None = None

    @property
    def card(self) -> Card:
        """Which question is open."""
        return Card(self.profile.number, self.place.step)


class Headline(Struct, frozen=True):
    """What a list of profiles shows of one; its notes are not loaded for that."""

    number: int
    name: str
    guide: str
    guide_version: int
    step: int
    finished: bool
    deleted: bool
    archived: bool = False

    @classmethod
    def of(cls, interview: Interview) -> Headline:
        """The headline of an interview."""
        profile = interview.profile
        return cls(
            number=profile.number,
            name=profile.name,
            guide=profile.guide,
            guide_version=profile.guide_version,
            step=interview.place.step,
            finished=profile.finished_at is not None,
            deleted=profile.deleted_at is not None,
            archived=profile.archived,
        )


class NewName(Struct, frozen=True):
    """The next message is the new name of this profile."""

    profile: int
    state = State.RENAMING


class NewWording(Struct, frozen=True):
    """The next message is the new wording of this note."""

    profile: int
    note: int
    state = State.FIXING


class NewNotes(Struct, frozen=True):
    """The lines of the next message are notes of this section."""

    profile: int
    section: Section
    state = State.ADDING


class NewQuote(Struct, frozen=True):
    """The next message is what a customer said about this note."""

    profile: int
    note: int
    state = State.QUOTING


class NewSituation(Struct, frozen=True):
    """The next message says in which situation this job is done."""

    profile: int
    note: int
    state = State.SITUATING


class Lookup(Struct, frozen=True):
    """The next message is a word to look up."""

    state = State.LOOKING_UP


Awaited = NewName | NewWording | NewNotes | NewQuote | NewSituation | Lookup
"""What the next message is for, when it is no answer to the open question."""


def profiles_named(session: Session, event: Event) -> set[int]:
    """The profiles an event needs loaded, besides the one in hand."""
    named = [
        getattr(session.awaited, "profile", None),
        getattr(event, "profile", None),
        getattr(event, "other", None),
    ]
    return {profile for profile in named if isinstance(profile, int)}


class Session(Struct, frozen=True):
    """One person's private conversation.

    `current` is the interview in hand; while `resting` no question of it is
    open. `awaited` lies over it: the next message is for that instead.
    `interviews` holds those that are loaded: the one in hand and those an event
    names; `shelf` has the headline of every one. `coached` is whether hints are
    wanted. A session that `forgets` takes the place of all that was kept before.
    """

    current: int | None = None
    resting: bool = False
    awaited: Awaited | None = None
    next_number: int = 1
    coached: bool = True
    forgets: bool = False
    interviews: Mapping[int, Interview] = field(default_factory=dict)
    shelf: Mapping[int, Headline] = field(default_factory=dict)

    @property
    def interview(self) -> Interview | None:
        """The interview in hand, resting or not."""
        return None if self.current is None else self.interviews[self.current]

    @property
    def open_interview(self) -> Interview | None:
        """The interview whose question is open."""
        return None if self.resting else self.interview

    @property
    def state(self) -> State:
        """Where the conversation stands."""
        if self.awaited is not None:
            return self.awaited.state
        interview = self.open_interview
        return State.IDLE if interview is None else interview.place.name

    @property
    def headlines(self) -> tuple[Headline, ...]:
        """The profiles at hand, newest first: neither deleted nor archived."""
        return tuple(line for line in self.kept if not line.archived)

    @property
    def archive(self) -> tuple[Headline, ...]:
        """The profiles that were put away, newest first."""
        return tuple(line for line in self.kept if line.archived)

    @property
    def kept(self) -> tuple[Headline, ...]:
        """The profiles that are not deleted, newest first."""
        return tuple(line for line in self._newest_first if not line.deleted)

    @property
    def deleted(self) -> tuple[Headline, ...]:
        """The profiles that were deleted and can still be brought back."""
        return tuple(line for line in self._newest_first if line.deleted)

    @property
    def _newest_first(self) -> list[Headline]:
        return sorted(self.shelf.values(), key=lambda line: -line.number)

    def headline(self, number: int) -> Headline | None:
        """The headline of a profile that is not deleted."""
        line = self.shelf.get(number)
        return None if line is None or line.deleted else line

    def without_what_is_gone(self) -> Session:
        """The same session; what was removed meanwhile is not in hand any more."""
        session = self
        if self.current is not None and self.headline(self.current) is None:
            session = replace(session, current=None, resting=False)
        about = getattr(self.awaited, "profile", None)
        if about is not None and about not in self.shelf:
            session = replace(session, awaited=None)
        return session

    def holding(self, interview: Interview) -> Session:
        """The same session with this interview's newest version."""
        number = interview.profile.number
        return replace(
            self,
            interviews={**self.interviews, number: interview},
            shelf={**self.shelf, number: Headline.of(interview)},
        )

    def at(self, place: Place, profile: Profile | None = None) -> Session:
        """The same session with the interview in hand at another place."""
        interview = self.interview
        if interview is None:
            raise ValueError("no interview is in hand")
        return self.holding(
            replace(interview, profile=profile or interview.profile, place=place)
        )
