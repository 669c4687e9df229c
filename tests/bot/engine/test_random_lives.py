"""Random people, mishaps and crashes; then everything must come to rest rightly.

A seed that fails is printed with the steps that led there; what it finds becomes a
test of its own, for another version of the bot makes something else of the same seed.
LIFE_SEEDS=100-500 tries those instead of the usual few.
"""

from __future__ import annotations

import asyncio
import os
import random
from collections import defaultdict
from collections.abc import Callable
from functools import partial

import pytest
from msgspec.structs import replace

from bot.arrivals import Arrival
from bot.outgoing import Outgoing, Slot, load_fills
from bot.playground import SteppedClock
from bot.telegram.callback_data import encode
from conversations.interview import effects as f
from conversations.interview import events as e
from conversations.interview import views as v
from conversations.interview.machine import advance
from conversations.interview.session import Session
from conversations.profile import Profile, Section
from storage import ConversationRow
from tests.bot.engine.chats import Chats, Fate, Screen
from tests.bot.engine.engine import (
    LIBRARY,
    Applied,
    Engine,
    FailingRenderer,
    Updates,
    renderer_of,
)
from tests.transactions import column_of

PEOPLE = (7001, 7002, 7003)
FIRST, LAST = os.environ.get("LIFE_SEEDS", "0-4").split("-")
SEEDS = range(int(FIRST), int(LAST) + 1)
STEPS = 600
REST_EVERY = 50

#: A text that our code fails on, as long as it is a note of the open interview.
POISON = "poison"

#: Nothing is lost for good here, and nothing is left in doubt but by a crash.
CALM = {Fate.ACCEPTED: 88, Fate.UNSENT: 7, Fate.FLOOD: 2, Fate.BAD_MARKUP: 3}
ROUGH = CALM | {Fate.ACCEPTED_UNKNOWN: 5, Fate.UNKNOWN: 4, Fate.REFUSED: 2}


#: People would rather get on (buttons by the code of their tap).
LIKELY = {"n": 14, "v": 6, "o": 6, "R": 6, "a": 4, "t": 4, "k": 4, "m": 3, "B": 2}


HELP = renderer_of().messages(Session(), [f.Say(v.ShowHelp())])


