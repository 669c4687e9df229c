"""`python -m benchmarks.turns`: what one turn of an interview costs the core.

Founders play the whole interview of the guide `priority table` with the core and the
renderer alone: without Telegram, delivery and storage. Each turn begins with a copy of
the session, as it is read anew from the database for each update.
"""

from __future__ import annotations

import argparse
import copy
import html
import json
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from statistics import median
from typing import TypeVar

from benchmarks.founders import Action, Interviewed, Says, Shown, WrongAnswerError
from benchmarks.seats import FIRST_CHAT
from bot.arrivals import Arrival
from bot.outgoing import Outgoing, Slot
from bot.packaged import LANGUAGE, PACKAGED_GUIDES, packaged_glossary, packaged_guide
from bot.talk import Talk, Talker
from bot.telegram.callback_data import decode
from bot.telegram.render import TelegramRenderer
from bot.wording import wording_for
from conversations.guides.library import Library
from conversations.guides.model import load_guide
from conversations.interview import effects as f
from conversations.interview import events as e
from conversations.interview.machine import advance
from conversations.interview.session import Session
from conversations.interview.view import question_view

NOW = datetime(2026, 1, 1, tzinfo=UTC)
FOUNDERS, ROUNDS = 10, 7

T = TypeVar("T")


class Conversation:
    """A founder and the core; `spent` are nanoseconds of processor time, by part.

    `advance` makes the next session, `view` says what is open then, and `face` puts
    that into words and buttons.
    """

    def __init__(self, founder: Interviewed, talker: Talker, spent: Counter[str]):
        self.spent = spent
        self.turns = 0
        self._founder = founder
        self._talker = talker
        self._session = Session()

    def play(self) -> None:
        """The founder's interviews, from the first to the last."""
        while (action := self._founder.acts()) is not None:
            self._turn(self._event(action))
            self.turns += 1

    def _event(self, action: Action) -> e.Event:
        if isinstance(action, Says):
            if action.text == f"/{e.Command.START}":
                return e.Commanded(e.Command.START)
            return e.TextSent(action.text, self.turns + 1)
        card = self._founder.card
        tap = None if card is None else decode(card.button(action.label))
        if tap is None:
            raise WrongAnswerError(f"{action.label!r} cannot be tapped")
        return tap

    def _turn(self, event: e.Event) -> None:
        before, library = self._session, self._talker.library
        mine = copy.deepcopy(before)
        turn, advancing = _timed(lambda: advance(mine, event, library, NOW))
        after = copy.deepcopy(turn.session)
        viewing = 0
        if any(isinstance(effect, f.ShowQuestion) for effect in turn.effects):
            _, viewing = _timed(lambda: question_view(after, library))
        arrival = Arrival(1, "", event=event, tap="1")
        talk = Talk(copy.deepcopy(before), {}, sending=False, arrivals=[arrival])
        _, all_of_it = _timed(lambda: self._talker.apply(talk, NOW))
        if talk.failures:
            raise WrongAnswerError(talk.failures[0].error)
        self.spent["advance"] += advancing
        self.spent["view"] += viewing
        self.spent["face"] += all_of_it - advancing - viewing
        self.spent["all"] += all_of_it
        self._session = talk.session
        for message in talk.messages:
            self._founder.sees(self._shown(message))

    def _shown(self, outgoing: Outgoing) -> Shown:
        """A message as the founder sees it; a card of questions is posted anew."""
        number = self.turns if outgoing.slot is Slot.QUESTION else -self.turns
        rows = [
            [{"text": button.label, "callback_data": button.data} for button in row]
            for row in outgoing.keyboard
        ]
        markup = json.dumps({"inline_keyboard": rows}) if rows else ""
        return Shown(number, html.unescape(outgoing.text), markup)


def _timed(work: Callable[[], T]) -> tuple[T, int]:
    before = time.process_time_ns()
    result = work()
    return result, time.process_time_ns() - before


def talker() -> Talker:
    """The core with everything that comes with the bot."""
    rows = map(packaged_guide, PACKAGED_GUIDES)
    guides = [load_guide(row.structure, row.words) for row in rows]
    library = Library.of(guides, packaged_glossary())
    return Talker(library, TelegramRenderer(library, wording_for(LANGUAGE)))


def measured(core: Talker, founders: int) -> dict[str, float]:
    """Microseconds of processor time a turn, by part."""
    spent: Counter[str] = Counter()
    turns = 0
    for number in range(founders):
        conversation = Conversation(Interviewed(FIRST_CHAT + number), core, spent)
        conversation.play()
        turns += conversation.turns
    return {part: nanoseconds / turns / 1000 for part, nanoseconds in spent.items()}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.turns")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    rounds = parser.parse_args().rounds
    core = talker()
    measured(core, 1)
    figures = [measured(core, FOUNDERS) for _ in range(rounds)]
    for part in figures[0]:
        found = [figure[part] for figure in figures]
        print(
            f"{part:8}  {median(found):6.1f} µs of processor time a turn "
            f"({min(found):.1f} to {max(found):.1f})"
        )


if __name__ == "__main__":
    main()
