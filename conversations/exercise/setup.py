"""How an exercise is set up; one frozen value, so that it serves as a template too."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

#: How long a lesson may be planned to take, in minutes.
LESSONS = (20, 40, 90)

#: How many teams a class can work in.
TEAMS = range(2, 13)

#: How many notes one person may write for a question.
NOTES_EACH = range(1, 11)

#: How many dots each person may be given for a vote.
DOTS = range(1, 11)

#: Nobody puts more dots than this on one note: a vote is about several.
DOTS_ON_ONE = 3

#: The highest rating; the lowest is 1.
BEST = 10


class Pace(StrEnum):
    """What is asked at once."""

    SECTIONS = "sections"  # one card a section, with its prompts as angles
    PROMPTS = "prompts"  # one card a prompt


class Work(StrEnum):
    """Whose sheets the notes are put on."""

    SHARED = "shared"  # one for everybody
    OWN = "own"  # everyone their own; nobody else sees it
    TEAMS = "teams"  # one a team; other teams do not see it


class Names(StrEnum):
    """Who sees who wrote what; each hides more than the one before."""

    SHOWN = "shown"
    FACILITATORS = "facilitators"
    ANONYMOUS = "anonymous"

    @property
    def is_named(self) -> bool:
        """Whether anybody at all may know who wrote what."""
        return self is not Names.ANONYMOUS

    def hides_no_less_than(self, other: Names) -> bool:
        """Whether what was promised with the other is kept with this."""
        order = list(Names)
        return order.index(self) >= order.index(other)


class Way(StrEnum):
    """How a class votes."""

    DOTS = "dots"  # everyone has some dots to put on notes
    RATINGS = "ratings"  # everyone rates each note from 1 to 10


class Vote(Struct, frozen=True):
    """A way to vote; `dots` is how many everyone has, where the way is dots."""

    way: Way = Way.DOTS
    dots: int = 5

    @property
    def most(self) -> int:
        """The highest mark one note can be given."""
        return BEST if self.way is Way.RATINGS else min(DOTS_ON_ONE, self.dots)


class Setup(Struct, frozen=True):
    """What the facilitator chose.

    An empty `segment` means that the class decides. `minutes` is the length of the
    lesson; None means that no clock runs. `teams` counts when the work is in teams.
    `notes_each` is how many notes a person may write for a card. `vote` is how the
    next round will be.
    """

    guide: str
    guide_version: int
    segment: str = ""
    minutes: int | None = 40
    pace: Pace = Pace.SECTIONS
    work: Work = Work.SHARED
    teams: int = 4
    names: Names = Names.SHOWN
    notes_each: int = 3
    vote: Vote = Vote()

    @property
    def is_sound(self) -> bool:
        """Whether every number is one that can be chosen."""
        return (
            (self.minutes is None or self.minutes in LESSONS)
            and self.teams in TEAMS
            and self.notes_each in NOTES_EACH
            and self.vote.dots in DOTS
        )
