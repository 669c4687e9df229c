"""Who acts when: founders in places, in closed or in open loop.

In closed loop everybody acts as soon as the last reply came. In open loop people
act at random moments, so many a second, however fast the bot is; one who still
waits for a reply leaves the turn to somebody who does not.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.founders import Action, Founder, Newcomer, Shown, WrongAnswerError

#: The chat of the first founder; those that come later count up.
FIRST_CHAT = 1_000_000_000

Act = Callable[[Founder, Action], None]
"""Makes an update of what a founder does."""


@dataclass(slots=True)
class _Seat:
    """A place in the load, taken by one founder after another."""

    place: int
    founder: Founder
    allowed: float = 0


class Seats:
    """So many founders at a time; `waits` are seconds from an action to its reply."""

    def __init__(
        self, count: int, newcomer: Newcomer, act: Act, first_chat: int = FIRST_CHAT
    ) -> None:
        self._newcomer = newcomer
        self._first_chat = first_chat
        self._act_out = act
        self._founders: dict[int, Founder] = {}
        self._seats = [_Seat(at, self._new_founder()) for at in range(count)]
        self._awaited: dict[int, tuple[_Seat, float]] = {}  # by chat, since when
        self._open_loop: _OpenLoop | None = None
        self.waits: list[float] = []

    def allow(self, actions: Callable[[int], float]) -> None:
        """Let the founder at each place (from 0) act so often from now on."""
        self._end_open_loop()
        for seat in self._seats:
            seat.allowed = actions(seat.place)
            if seat.founder.chat not in self._awaited:
                self._act(seat, time.perf_counter())

    def at_rate(self, rate: float) -> None:
        """Let somebody act so many times a second, until `allow` is called."""
        self._end_open_loop()
        resting = [s for s in self._seats if s.founder.chat not in self._awaited]
        self._open_loop = _OpenLoop(rate, resting, self._take_turn)

    def has(self, chat: int) -> bool:
        """Whether one of these founders has the chat."""
        return chat in self._founders

    def see(self, chat: int, shown: Shown) -> None:
        """Show a founder a message; after a reply somebody acts again."""
        if not self._founders[chat].sees(shown):
            return
        if chat not in self._awaited:
            raise WrongAnswerError(f"nobody waited for {shown}")
        seat, since = self._awaited.pop(chat)
        now = time.perf_counter()
        self.waits.append(now - since)
        if self._open_loop is None:
            self._act(seat, now)
        else:
            self._open_loop.rest(seat)

    def unanswered(self) -> int:
        """How many replies are still to come."""
        return len(self._awaited)

    def give_up(self) -> None:
        """Let nobody wait any more."""
        self._awaited.clear()

    def _end_open_loop(self) -> None:
        if self._open_loop is not None:
            self._open_loop.end()
            self._open_loop = None

    def _take_turn(self, seat: _Seat, due: float) -> None:
        seat.allowed = 1
        self._act(seat, due)

    def _act(self, seat: _Seat, since: float) -> None:
        """One action; the first of a new founder where the old one is through."""
        if seat.allowed < 1:
            return
        seat.allowed -= 1
        action = seat.founder.acts()
        if action is None:
            seat.founder = self._new_founder()
            action = seat.founder.acts()
        if action is None:
            raise WrongAnswerError("a founder has nothing to do")
        self._awaited[seat.founder.chat] = seat, since
        self._act_out(seat.founder, action)

    def _new_founder(self) -> Founder:
        founder = self._newcomer(self._first_chat + len(self._founders))
        self._founders[founder.chat] = founder
        return founder


class _OpenLoop:
    """Turns at random moments (a Poisson process) for whoever rests the longest.

    A turn for which nobody rests waits, and that counts as waiting for the bot.
    """

    def __init__(
        self, rate: float, resting: list[_Seat], act: Callable[[_Seat, float], None]
    ) -> None:
        self._rate = rate
        self._resting = deque(resting)
        self._act = act
        self._owed: deque[float] = deque()
        self._chance = random.Random(rate)
        self._due = time.perf_counter()
        self._timer: asyncio.TimerHandle | None = None
        self._tick()

    def rest(self, seat: _Seat) -> None:
        """Let one who has the reply wait for another turn."""
        self._resting.append(seat)
        self._give_turns()

    def end(self) -> None:
        """Give no more turns."""
        self._owed.clear()
        if self._timer is not None:
            self._timer.cancel()

    def _tick(self) -> None:
        now = time.perf_counter()
        while self._due <= now:
            self._owed.append(now)  # how late our own timer was is not the bot's
            self._due += self._chance.expovariate(self._rate)
        self._timer = asyncio.get_running_loop().call_later(self._due - now, self._tick)
        self._give_turns()

    def _give_turns(self) -> None:
        while self._owed and self._resting:
            self._act(self._resting.popleft(), self._owed.popleft())
