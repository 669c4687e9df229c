"""The real bot, which dies at a named point and writes down what it does.

It is `python -m bot run` with its seams wrapped: the bot itself knows nothing of
this, so that it costs nothing where people use it. A nursery of such bots reads
commands from its standard input: "sending:3" starts one that dies when it reaches
`sending` for the third time, an empty line one that lives on. It answers with the
process id, and with the exit code once that one has ended.
"""

from __future__ import annotations

import functools
import importlib
import os
import select
import signal
import sys
from asyncio.subprocess import Process
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import bot.happenings
from bot import cli
from bot.arrivals import Arrival
from bot.batch import Aftermath
from bot.delivery import Delivery
from bot.door import Door
from bot.errands import Errand, Result
from bot.exports.exporting import Exporter
from bot.exports.worker import Workshop
from bot.outgoing import (
    Accepted,
    Delivered,
    Handover,
    Refusal,
    Refused,
    Report,
    Undeliverable,
)
from bot.service import Service
from bot.talk import Talk, Talker, _addressed
from bot.telegram.client import TelegramClient
from conversations.interview import effects as f
from storage import UnitOfWork
from tests.chaos.journal import (
    Drawing,
    Journal,
    Marked,
    Queued,
    Sending,
    Sent,
    Turned,
)

#: Every boundary of a commit or a send, and what is true there.
POINTS = {
    "taken": "updates are in hand, nothing is applied",
    "remembered": "a transaction is open, and knows the updates",
    "reduced": "the turn of one update was made, others of the batch not yet",
    "saved": "notes and states are written, replies not yet",
    "written": "all is written, nothing is committed",
    "committed": "all is committed, and nobody was told",
    "confirming": "Telegram is about to hear that updates are done with",
    "answering": "a tap is about to be answered",
    "sending": "a message is about to be sent",
    "accepted": "Telegram has the message, the outbox does not know yet",
    "marked": "the outbox knows, the next message of the chat was not sent yet",
    "starting": "what an earlier life left is about to be sent",
    "begun": "an errand is taken up, nothing of it is done",
    "made": "its files are made, and nobody was told",
    "kept": "its files are written, the message with them not yet",
}

#: What a bot imports only when it starts; here all of them have it from the nursery.
IMPORTED_LATE = ("bot.bootstrap", "bot.logs", "bot.settings", "uvloop")

Method = Callable[..., Awaitable[Any]]
Step = Callable[..., Any]


class Fate:
    """When this process has to die."""

    def __init__(self, crash_at: str) -> None:
        self._point, _, times = crash_at.partition(":")
        self._times = int(times or 0)
        self._reached: Counter[str] = Counter()

    def reach(self, point: str) -> None:
        """Be at a point; die if it is the one."""
        self._reached[point] += 1
        if point == self._point and self._reached[point] == self._times:
            os.kill(os.getpid(), signal.SIGKILL)


def wrap(owner: type, name: str, around: Callable[[Step], Step]) -> None:
    """Put something around a method of a class."""
    method = getattr(owner, name)
    setattr(owner, name, functools.wraps(method)(around(method)))


