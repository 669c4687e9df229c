"""What people see of a class: cards as Telegram would show them, checked on the way."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser

from msgspec.structs import replace

from bot.classes.renderer import ClassRenderer
from bot.deeds import Began, Tapped, TookTemplate
from bot.links import Links
from bot.outgoing import Outgoing
from bot.telegram.classes.buttons import decode
from bot.telegram.classes.render import TelegramClassRenderer
from bot.wording import Wording
from conversations.exercise import effects as f
from conversations.exercise import events as e
from conversations.exercise.desk import (
    CardWanted,
    Console,
    FilesWanted,
    Looked,
    MyCanvasWanted,
    PosterWanted,
    Screen,
    TextWanted,
)
from conversations.exercise.machine import advance
from conversations.exercise.setup import Setup
from conversations.exercise.sight import Room
from conversations.exercise.view import (
    card_view,
    console_view,
    group_view,
    mine_view,
    missing_view,
)
from tests.conversations.classroom import Classroom, Person

#: The number of every exercise in these tests.
NUMBER = 7


#: What a button that is offered is never answered with.
REFUSALS = {
    *(f.Notice.NOT_YOURS, f.Notice.NOT_JOINED, f.Notice.NOT_OPEN),
    *(f.Notice.NOT_STARTED, f.Notice.STALE, f.Notice.OVER, f.Notice.NO_CLOCK),
    *(f.Notice.ANONYMOUS, f.Notice.PRIVATE_SHEETS, f.Notice.NOT_REVEALED),
    *(f.Notice.NOT_TOGETHER, f.Notice.PROMISED, f.Notice.NO_SEGMENT_YET),
    f.Notice.NOTHING_LISTED,
}
#: What a console is turned to, a list, and what is made of an exercise.
_LOOKS = (
    *(Looked, TextWanted, e.MineTapped, e.PageTapped),
    *(FilesWanted, PosterWanted, MyCanvasWanted, CardWanted),
)


class _Reader(HTMLParser):
    """Reads HTML as Telegram does: few tags, all of them closed, the rest is text."""

    def __init__(self) -> None:
        super().__init__()
        self.words = ""
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ("b", "code", "i", "s")
        assert attrs == []
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(f"a declaration: {decl}")

    def handle_pi(self, data: str) -> None:
        raise AssertionError(f"an instruction: {data}")


def read(html: str) -> str:
    """The text of a message without its markup."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    return reader.words


@dataclass(frozen=True)
class Seen:
    """A message as it lies on a screen."""

    message: Outgoing
    text: str
    buttons: dict[str, str]

    @property
    def labels(self) -> list[str]:
        return list(self.buttons)

    @property
    def links(self) -> list[str]:
        rows = self.message.keyboard
        return [button.url for row in rows for button in row if button.url]

    def tap(self, label: str) -> e.Deed:
        """What the button with (or beginning with) this label stands for."""
        found = [d for name, d in self.buttons.items() if name.startswith(label)]
        assert len(found) == 1, (label, self.labels)
        deed = decode(found[0])
        assert isinstance(deed, Tapped)
        return deed.event

    @property
    def deeds(self) -> list[e.Deed]:
        """What all its buttons stand for, but for templates."""
        read_back = [decode(data) for data in self.buttons.values() if data]
        return [deed.event for deed in read_back if isinstance(deed, Tapped)]


def seen(message: Outgoing, of: Collection[int] = (NUMBER,)) -> Seen:
    """A message within all of Telegram's limits, with buttons `of` these exercises."""
    text = read(message.text)
    assert 0 < len(text.strip()) <= len(text) <= 4096
    assert len(read(message.shrunk)) <= 4096
    buttons = [button for row in message.keyboard for button in row]
    assert len(buttons) <= 100
    for row in message.keyboard:
        assert 0 < len(row) <= 8
    for button in buttons:
        assert 0 < len(button.label.strip()) <= len(button.label) <= 60
        assert bool(button.url) is not bool(button.data)
        assert len(button.data.encode()) <= 64
        match decode(button.data) if button.data else None:
            case Tapped(exercise=number) | TookTemplate(exercise=number):
                assert number in of
            case Began():
                pass
            case nothing:
                assert nothing is None
                assert button.url
    by_label = {button.label: button.data for button in buttons}
    assert len(by_label) == len(buttons), "two buttons look the same"
    return Seen(message, text, by_label)


class Faces:
    """Everything that is seen of a classroom."""

    def __init__(self, room: Classroom) -> None:
        self.room = room
        self.renderer: ClassRenderer = TelegramClassRenderer(
            room.library, Wording(), Links("secret", "profile_bot")
        )

    def console(
        self,
        screen: Screen = Screen.HOME,
        page: int = 0,
        note: int = 0,
        templates: Mapping[int, Setup] | None = None,
    ) -> Seen:
        console = Console(NUMBER, screen, page, note)
        exercise, library = self.room.exercise, self.room.library
        view = console_view(exercise, library, console, templates or {})
        return seen(self.renderer.console(NUMBER, view, now=self.room.now))

    def group(self, team: int = 0, notice: f.Notice | None = None) -> Seen:
        view = group_view(self.room.exercise, self.room.library, Room(team))
        return seen(self.renderer.room(NUMBER, view, notice, now=self.room.now))

    def card(
        self, person: Person, page: int = 0, notice: f.Notice | None = None
    ) -> Seen:
        exercise, library = self.room.exercise, self.room.library
        view = card_view(exercise, library, person.number, page)
        return seen(self.renderer.card(NUMBER, view, notice, now=self.room.now))

    def notes(self, person: Person, page: int = 0) -> Seen:
        view = mine_view(self.room.exercise, person.number, page)
        return seen(self.renderer.notes(NUMBER, view))

    def waited(self) -> Seen:
        return seen(self.renderer.waited(NUMBER, missing_view(self.room.exercise)))

    def answers(self, deed: e.Deed, person: Person) -> list[f.Notice]:
        """What somebody who taps this would be told; nothing happens."""
        event = replace(deed, person=person.number)
        room = self.room
        turn = advance(room.exercise, event, room.library, room.now)
        return [each.notice for each in turn.effects if isinstance(each, f.Answer)]

    def check_nothing_is_offered_in_vain(self, card: Seen, person: Person) -> None:
        """Whatever a card offers somebody, they may do."""
        for deed in card.deeds:
            if not isinstance(deed, _LOOKS):
                assert not REFUSALS & set(self.answers(deed, person)), deed
