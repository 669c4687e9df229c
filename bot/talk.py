"""One conversation while a batch is applied to it: the overlay, in memory.

Nothing here is async or stored; the service loads talks and writes them back.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, get_args

from msgspec import Struct
from msgspec.structs import replace

from bot.arrivals import Arrival
from bot.outgoing import ClassCard, Fill, Outgoing, Slot
from conversations.guides.library import Library
from conversations.interview import effects as f
from conversations.interview.events import Card, Event, TextSent
from conversations.interview.machine import advance
from conversations.interview.session import Session

log = logging.getLogger(__name__)


class Renderer(Protocol):
    """Turns effects into messages and toasts."""

    def messages(self, session: Session, effects: Sequence[f.Effect]) -> list[Outgoing]:
        """The messages that show these effects, in order."""
        ...

    def toast(self, effects: Sequence[f.Effect]) -> str:
        """The text that answers a tap; empty when there is nothing to say."""
        ...

    def trouble(self) -> Outgoing:
        """What a person is told when our own code failed on their message."""
        ...

    def refused_files(self) -> Outgoing:
        """What a person is told when Telegram did not take files."""
        ...


class Failure(Struct, frozen=True):
    """An update our code cannot process, and what it failed with."""

    arrival: Arrival
    error: str


class TapAnswer(Struct, frozen=True):
    """The answer to a tap; an empty text only ends the waiting.

    A `url` leads into the private chat; an `alert` has to be dismissed.
    """

    query: str
    text: str = ""
    url: str = ""
    alert: bool = False


@dataclass(slots=True)
class Talk:
    """A conversation as it is after the arrivals applied so far."""

    session: Session
    fills: dict[Slot, Fill]
    sending: bool
    arrivals: list[Arrival] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    messages: list[Outgoing] = field(default_factory=list)
    answers: list[TapAnswer] = field(default_factory=list)
    wishes: list[f.Errand] = field(default_factory=list)

    def forget(self) -> None:
        """Say nothing of what came before, and set none of it aside."""
        self.messages.clear()
        self.failures.clear()
        self.wishes.clear()


class Talker(Struct, frozen=True):
    """Applies the arrivals of one conversation to its talk."""

    library: Library
    renderer: Renderer

    def apply(self, talk: Talk, now: datetime) -> None:
        """Apply all arrivals of a talk, and render what they lead to once.

        An arrival that our code fails on is left out and noted as a failure.
        """
        before = talk.session
        try:
            self._show(talk, self._turns(talk, talk.arrivals, now))
        except Exception:
            log.exception("a turn failed; trying its events one by one")
            talk.session, talk.answers = before, []
            self._one_by_one(talk, now)

    def _one_by_one(self, talk: Talk, now: datetime) -> None:
        for arrival in talk.arrivals:
            before, answers = talk.session, list(talk.answers)
            try:
                self._show(talk, self._turns(talk, [arrival], now))
            except Exception as error:
                log.exception("update %s failed and is set aside", arrival.update)
                talk.session, talk.answers = before, answers
                self.fail(talk, arrival, repr(error))

    def _show(self, talk: Talk, effects: Sequence[f.Effect]) -> None:
        """What people are to see of effects, and what is done beside."""
        talk.messages += self.renderer.messages(talk.session, effects)
        talk.wishes += [e for e in effects if isinstance(e, get_args(f.Errand))]

    def refusal(self, arrival: Arrival) -> str:
        """Why a tap that belongs to no conversation counts for nothing."""
        refused = () if arrival.refused is None else (f.Toast(arrival.refused),)
        return self.renderer.toast(refused)

    def fail(self, talk: Talk, arrival: Arrival, error: str) -> None:
        """Set an arrival aside and tell its sender, once for each update."""
        talk.failures.append(Failure(arrival, error))
        talk.messages.append(self.renderer.trouble())
        if arrival.tap is not None:
            talk.answers.append(TapAnswer(arrival.tap))

    def _turns(
        self, talk: Talk, arrivals: Sequence[Arrival], now: datetime
    ) -> list[f.Effect]:
        shown: list[f.Effect] = []
        for arrival in arrivals:
            if arrival.broken is not None:
                raise UnreadableUpdateError(arrival.broken)
            forgot = talk.session.forgets
            effects = self._turn(talk, arrival, now)
            if talk.session.forgets and not forgot:
                talk.forget()
                shown.clear()
            shown += effects
            if arrival.tap is not None:
                text = self.renderer.toast(effects)
                talk.answers.append(TapAnswer(arrival.tap, text))
        return shown

    def _turn(
        self, talk: Talk, arrival: Arrival, now: datetime
    ) -> tuple[f.Effect, ...]:
        if arrival.refused is not None:
            return (f.Toast(arrival.refused),)
        if arrival.event is None:
            return ()
        event = _addressed(arrival.event, arrival, talk)
        turn = advance(talk.session, event, self.library, now)
        talk.session = turn.session
        return turn.effects


class UnreadableUpdateError(Exception):
    """Telegram sent an update that its library cannot read."""


def _addressed(event: Event, arrival: Arrival, talk: Talk) -> Event:
    """A text with the question it answers: the one that was then on screen."""
    if not isinstance(event, TextSent) or arrival.written is None:
        return event
    fill = talk.fills.get(Slot.QUESTION)
    card = on_screen(fill, arrival.written, talk.sending)
    return replace(event, answers=card if isinstance(card, Card) else None)


def on_screen(
    fill: Fill | None, written: datetime, sending: bool
) -> Card | ClassCard | None:
    """The question shown when a text was written; None when we cannot know.

    While a card is on its way the newest question may be on screen already.
    """
    if fill is None:
        return None
    if written < fill.shown_at:
        return fill.before
    return None if sending else fill.card


IsSending = Callable[[int], bool]
"""Whether something is just being sent to a chat (its Telegram id)."""
