"""The workshop: one process beside the bot makes every file, and may die of it.

Drawing takes memory and time that other people's answers must not wait for. So it is
done elsewhere, one job at a time, within limits; a process that dies, hangs or grows
is ended and the next job gets a new one.
"""

from __future__ import annotations

import asyncio
import logging
import os
import pickle
import shutil
import signal
import sys
from collections.abc import Iterable
from functools import cache
from math import ceil

from bot.exports.child import Child
from bot.exports.formats import Format, Sheet
from bot.exports.worker_process import (
    HEAD,
    Answer,
    Comparison,
    Done,
    Failed,
    Files,
    Job,
    Makeable,
    Refused,
    packed,
)

log = logging.getLogger(__name__)

#: What a process ends with that has worked longer than a job may.
_TOO_MUCH_WORK = -signal.SIGXCPU

#: Seconds after which a process ends itself, beyond those that we would wait for it.
LEEWAY = 10


class NotMadeError(Exception):
    """No file came out; `worth_retrying` says whether trying again may help."""

    worth_retrying = True


class TookTooLongError(NotMadeError):
    """The job was ended at a limit of time."""


class WorkerDiedError(NotMadeError):
    """The process died of the job twice, of its memory limit for example."""


class TooMuchError(NotMadeError):
    """There is more than can be drawn; the formats with tables hold it all."""

    worth_retrying = False


class MakingFailedError(NotMadeError):
    """Our code failed on it; the log says where."""

    worth_retrying = False


class _DiedError(Exception):
    """The process ended in the middle of a job, or was never let to it."""


