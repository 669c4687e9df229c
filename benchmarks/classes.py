"""`python -m benchmarks.classes`: ten classes of thirty at once, on the real bot.

Within two minutes everybody joins, answers, gives stars and votes, each at moments of
their own, in the simulated Telegram. Groups have their real limit of 20 messages and
edits a minute; what they had is counted from the simulator's list of calls. The limit
of 30 messages a second over all chats is left aside, in Telegram and in the bot: it is
about what 300 people cause, and with it this would be a measurement of that limit.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import re
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

from benchmarks import machine
from benchmarks.contest import end, settle_in
from benchmarks.measuring import peak, percentile
from bot.playground import FloodLimits, Group, Message, Person, Simulator
from bot.playground.model import Button, Chat
from conversations.exercise.exercise import Exercise
from storage import open_storage
from storage.snapshots import exercise_of

EXERCISE = "/exercise@playground_bot"
LIMITS = FloodLimits(
    private_per_second=1000,
    private_burst=1000,
    overall_per_second=10000,
    overall_burst=10000,
)
PACE = {"PACE_CHAT_RATE": "1000", "PACE_CHAT_BURST": "1000", "PACE_TOTAL_RATE": "10000"}

#: What everybody does: stars to give, and dots.
STARS, DOTS = 2, 3

#: What we aim at, in seconds at the 95th percentile.
TOAST, COUNTER = 0.3, 5.0

#: What counts as a message to a group.
_WRITING = ("sendMessage", "editMessageText", "sendPhoto", "editMessageCaption")
_MINUTE = timedelta(seconds=60)
_ROOT = Path(__file__).resolve().parent.parent


@dataclass(slots=True)
class Watch:
    """What was measured so far, in seconds; `said` are all notes that were written."""

    toasts: list[float] = field(default_factory=list)
    counters: list[float] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Class:
    """A teacher, a group and its students; `seconds` is how long the lesson takes."""

    tom: Person
    group: Group
    students: Sequence[Person]
    watch: Watch
    dice: random.Random
    seconds: float
    begun: float = 0.0
    sent: list[float] = field(default_factory=list)
    counted: int = 0

    async def opens(self) -> None:
        """The exercise can be joined; everybody knows the bot already."""
        await self.tom.starts()
        await self.tom.sends(EXERCISE, to=self.group)
        await self.tom.sees("Your exercise")
        await self.tom.taps("👤 Customer")
        await self.tom.sees("Who is the customer?")
        await self.tom.sends("owners of cafés")
        await self.tom.sees("Customer: owners of cafés")
        await self.tom.taps("Open for joining")
        await self.tom.sees("Tap ✋ to join", in_=self.group)
        for student in self.students:
            await student.starts()

    async def lasts(self) -> None:
        """The whole lesson."""
        self.begun = time.perf_counter()
        await asyncio.gather(self._teaches(), *map(self._learns, self.students))

    async def _teaches(self) -> None:
        await self._at(0.22)
        await self._steers("▶ Start", "card 1 of")
        await self._at(0.52)
        await self._steers("⏭ Next", "card 2 of")
        await self._steers("⏭ Next", "card 3 of")
        await self._steers("⏭ Next: stars", "star")
        await self._at(0.72)
        await self._steers("⏭ Next: sort the notes", "shortlist")
        await self._steers("⏭ Next: vote", "voted")
        await self._at(0.97)
        await self._steers("⏭ Show the result", "The result")

    async def _steers(self, label: str, shown: str) -> None:
        await self._taps(self.tom, lambda button: label in button.label, self.tom.chat)
        await self.tom.sees(shown)

    async def _learns(self, student: Person) -> None:
        await self._at(self.dice.uniform(0.0, 0.2))
        await self._taps(student, lambda button: "✋ Join" in button.label, self.group)
        await self._at(self.dice.uniform(0.25, 0.45))
        await student.sees("card 1 of")
        notes = [
            f"{student.name} keeps {what}" for what in ("books", "the queue short")
        ]
        self.watch.said += notes
        self.sent.append(time.perf_counter())
        await student.sends("\n".join(notes))
        await self._at(self.dice.uniform(0.57, 0.7))
        await student.sees("star")
        for number in self.dice.sample(range(1, 9), STARS):
            await self._taps(student, _named(str(number)), student.chat)
        await self._at(self.dice.uniform(0.77, 0.95))
        await student.sees("dots to give")
        for number in self.dice.sample(range(1, 5), DOTS):
            await self._taps(student, _named(str(number)), student.chat)

    async def _at(self, part: float) -> None:
        """Wait until this part of the lesson is over."""
        left = self.begun + part * self.seconds - time.perf_counter()
        await asyncio.sleep(max(0.0, left))

    async def _taps(
        self, who: Person, wanted: Callable[[Button], bool], chat: Chat
    ) -> None:
        """Tap, when the button is there, and see how long the answer takes."""
        message, data = await who.waits(lambda: _button(chat, wanted))
        tapped = time.perf_counter()
        await who.taps_data(data, on=message)
        self.watch.toasts.append(time.perf_counter() - tapped)

    def looks(self, chat: Chat | None) -> None:
        """See which answers the group's card counts now."""
        if chat is not self.group:
            return
        card = next(iter(_by_bot(chat)), None)
        found = re.search(r"(\d+) notes?", card.text if card else "")
        while found and self.counted < min(int(found[1]) // 2, len(self.sent)):
            waited = time.perf_counter() - self.sent[self.counted]
            self.watch.counters.append(waited)
            self.counted += 1


def _by_bot(chat: Chat) -> Iterable[Message]:
    return (message for message in chat.newest_first() if message.from_bot)


def _named(label: str) -> Callable[[Button], bool]:
    """A button for a note, whether anything was given to it or not."""
    return lambda button: button.label.split()[-1:] == [label]


def _button(chat: Chat, wanted: Callable[[Button], bool]) -> tuple[Message, str] | None:
    """The newest button of this kind that can be tapped."""
    for message in _by_bot(chat):
        for button in message.buttons:
            if button.data and wanted(button):
                return message, button.data
    return None


# --- the bot ------------------------------------------------------------------


@asynccontextmanager
async def _bot(sim: Simulator, folder: Path, url: str) -> AsyncIterator[psutil.Popen]:
    """The bot as a process of its own, until the context ends."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("WEBHOOK_")}
    with (folder / "stderr").open("wb") as sink:
        process = psutil.Popen(
            [sys.executable, "-m", "bot", "run"],
            cwd=folder,
            env={
                **kept,
                **PACE,
                "PYTHONPATH": str(_ROOT),
                "TELEGRAM_BOT_TOKEN": sim.token,
                "API_BASE_URL": sim.url,
                "DATABASE_URL": url,
            },
            stdout=subprocess.DEVNULL,
            stderr=sink,
            preexec_fn=settle_in if sys.platform != "win32" else None,
        )
    try:
        yield process
    finally:
        await end(process)


async def _kept(url: str, classes: int) -> list[Exercise]:
    """The exercises as they are stored."""
    storage = await open_storage(url)
    try:
        rows = [await exercise_of(storage, number) for number in range(1, classes + 1)]
    finally:
        await storage.close()
    return [row.exercise for row in rows if row is not None]


async def _measure(groups: int, each: int, seconds: float) -> bool:
    """Let them all have their lesson; whether all of it was kept and within budget."""
    machine.keep_to(machine.LOAD_CORE)
    watch, dice = Watch(), random.Random(9)
    with TemporaryDirectory() as name:
        folder = Path(name)
        url = f"sqlite:///{folder / 'bot.sqlite3'}"
        async with Simulator(limits=LIMITS) as sim:
            classes = [
                _class(sim, n, each, watch, dice, seconds) for n in range(groups)
            ]
            async with _bot(sim, folder, url) as bot:
                await asyncio.gather(*(class_.opens() for class_ in classes))
                await asyncio.sleep(seconds / 4)  # groups have their budget again
                before, begun = bot.cpu_times(), time.perf_counter()
                await asyncio.gather(*(class_.lasts() for class_ in classes))
                wall, after = time.perf_counter() - begun, bot.cpu_times()
                busy = after.user + after.system - before.user - before.system
                most = peak(bot)
            busiest = max(busiest_minute(sim, class_.group) for class_ in classes)
            refused = sum(call.status == 429 for call in sim.ledger.calls())
        exercises = await _kept(url, groups)
    print(machine.description())
    load = ", ".join(f"{one:.1f}" for one in psutil.getloadavg())
    print(f"{groups} classes of {each} in {wall:.0f} s; load average {load}")
    _report("tap to toast", watch.toasts, TOAST)
    _report("answer to counter", watch.counters, COUNTER)
    print(f"the bot took {busy / wall:.2f} of a core and {most:.0f} MiB at most")
    print(
        f"busiest minute of a group: {busiest} messages; refused for haste: {refused}"
    )
    lost = missing(exercises, watch, groups * each)
    print(lost or "everything was kept: people, notes, stars and votes")
    return not lost and busiest <= LIMITS.group_per_minute


def _class(
    sim: Simulator,
    number: int,
    each: int,
    watch: Watch,
    dice: random.Random,
    seconds: float,
) -> Class:
    tom = sim.person(f"Tom {number}")
    students = [sim.person(f"Student {number}.{n}") for n in range(each)]
    group = sim.group(f"Class {number}", tom, *students, kind="supergroup")
    class_ = Class(tom, group, students, watch, dice, seconds)
    sim.world.listen(class_.looks)
    return class_


def busiest_minute(sim: Simulator, group: Group) -> int:
    """The most messages and edits that the group had within any minute."""
    calls = sim.ledger.calls(chat=group.id)
    times = [c.at for c in calls if c.accepted and c.method in _WRITING]
    return max(sum(at <= other < at + _MINUTE for other in times) for at in times)


def missing(exercises: Sequence[Exercise], watch: Watch, people: int) -> str:
    """What was not kept as it was done, if anything."""
    notes = sorted(note.text for each in exercises for note in each.notes.values())
    everybody = [person for each in exercises for person in each.people.values()]
    stars = sum(len(person.stars) for person in everybody)
    dots = sum(
        mark
        for person in everybody
        for ballot in person.ballots.values()
        for mark in ballot.marks.values()
    )
    found = (len(everybody), len(notes), stars, dots)
    wanted = (people, 2 * people, STARS * people, DOTS * people)
    if found == wanted and notes == sorted(watch.said):
        return ""
    names = "people, notes, stars, dots"
    return f"NOT kept: {names} are {found} instead of {wanted}"


def _report(what: str, waits: list[float], aim: float) -> None:
    waits.sort()
    p50, p95 = percentile(waits, 50), percentile(waits, 95)
    met = "met" if p95 <= aim else "not met"
    print(
        f"{what}: p50 {p50 * 1e3:,.0f} ms, p95 {p95 * 1e3:,.0f} ms of {len(waits):,}; "
        f"aim: p95 at most {aim * 1e3:,.0f} ms: {met}"
    )


def main() -> int:
    """Measure and print; fails if anything was lost or a group had too much."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.classes")
    parser.add_argument("--groups", type=int, default=10)
    parser.add_argument("--each", type=int, default=30, help="students of a group")
    parser.add_argument("--seconds", type=float, default=120.0, help="of the lesson")
    chosen = parser.parse_args()
    with asyncio.Runner(loop_factory=machine.loop_factory()) as runner:
        is_well = runner.run(_measure(chosen.groups, chosen.each, chosen.seconds))
    return 0 if is_well else 1


if __name__ == "__main__":
    sys.exit(main())