class Life:
    """A few people and one bot, at the mercy of a seed."""

    def __init__(self, seed: int, database: str, fates: dict[Fate, int]) -> None:
        self.dice = random.Random(seed)
        self.fates = fates
        self.rough = fates is ROUGH
        self.chats = Chats(SteppedClock(), fate=self._fate)
        self.updates = Updates(self.chats)
        self.engine = Engine(database, self.chats, renderer=FailingRenderer(POISON))
        self.trouble = True
        self.waiting: list[Arrival] = []  # Telegram's queue: not confirmed yet
        self.polls: list[tuple[list[Arrival], asyncio.Task[None]]] = []
        self.made: list[Arrival] = []
        self.models: defaultdict[int, Session] = defaultdict(Session)
        self.replayed: set[int] = set()
        self.story: list[str] = []
        self.words = 0
        self.crashes = 0

    def _fate(self, chat: int, outgoing: Outgoing) -> Fate:
        if not self.trouble:
            return Fate.ACCEPTED
        return self.dice.choices(list(self.fates), list(self.fates.values()))[0]

    # --- what happens ----------------------------------------------------------

    async def step(self) -> None:
        """One thing happens, chosen by the dice."""
        happenings: dict[Callable[[], object], int] = {
            self._tap_newest: 50,
            self._write: 14,
            self._tap_any: 8,
            self._tap_old: 4,
            self._forge: 3,
            self._command: 5,
            self._edit: 5,
            self._send_other: 3,
            self._be_unreadable: 1,
            self._block_or_return: self.rough,
            self._delete: 3 * self.rough,
            self._poll: 60,
            self._repeat: 4,
            self._hold_or_release: 8,
            self._wait: 6,
        }
        chosen = self.dice.choices(list(happenings), list(happenings.values()))[0]
        self.story.append(chosen.__name__)
        chosen()
        await self._time_passes()
        if self.dice.random() < 0.02:
            await self._crash()

    async def _time_passes(self) -> None:
        """A blink, or until a commit, or until all is sent."""
        match self.dice.choices(("blink", "commit", "sent"), (50, 25, 25))[0]:
            case "commit" if self.polls:
                await asyncio.wait([self.polls[0][1]])
            case "sent" if self.chats.open.is_set():
                await asyncio.gather(*(task for _, task in self.polls))
                await self.engine.delivery.idle()
            case _:
                for _ in range(self.dice.randint(0, 6)):
                    await asyncio.sleep(0)

    def _arrives(self, arrival: Arrival) -> None:
        self.story.append(f"  {arrival.chat}: {arrival.event}")
        self.waiting.append(arrival)
        self.made.append(arrival)
        if self.dice.random() < 0.2:
            self._overtake()

    def _overtake(self) -> None:
        """Telegram keeps no order between messages and taps of a person."""
        under_way = {a.update for batch, _ in self.polls for a in batch}
        last = self.waiting[-2:]
        kinds = {arrival.tap is None for arrival in last}
        if len(kinds) == 2 and not under_way & {arrival.update for arrival in last}:
            self.waiting[-2:] = last[::-1]

    def _person(self) -> int:
        """Somebody who has not blocked the bot."""
        screens = self.chats.screens
        return self.dice.choice([c for c in PEOPLE if not screens[c].blocked])

    def _write(self) -> None:
        chat = self._person()
        lines = []
        for _ in range(self.dice.randint(1, 4)):
            self.words += 1
            lines.append(f"note {self.words}")
        if self.dice.random() < 0.06:
            lines.append(POISON)
        if self.dice.random() < 0.03:
            lines = ["  \u200b "]
        self._arrives(self.updates.text(chat, "\n".join(lines)))

    def _tap_newest(self) -> None:
        chat = self._person()
        shown = [s for s in self.chats.screens[chat].messages.values() if s.keyboard]
        if not shown:
            self._arrives(self.updates.command(chat, e.Command.START))
            return
        buttons = [b for row in shown[-1].keyboard for b in row]
        weights = [LIKELY.get(b.data[0], 1) for b in buttons]
        chosen = self.dice.choices(buttons, weights)[0]
        self._arrives(self.updates.data(chat, chosen.data))

    def _tap_any(self) -> None:
        chat = self._person()
        if buttons := self.chats.screens[chat].buttons():
            self._arrives(self.updates.data(chat, self.dice.choice(buttons).data))

    def _tap_old(self) -> None:
        chat = self._person()
        history = self.chats.screens[chat].history
        if buttons := [b for _, s in history for row in s.keyboard for b in row]:
            self._arrives(self.updates.data(chat, self.dice.choice(buttons).data))

    def _forge(self) -> None:
        kind = self.dice.choice(e.CARD_TAPS + e.MENU_TAPS)
        numbers = [self.dice.choice((-1, 0, 1, 2, 3, 9, 2**31)) for _ in range(5)]
        wanted = len(kind.__struct_fields__)
        data = encode(kind(*numbers[:wanted]))
        data = self.dice.choice((data, data, data + ":1", "zzz", ""))
        self._arrives(self.updates.data(self._person(), data))

    def _command(self) -> None:
        command = self.dice.choice(list(e.Command))
        self._arrives(self.updates.command(self._person(), command))

    def _edit(self) -> None:
        """Change a text that was sent before, perhaps by somebody else."""
        texts = [(a, a.event) for a in self.made if isinstance(a.event, e.TextSent)]
        if texts:
            before, sent = self.dice.choice(texts)
            self.words += 1
            lines = [f"note {self.words}", sent.text.splitlines()[-1]]
            self.dice.shuffle(lines)
            text = "\n".join(lines)
            self._arrives(self.updates.edited(before.chat or 0, sent.message, text))

    def _send_other(self) -> None:
        kind = self.dice.choice(list(e.Unreadable))
        self._arrives(self.updates.other(self._person(), kind))

    def _be_unreadable(self) -> None:
        chat = self.dice.choice((self._person(), None))
        self._arrives(self.updates.broken(chat))

    def _block_or_return(self) -> None:
        chat = self.dice.choice(PEOPLE[1:])
        screen = self.chats.screens[chat]
        screen.blocked = not screen.blocked
        screen.lossy = True
        screen.without_card = True
        self._arrives(self.updates.member(chat, reachable=not screen.blocked))

    def _delete(self) -> None:
        screen = self.chats.screens[self._person()]
        if screen.messages:
            newest = sorted(screen.messages)[-3:]
            screen.delete(self.dice.choice(newest))

    def _poll(self) -> None:
        """Hand the next updates to the door, beside those that are there already."""
        under_way = {a.update for batch, _ in self.polls for a in batch}
        batch = [a for a in self.waiting if a.update not in under_way]
        batch = batch[: self.dice.randint(1, 8)]
        if batch:
            submitted = asyncio.ensure_future(self.engine.door.submit(batch))
            self.polls.append((batch, submitted))
        while self.polls and self.polls[0][1].done():
            self._confirm()

    def _confirm(self) -> None:
        batch, submitted = self.polls.pop(0)
        submitted.result()
        confirmed = {a.update for a in batch}
        self.waiting = [a for a in self.waiting if a.update not in confirmed]

    def _repeat(self) -> None:
        """Telegram delivers again what it was told is done."""
        done = [a for a in self.made if a not in self.waiting]
        again = self.dice.sample(done, min(len(done), self.dice.randint(1, 5)))
        again.sort(key=lambda arrival: arrival.update)
        self.waiting = again + self.waiting

    def _hold_or_release(self) -> None:
        if self.chats.open.is_set():
            self.chats.open.clear()
        else:
            self.chats.open.set()

    def _wait(self) -> None:
        """Time passes, or somebody sets the clock."""
        spans = (0.4, 1, 3, 60, 3600, -3600, 3 * 86400)
        self.chats.clock.advance(seconds=self.dice.choice(spans))

    async def _crash(self) -> None:
        self.story.append("crash")
        self.crashes += 1
        await self._submitters_end()
        await self.engine.restart()

    async def end(self) -> None:
        """Stop for good."""
        await self._submitters_end()
        await self.engine.crash()

    async def _submitters_end(self) -> None:
        for _, submitted in self.polls:
            submitted.cancel()
        await asyncio.gather(*(task for _, task in self.polls), return_exceptions=True)
        self.polls.clear()

    # --- rest --------------------------------------------------------------------

    async def rest(self) -> None:
        """Trouble ends, everything is delivered, and all must be as it should."""
        self.story.append("rest")
        self.trouble = False
        self.chats.open.set()
        while self.waiting or self.polls:
            self._poll()
            await asyncio.gather(*(task for _, task in self.polls))
        await self.engine.delivery.idle()
        await self.check()
        self.trouble = True

    async def check(self) -> None:
        """Hold what is stored and shown against the models."""
        quarantined = await self._check_bookkeeping()
        self._replay(quarantined)
        for chat in {arrival.chat for arrival in self.made} - {None}:
            assert chat is not None
            stored = await self.engine.session(chat)
            assert stored == self.models[chat]
            for interview in stored.interviews.values():
                check_profile(interview.profile)
            row = await self.engine.conversation(chat)
            self._check_screen(row, stored, self.chats.screens[chat])
            self._check_helps(chat, quarantined)

    async def _check_bookkeeping(self) -> set[int]:
        """Each update was taken once and nothing waits; those that failed."""
        column = partial(column_of, self.engine.storage)
        seen = await column("SELECT update_id FROM seen_updates ORDER BY 1")
        assert seen == [arrival.update for arrival in self.made]
        assert await column("SELECT id FROM outbox") == []
        failed = await column("SELECT update_id FROM quarantine ORDER BY 1")
        assert failed == sorted(set(failed))
        # What was set aside of those who had everything deleted went with it.
        forgotten = {a.update for a in self.made if a.chat in self._forgot()}
        gone = self.engine.talker.failed - set(failed)
        assert gone <= forgotten
        broken = {arrival.update for arrival in self.made if arrival.broken}
        assert broken <= {*failed, *gone}
        return {*failed, *gone}

    def _forgot(self) -> set[int]:
        """Who may have had everything deleted."""
        applied = self.engine.talker.applied.values()
        return {one.chat for one in applied if isinstance(one.event, e.ForgetTapped)}

    def _replay(self, quarantined: set[int]) -> None:
        applied = self.engine.talker.applied
        orders: defaultdict[tuple[int, bool], list[int]] = defaultdict(list)
        for update, one in applied.items():
            is_tap = isinstance(one.event, e.CardTap | e.MenuTap)
            orders[one.chat, is_tap].append(update)
            if update in self.replayed or update in quarantined:
                continue
            self.replayed.add(update)
            self.models[one.chat] = replay(self.models[one.chat], one)
        assert all(order == sorted(order) for order in orders.values())

    def _check_screen(
        self, row: ConversationRow, session: Session, screen: Screen
    ) -> None:
        fills = load_fills(row.slots)
        for slot, fill in fills.items():
            unsure = screen.lossy and slot in screen.unconfirmed
            if unsure or fill.message in screen.deleted:
                continue
            shown = screen.messages[fill.message]
            assert (shown.slot, shown.card) == (slot, fill.card)
            assert shown.shrunk == fill.shrunk
            posted = [number for number, each in screen.history if each.slot is slot]
            assert fill.message == max(posted) or screen.lossy
        interview = session.open_interview
        if interview is None or screen.without_card:
            return
        (expected,) = [
            message
            for message in renderer_of().messages(session, [f.ShowQuestion()])
            if message.slot is Slot.QUESTION
        ]
        shown = screen.messages[fills[Slot.QUESTION].message]
        assert (shown.card, shown.keyboard) == (interview.card, expected.keyboard)
        if not screen.lossy:
            alive = {
                number
                for number, each in screen.messages.items()
                if each.keyboard and each.card == interview.card
            }
            newest = fills[Slot.QUESTION].message
            left = (screen.doubted | screen.unshrunk) - {newest}
            assert alive - left == {newest}

    def _check_helps(self, chat: int, quarantined: set[int]) -> None:
        """A message of its own is sent once, but for doubt."""
        asked = [
            update
            for update, one in self.engine.talker.applied.items()
            if one == Applied(chat, e.Commanded(e.Command.HELP), one.now)
            and update not in quarantined
        ]
        screen = self.chats.screens[chat]
        (help_text,) = HELP
        shown = {number for number, each in screen.history if each == help_text}
        if not screen.lossy and chat not in self._forgot():
            assert len(shown - screen.doubted) <= len(asked) <= len(shown)