class Workshop:
    """Makes files in a process of its own, which starts with the first job.

    A job may take `seconds` of a processor, and `patience` seconds by the clock, as a
    busy machine may be slow though nothing is wrong; the wait for the jobs before it
    counts in neither. The process works while nobody else wants the core. On a machine
    that does not rest for `shy` seconds another takes its place, which gets a little
    of a core that others want. `memory` is the most that a process may map (MiB). One
    that holds more than `grown` (MiB) after a job, or has done `jobs` jobs, is
    replaced; with nothing to do for `idle` seconds it ends.
    """

    def __init__(
        self,
        *,
        seconds: int = 20,
        patience: float = 60.0,
        shy: float = 5.0,
        memory: int = 1024,
        grown: int = 384,
        jobs: int = 200,
        idle: float = 120.0,
    ) -> None:
        self._seconds, self._patience = seconds, patience
        self._shy = shy
        self._is_shy = True
        self._memory, self._grown = memory, grown
        self._most_jobs, self._idle = jobs, idle
        self._one_at_a_time = asyncio.Lock()
        self._process: Child | None = None
        self._done = 0
        self._resting: asyncio.Task[None] | None = None
        self._ending: asyncio.Task[int] | None = None
        self._closed = False

    @property
    def pid(self) -> int | None:
        """The process, while there is one."""
        return self._process.pid if self._process else None

    @property
    def is_busy(self) -> bool:
        """Whether a job is under way."""
        return self._one_at_a_time.locked()

    async def make(
        self, of: Makeable, formats: Iterable[Format]
    ) -> dict[Format, bytes]:
        """Files of these formats.

        Raises:
            NotMadeError: it took too long, died, failed, or is too much to draw.

        """
        return await self._made(Files(of, tuple(formats)))

    async def compare(self, one: Sheet, other: Sheet) -> bytes:
        """Two segments side by side as a PDF.

        Raises:
            NotMadeError: as in `make`.

        """
        return (await self._made(Comparison(one, other)))[Format.PDF]

    async def close(self) -> None:
        """End the process for good; a job under way is given up."""
        self._closed = True
        if self._resting:
            self._resting.cancel()
        await self._kill()

    async def _made(self, job: Job) -> dict[Format, bytes]:
        async with self._one_at_a_time:
            if self._resting:
                self._resting.cancel()
            match await self._answered(job):
                case Done(files, resident):
                    await self._tidy(resident)
                    return files
                case Refused(why):
                    raise TooMuchError(why)
                case Failed(error, where):
                    log.error("A file could not be made: %s\n%s", error, where)
                    raise MakingFailedError(error)

    async def _answered(self, job: Job) -> Answer:
        """Have the job done; once more when the process dies, it may not be why."""
        try:
            return await self._exchange(job)
        except _DiedError:
            log.warning("The worker process did not make a file; once more")
        try:
            return await self._exchange(job)
        except _DiedError as error:
            raise WorkerDiedError("the worker process died twice") from error

    async def _exchange(self, job: Job) -> Answer:
        """Hand the job over and wait; whatever ends the wait early ends the process."""
        patience = self._shy if self._is_shy else self._patience
        try:
            async with asyncio.timeout(patience):
                return await self._asked(await self._running(), job)
        except TimeoutError as error:
            await self._kill()
            if self._is_shy:
                self._is_shy = False  # no processor was left for it, perhaps
                raise _DiedError from error
            log.warning("A file was not made within %g seconds", self._patience)
            raise TookTooLongError(f"not done in {self._patience:g} seconds") from error
        except (OSError, EOFError) as error:
            if await self._kill() == _TOO_MUCH_WORK:
                log.warning("A file took more than %d s of a processor", self._seconds)
                raise TookTooLongError("more work than allowed") from error
            raise _DiedError from error
        except asyncio.CancelledError:
            await self._kill()
            raise

    async def _asked(self, process: Child, job: Job) -> Answer:
        await process.write(packed(job))
        [length] = HEAD.unpack(await process.read(HEAD.size))
        body = await process.read(length)
        answer: Answer = pickle.loads(body)  # noqa: S301 (from our own process)
        return answer

    async def _running(self) -> Child:
        """The process; a new one if there is none, or none that lives."""
        if self._closed:
            raise WorkerDiedError("the workshop is closed")
        if self._process is not None and self._process.has_ended:
            await self._kill()  # it has ended by itself
        if self._process is None:
            self._done = 0
            limits = (self._memory, self._seconds, ceil(self._patience) + LEEWAY)
            command = [*_nicely(), sys.executable, "-m", "bot.exports.worker_start"]
            command += map(str, (*limits, int(self._is_shy)))
            self._process = await Child.begin(command, _environment())
        return self._process

    async def _tidy(self, resident: int) -> None:
        """End a process that has grown or worked enough; let it rest otherwise."""
        self._done += 1
        if resident > self._grown or self._done >= self._most_jobs:
            await self._replace()
        else:
            self._resting = asyncio.create_task(self._rest(), name="workshop at rest")

    async def _rest(self) -> None:
        await asyncio.sleep(self._idle)
        async with self._one_at_a_time:
            await self._replace()

    async def _replace(self) -> None:
        """End the process; the next job gets one that works while others rest."""
        self._is_shy = True
        await self._kill()

    async def _kill(self) -> int | None:
        """End the process at once; it holds nothing that could be lost.

        One that is being ended already is waited for, though who began it was stopped
        meanwhile. Returns what the process ended with, of its own perhaps.
        """
        process, self._process = self._process, None
        if process is not None:
            self._ending = asyncio.create_task(process.end(), name="process ends")
        if self._ending is None:
            return None
        code = await asyncio.shield(self._ending)
        self._ending = None
        return code


@cache
def _nicely() -> tuple[str, ...]:
    """A command before that of the process, so that even its interpreter stands back.

    Where there is none, the process does so as soon as it can.
    """
    nice = shutil.which("nice")
    return (nice, "-n", "19") if nice else ()


def _environment() -> dict[str, str]:
    """What the process needs to find our code; no token and no other secret.

    One thread does the drawing, so that the bot keeps a core.
    """
    kept = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
    path = os.pathsep.join(part or os.curdir for part in sys.path)
    return {**kept, "PYTHONPATH": path, "RAYON_NUM_THREADS": "1"}
