"""What people are to see of an exercise after a batch: each card once, as it stands.

Views are drawn after the last event, for each viewer from their own sight.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from bot.batch import Batch
from bot.classes.people import People
from bot.classes.renderer import ClassRenderer
from bot.outgoing import ClassCard, Lane, Outgoing, Slot
from conversations.exercise import effects as f
from conversations.exercise.desk import Console
from conversations.exercise.exercise import Exercise
from conversations.exercise.quiz_view import question_view, scores_view
from conversations.exercise.setup import Setup
from conversations.exercise.sight import Room
from conversations.exercise.states import State
from conversations.exercise.view import (
    card_view,
    console_view,
    group_view,
    mine_view,
    missing_view,
)
from conversations.guides.library import Library

#: Writing to everyone is spoken of when it takes so many seconds.
LONG = 3


class Shown(Struct, frozen=True):
    """A card that is to be shown: with what notice, and whether it stays in place.

    `page` is that of the list on it.
    """

    notice: f.Notice | None = None
    quiet: bool = False
    page: int = 0

    def after(self, earlier: Shown | None) -> Shown:
        """The two as one: it is quiet only if both are."""
        if earlier is None:
            return self
        notice = self.notice or earlier.notice
        return Shown(notice, self.quiet and earlier.quiet, self.page)


@dataclass(slots=True)
class Showing:
    """What is to be seen after the last event: each card once, as it then stands.

    `steers` are facilitators whose own doing it was: they see the console that they
    look at.
    """

    room: Shown | None = None
    teams: set[int] = field(default_factory=set)
    consoles: Shown | None = None
    steers: dict[int, f.Notice | None] = field(default_factory=dict)
    everyone: Shown | None = None
    cards: dict[int, Shown] = field(default_factory=dict)
    told: list[tuple[int, f.Notice]] = field(default_factory=list)
    mine: dict[int, int] = field(default_factory=dict)
    missing: set[int] = field(default_factory=set)
    wakes: list[f.WakeAt] = field(default_factory=list)
    canvas: bool = False
    quiz: list[f.AskQuestion | f.CloseQuestion | f.ShowScores] = field(
        default_factory=list
    )

    def add(self, effect: f.Effect) -> None:  # noqa: C901 (one flat table)
        """Take note of an effect."""
        match effect:
            case f.ShowRoom(notice, quiet):
                self.room = Shown(notice, quiet).after(self.room)
            case f.ShowTeam(team):
                self.teams.add(team)
            case f.ShowConsoles(quiet):
                self.consoles = Shown(None, quiet).after(self.consoles)
            case f.AskEveryone(quiet):
                self.everyone = Shown(None, quiet).after(self.everyone)
            case f.AskOne(person, notice, quiet, page):
                self.card(person, Shown(notice, quiet, page))
            case f.Tell(person, notice):
                self.told.append((person, notice))
            case f.ShowMyVote(person):
                self.card(person, Shown())  # in the group it is an alert
            case f.ShowMine(person, page):
                self.mine[person] = page
            case f.ShowMissing(person):
                self.missing.add(person)
            case f.WakeAt():
                self.wakes.append(effect)
            case f.ShowCanvas():
                self.canvas = True
            case f.AskQuestion() | f.CloseQuestion() | f.ShowScores():
                self.quiz.append(effect)
            case f.Answer():
                pass  # it belongs to one update; see `_answered`

    def card(self, person: int, shown: Shown) -> None:
        """Show somebody their card."""
        self.cards[person] = shown.after(self.cards.get(person))

    def people(self, exercise: Exercise) -> set[int]:
        """Whose private chats have to be known to show all that."""
        people = {*self.steers, *self.cards, *self.mine, *self.missing}
        people |= {person for person, _ in self.told}
        if self.consoles is not None:
            people |= exercise.facilitators
        if self.everyone is not None:
            people |= {each.person for each in exercise.present}
        return people


class Viewer(Struct, frozen=True):
    """Whoever draws an exercise for those who are to see it.

    `rate` is how many messages the bot may send a second.
    """

    library: Library
    renderer: ClassRenderer
    rate: float


class Drawing(Struct, frozen=True):
    """One exercise being drawn: its number, itself, and what is to be shown."""

    viewer: Viewer
    id: int
    exercise: Exercise
    showing: Showing
    people: People
    batch: Batch
    now: datetime

    def cards(self) -> Iterator[tuple[int, Outgoing]]:
        """The messages to private chats, by conversation."""
        yield from self._consoles()
        yield from self._participants()
        renderer, exercise = self.viewer.renderer, self.exercise
        messages = (
            *((each, renderer.told(notice)) for each, notice in self.showing.told),
            *(
                (each, renderer.notes(self.id, mine_view(exercise, each, page)))
                for each, page in sorted(self.showing.mine.items())
            ),
            *(
                (each, renderer.waited(self.id, missing_view(exercise)))
                for each in sorted(self.showing.missing)
            ),
        )
        for person, message in messages:
            yield from self._to(person, message)

    def room(self, team: int) -> Outgoing | None:
        """The card of the group, or of a team's topic."""
        shown = self.showing.room
        if team in self.showing.teams:
            shown = Shown().after(shown)
        if shown is None:
            return None
        view = group_view(self.exercise, self.viewer.library, Room(team))
        card = self.viewer.renderer.room(self.id, view, shown.notice, quiet=shown.quiet)
        # It is known later which card somebody replied to.
        return replace(card, card=ClassCard(self.id, self.exercise.place.step))

    def poll(self, quiz: int, question: int) -> Outgoing:
        """A question of a quiz for the group."""
        glossary = self.viewer.library.glossary
        view = question_view(self.exercise, glossary, quiz, question)
        return self.viewer.renderer.poll(self.id, view)

    def scores(self, quiz: int) -> Outgoing:
        """What a quiz came to, for the group."""
        glossary = self.viewer.library.glossary
        view = scores_view(self.exercise, glossary, quiz, Room())
        return self.viewer.renderer.scores(self.id, view)

    # --- facilitators -------------------------------------------------------------

    def _consoles(self) -> Iterator[tuple[int, Outgoing]]:
        for person, notice in self.showing.steers.items():
            if person in self.exercise.facilitators:
                yield from self._console(person, Shown(notice))
            else:
                yield from self._retired(person)
        for person in sorted(self.exercise.facilitators - self.showing.steers.keys()):
            shown = self.showing.consoles
            if shown is not None and self._looks(person, shown):
                yield from self._console(person, shown)

    def _retired(self, person: int) -> Iterator[tuple[int, Outgoing]]:
        """Who has just handed it over, or lost the role, has no console any more."""
        desk = self.people.desk(person)
        self.people.put(person, replace(desk, console=None, awaits=None))
        yield from self._to(person, self.viewer.renderer.retired())

    def _looks(self, person: int, shown: Shown) -> bool:
        """Whether a console is to follow what others did.

        A facilitator who is just writing something is not disturbed; the host without
        any console gets one when it matters.
        """
        desk = self.people.desk(person)
        if desk.console is None:
            return person == self.exercise.host and not shown.quiet
        return desk.console.exercise == self.id and desk.awaits is None

    def _console(self, person: int, shown: Shown) -> Iterator[tuple[int, Outgoing]]:
        desk = self.people.desk(person)
        renderer = self.viewer.renderer
        console = desk.console
        if console is None or console.exercise != self.id:
            console = Console(self.id)
        if desk.awaits is not None:
            yield from self._to(person, renderer.awaiting(self.id, desk.awaits))
            return
        if self._moved_on and person not in self.showing.steers:
            console = Console(self.id)
        self.people.put(person, replace(desk, console=console))
        templates = self._templates(person) if self._is_set_up else {}
        view = console_view(self.exercise, self.viewer.library, console, templates)
        card = renderer.console(
            self.id,
            view,
            shown.notice,
            quiet=shown.quiet,
            seconds=self._seconds,
            now=self.now,
        )
        # Who has not done it themselves has to notice it.
        anew = not shown.quiet and person not in self.showing.steers
        yield from self._to(person, replace(card, lane=Lane.FACILITATOR, anew=anew))

    def _templates(self, person: int) -> dict[int, Setup]:
        """How somebody set up other exercises before this one."""
        setups = self.people.setups(person)
        return {number: each for number, each in setups.items() if number != self.id}

    @property
    def _is_set_up(self) -> bool:
        return self.exercise.state is State.SETTING_UP

    @property
    def _moved_on(self) -> bool:
        """Whether the exercise is at another step, so that old screens mean nothing."""
        shown = self.showing.consoles
        return shown is not None and not shown.quiet

    @property
    def _seconds(self) -> int:
        """How long it takes to write to everyone, where that is long."""
        everyone = self.showing.everyone
        if everyone is None or everyone.quiet:
            return 0
        seconds = round(len(self.exercise.present) / self.viewer.rate)
        return seconds if seconds >= LONG else 0

    # --- those who take part ------------------------------------------------------

    def _participants(self) -> Iterator[tuple[int, Outgoing]]:
        everyone = self.showing.everyone
        if everyone is not None:
            for each in self.exercise.present:
                if each.person not in self.showing.cards:
                    yield from self._card(each.person, everyone, Lane.BROADCAST)
        for person, shown in self.showing.cards.items():
            yield from self._card(person, shown.after(everyone), Lane.REPLY)

    def _card(
        self, person: int, shown: Shown, lane: Lane
    ) -> Iterator[tuple[int, Outgoing]]:
        if not self.exercise.takes_part(person):
            yield from self._farewell(person, shown)
            return
        if shown.quiet and not self._is_before(person):
            return
        is_over = self.exercise.state is State.FINISHED
        desk = self.people.desk(person)
        self.people.put(person, replace(desk, attends=None if is_over else self.id))
        self.people.lay_aside(person)
        view = card_view(self.exercise, self.viewer.library, person, shown.page)
        message = self.viewer.renderer.card(
            self.id, view, shown.notice, quiet=shown.quiet, now=self.now
        )
        card = None if is_over else ClassCard(self.id, self.exercise.place.step)
        # So that everybody notices the next card.
        anew = lane is Lane.BROADCAST and not shown.quiet
        yield from self._to(person, replace(message, card=card, lane=lane, anew=anew))

    def _is_before(self, person: int) -> bool:
        """Whether the card is the question that somebody has on screen."""
        row = self.people.row(person)
        if row is None or self.people.desk(person).attends != self.id:
            return False
        fill = self.batch.fills[row.id].get(Slot.QUESTION)
        return fill is None or (
            isinstance(fill.card, ClassCard) and fill.card.exercise == self.id
        )

    def _farewell(self, person: int, shown: Shown) -> Iterator[tuple[int, Outgoing]]:
        """Who has left is told what there is to be told, and has no card any more.

        Another message takes its place, so that no later text is for the exercise.
        """
        renderer = self.viewer.renderer
        if self._is_before(person):
            desk = self.people.desk(person)
            self.people.put(person, replace(desk, attends=None))
            yield from self._to(person, renderer.farewell(self.id))
        if shown.notice is not None:
            yield from self._to(person, renderer.told(shown.notice))

    def _to(self, person: int, message: Outgoing) -> Iterable[tuple[int, Outgoing]]:
        """To a private chat, if it can be reached."""
        row = self.people.row(person)
        if row is not None and self.batch.reachable[row.id]:
            yield row.id, message