def replay(session: Session, one: Applied) -> Session:
    """The session one event on; no note is lost on the way, unless all shall be."""
    after = advance(session, one.event, LIBRARY, one.now).session
    if after.forgets:
        return replace(after, forgets=False)
    for number, interview in session.interviews.items():
        before = {note.number for note in interview.profile.notes}
        assert before <= {
            note.number for note in after.interviews[number].profile.notes
        }
    return after


def check_profile(profile: Profile) -> None:
    """Notes have numbers of their own; every order names those of its section once."""
    numbers = [note.number for note in profile.notes]
    assert numbers == sorted(set(numbers))
    assert all(0 < number < profile.next_note for number in numbers)
    for section in Section:
        order = profile.order(section)
        of_section = {note.number for note in profile.of_section(section)}
        assert set(order.ranked) <= of_section
        for listed in (order.ranked, order.settled):  # who comes back is settled still
            assert len(set(listed)) == len(listed)


@pytest.mark.parametrize("fates", [CALM, ROUGH], ids=["calm", "rough"])
@pytest.mark.parametrize(
    ("kind", "seed"),
    [*(("sqlite", seed) for seed in SEEDS[:-1]), ("postgresql", SEEDS[-1])],
)
async def test_whatever_happens_it_comes_to_rest_with_nothing_lost_or_doubled(
    seed: int, fates: dict[Fate, int], database: str
) -> None:
    life = Life(seed, database, fates)
    await life.engine.start()
    try:
        for number in range(1, STEPS + 1):
            await life.step()
            if number % REST_EVERY == 0:
                await life.rest()
    except BaseException:
        print(f"seed {seed}", *life.story, sep="\n")
        raise
    finally:
        await life.end()