def prepare(fate: Fate, journal: Journal) -> None:  # noqa: C901 (a list of seams)
    """Wrap every seam of the bot in this process."""

    def after(point: str) -> Callable[[Step], Step]:
        def around(method: Step) -> Step:
            def wrapped(*given: Any, **named: Any) -> Any:
                result = method(*given, **named)
                fate.reach(point)
                return result

            return wrapped

        return around

    def answering(method: Method) -> Method:
        async def wrapped(*given: Any, **named: Any) -> None:
            fate.reach("answering")
            await method(*given, **named)

        return wrapped

    def submitting(method: Method) -> Method:
        async def wrapped(door: Door, happenings: Sequence[Any]) -> None:
            are_updates = any(isinstance(one, Arrival) for one in happenings)
            if are_updates:
                fate.reach("taken")
            await method(door, happenings)
            if are_updates:
                fate.reach("confirming")

        return wrapped

    def applying(method: Method) -> Method:
        async def wrapped(
            service: Service, happenings: Sequence[Any], *, beside: bool = False
        ) -> Aftermath:
            aftermath: Aftermath = await method(service, happenings, beside=beside)
            journal.note(Queued(_rows_of(aftermath.handovers)))
            fate.reach("committed")
            return aftermath

        return wrapped

    def unsent(method: Method) -> Method:
        async def wrapped(service: Service) -> tuple[Handover, ...]:
            left: tuple[Handover, ...] = await method(service)
            journal.note(Queued(_rows_of(left)))
            fate.reach("starting")
            return left

        return wrapped

    def calling(method: Method) -> Method:
        async def wrapped(delivery: Delivery, lane: Any, item: Any, target: Any) -> Any:
            if not item.kept:
                return await method(delivery, lane, item, target)
            row = item.queued.id
            journal.note(Sending(row, lane.chat, item.superseded))
            fate.reach("sending")
            outcome = await method(delivery, lane, item, target)
            is_accepted = isinstance(outcome, Accepted)
            is_gone = isinstance(outcome, Refused) and outcome.why is Refusal.FILE_GONE
            journal.note(Sent(row, is_accepted, is_gone))
            if is_accepted:
                fate.reach("accepted")
            return outcome

        return wrapped

    def recording(method: Method) -> Method:
        async def wrapped(door: Door, report: Report) -> None:
            await method(door, report)
            journal.note(Marked(_settled_by(report)))
            fate.reach("marked")

        return wrapped

    def doing(method: Method) -> Method:
        async def wrapped(exporter: Exporter, errand: Errand) -> Result:
            fate.reach("begun")
            result: Result = await method(exporter, errand)
            fate.reach("made")
            return result

        return wrapped

    def running(method: Method) -> Method:
        async def wrapped(workshop: Workshop) -> Process:
            process: Process = await method(workshop)
            journal.note(Drawing(process.pid))
            return process

        return wrapped

    turn = Talker._turn

    def turning(
        talker: Talker, talk: Talk, arrival: Arrival, now: datetime
    ) -> tuple[f.Effect, ...]:
        is_update = arrival.update != 0  # and no result of an errand
        if is_update and arrival.refused is None and arrival.event is not None:
            assert arrival.chat is not None
            event = _addressed(arrival.event, arrival, talk)
            journal.note(Turned(arrival.update, arrival.chat, event, now))
        effects = turn(talker, talk, arrival, now)
        fate.reach("reduced")
        return effects

    bot.happenings.SMALLEST_PART = 1  # a part dies where a large batch would
    setattr(Talker, "_turn", turning)  # noqa: B010 (it is no method to mypy)
    wrap(Door, "submit", submitting)
    wrap(Door, "record", recording)
    wrap(Service, "apply", applying)
    wrap(Service, "unsent", unsent)
    wrap(Delivery, "_call", calling)
    wrap(Exporter, "do", doing)
    wrap(Workshop, "_running", running)
    wrap(TelegramClient, "answer_tap", answering)
    wrap(UnitOfWork, "remember", after("remembered"))
    wrap(UnitOfWork, "keep_files", after("kept"))
    wrap(UnitOfWork, "save", after("saved"))
    wrap(UnitOfWork, "put", after("written"))


def _rows_of(handovers: Sequence[Handover]) -> tuple[int, ...]:
    return tuple(queued.id for handover in handovers for queued in handover.queued)


def _settled_by(report: Report) -> tuple[int, ...]:
    if isinstance(report, Delivered):
        return (report.queued.id, *report.superseded)
    return report.rows if isinstance(report, Undeliverable) else ()


def bear(crash_at: str) -> int:
    """Start a bot as a process of its own, without importing all of it anew."""
    child = os.fork()
    if child == 0:
        fate = Fate(crash_at)
        prepare(fate, Journal(Path(os.environ["CRASH_JOURNAL"])))
        os._exit(cli.main(["run"]))
    return child


def end_of(child: int) -> int:
    """Wait for its end; when nobody commands us any more it ends, too."""
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        if select.select([sys.stdin], [], [], 0.01)[0]:
            os.kill(child, signal.SIGKILL)


def serve() -> None:
    """Bear one bot after another."""
    for module in IMPORTED_LATE:
        importlib.import_module(module)
    for line in iter(sys.stdin.readline, ""):
        child = bear(line.strip())
        print(child, flush=True)
        print(end_of(child), flush=True)


if __name__ == "__main__":
    serve()
