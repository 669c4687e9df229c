"""Every word of the interface goes through the catalogue or a guide."""

from __future__ import annotations

import gettext
import re
from datetime import UTC, datetime

from bot.outgoing import Outgoing
from bot.packaged import PACKAGED_GUIDES, packaged_guide
from bot.telegram.render import TelegramRenderer
from bot.wording import Wording
from conversations.guides.library import Library
from conversations.guides.model import load_guide
from conversations.interview import events as e
from conversations.interview.machine import advance
from conversations.interview.session import Session
from conversations.interview.states import part_of

NOW = datetime(2026, 1, 1, tzinfo=UTC)


class Marked(gettext.NullTranslations):
    """Marks whatever it is asked to translate."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"


def guide_words(value: object) -> set[str]:
    """Every text of a guide, in pieces where something is put into it."""
    if isinstance(value, str):
        return {piece for piece in re.split(r"\{\w+\}", value) if len(piece) > 3}
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return set().union(*map(guide_words, value)) if value else set()
    return set()


def unmarked(text: str, words: set[str]) -> str:
    """What is left of a text without marked messages, guide words and signs."""
    text = re.sub(r"<[^>]+>", "", text)
    while "⟦" in text:
        text = re.sub(r"⟦[^⟦⟧]*⟧", "", text)
    for word in sorted(words, key=len, reverse=True):
        text = text.replace(word, "")
    return " ".join(re.findall(r"[A-Za-z]{2,}", text))


def test_every_view_speaks_through_the_catalogue_or_the_guide() -> None:  # noqa: C901
    rows = [packaged_guide(name) for name in PACKAGED_GUIDES]
    library = Library.of(load_guide(row.structure, row.words) for row in rows)
    renderer = TelegramRenderer(library, Wording(Marked()))
    words = guide_words([each.words.model_dump() for each in library.all_newest()])
    session, shown, toasts = Session(), list[Outgoing](), list[str]()

    def happens(event: e.Event) -> None:
        nonlocal session
        turn = advance(session, event, library, NOW)
        session = turn.session
        shown.extend(renderer.messages(session, turn.effects))
        toasts.append(renderer.toast(turn.effects))

    def taps(kind: type[e.CardTap], *numbers: int) -> None:
        interview = session.interview
        assert interview is not None
        happens(kind(interview.profile.number, interview.place.step, *numbers))

    def goes_next() -> None:
        interview = session.interview
        assert interview is not None
        taps(e.NextTapped, part_of(interview.place))

    happens(e.Commanded(e.Command.START))
    happens(e.BeginTapped(1))
    happens(e.TextSent("1", 1))
    happens(e.TextSent("2\n3\n4\n5\n6\n7", 2))
    for _ in range(3):
        goes_next()
    taps(e.RewordTapped, 2)
    taps(e.KeepTapped)
    goes_next()
    taps(e.AllChosen)
    for note, level in ((2, 3), (3, 2), (4, 2)):
        taps(e.LevelTapped, note, level)
    for _ in range(3):
        goes_next()
    taps(e.PickTapped, 4)
    taps(e.AdjustTapped)
    taps(e.MoveTapped, 2, 1)
    goes_next()
    taps(e.LaterTapped)
    happens(e.ResumeTapped(1))
    while session.state != "finished":
        goes_next()
    happens(e.TextSent("8", 3))
    for command in e.Command:
        happens(e.Commanded(command))
    for tap in (e.ProfileTapped, e.RenameTapped, e.DeleteTapped, e.UndeleteTapped):
        happens(tap(1))
    for kind in e.Unreadable:
        happens(e.OtherSent(kind))
    happens(e.CommandUnknown("/0"))
    happens(e.NextTapped(1, 1, 0))
    shown.append(renderer.trouble())

    left = {unmarked(message.text, words) for message in shown}
    left |= {unmarked(message.shrunk, words) for message in shown}
    left |= {unmarked(toast, words) for toast in toasts}
    left |= {
        unmarked(button.label, words)
        for message in shown
        for row in message.keyboard
        for button in row
    }
    assert left == {""}
