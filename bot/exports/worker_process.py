"""What runs in the worker process: takes a job, answers it, takes the next.

Jobs come on standard input and answers go out on standard output, each pickled behind
its length. The process ends when its input does, so it never outlives the bot.
"""

from __future__ import annotations

import os
import pickle
import resource
import signal
import struct
import sys
import traceback
from math import ceil
from pathlib import Path
from time import process_time, sleep
from typing import BinaryIO

from msgspec import Struct

from bot.exports.classes.sheet import ClassSheet
from bot.exports.formats import Format, Poster, Sheet

#: The length of what follows, in bytes.
HEAD = struct.Struct(">Q")

MIB = 1024 * 1024


Makeable = Sheet | ClassSheet | Poster
"""What files are made of."""


class Files(Struct, frozen=True):
    """A job: files of these formats."""

    of: Makeable
    formats: tuple[Format, ...]


class Comparison(Struct, frozen=True):
    """A job: two sheets side by side as a PDF."""

    one: Sheet
    other: Sheet


Job = Files | Comparison


class Done(Struct, frozen=True):
    """The files of a job, and the memory that this process holds now (MiB)."""

    files: dict[Format, bytes]
    resident: int


class Refused(Struct, frozen=True):
    """There is more in the sheet than can be drawn; `why` says so for the log."""

    why: str


class Failed(Struct, frozen=True):
    """Our code failed; where, without a word of what the sheet holds."""

    error: str
    where: str


Answer = Done | Refused | Failed


def packed(message: Job | Answer) -> bytes:
    """A message as it goes through the pipe."""
    body = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    return HEAD.pack(len(body)) + body


def answer(job: Job) -> Answer:
    """Do a job."""
    from bot.exports.plain import TooMuchToDrawError

    try:
        return Done(_files(job), _resident())
    except TooMuchToDrawError as error:
        return Refused(str(error))
    except Exception as error:  # noqa: BLE001 (whatever it was, the next job can do)
        where = "".join(traceback.format_tb(error.__traceback__))
        return Failed(type(error).__name__, where)


def _files(job: Job) -> dict[Format, bytes]:
    from bot.exports.drawing import comparison
    from bot.exports.making import made

    match job:
        case Files(of, formats):
            return {wanted: made(of, wanted) for wanted in formats}
        case Comparison(one, other):
            return {Format.PDF: comparison(one, other)}


def _resident() -> int:
    """Memory in MiB; 0 where the system does not say."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    except OSError:
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE") // MIB


def _allow(work: int, time: int) -> None:
    """End this process once it has worked or waited for so many seconds from now."""
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    worked = ceil(process_time())
    resource.setrlimit(resource.RLIMIT_CPU, (worked + work, most))
    signal.alarm(time)


def _serve(jobs: BinaryIO, answers: BinaryIO, work: int, time: int) -> None:
    """Do one job after another; one that takes more than `work` or `time` ends us."""
    while head := jobs.read(HEAD.size):
        [length] = HEAD.unpack(head)
        job: Job = pickle.loads(jobs.read(length))  # noqa: S301 (from the bot itself)
        _allow(work, time)
        # Who is woken may keep the core for a tick, however nice: give it back once.
        sleep(0)
        answers.write(packed(answer(job)))
        answers.flush()
        signal.alarm(0)


def main(work: int, time: int) -> None:
    """Serve until the bot closes our input; what libraries print goes to the log.

    The limits are of a processor's time and of time for a job (s).
    """
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    try:
        _serve(sys.stdin.buffer, answers, work, time)
    except BrokenPipeError:
        os._exit(0)  # the bot has died meanwhile; nobody waits for the answer
