"""The process that makes files: it may die, hang and grow; nobody else is held up."""

from __future__ import annotations

import asyncio
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from msgspec.structs import replace

from bot.exports.formats import Format, Sheet
from bot.exports.worker import (
    NotMadeError,
    TookTooLongError,
    TooMuchError,
    WorkerDiedError,
    Workshop,
)
from bot.packaged import packaged_guide
from conversations.guides.model import Structure, load_guide
from tests.exports.drawn import sheet_with, words_of

_KEPT = packaged_guide("priority")
SMALL = sheet_with(["a job", "a pain", "a gain"])
OTHER = sheet_with(["another job", "another pain", "another gain"])


@pytest.fixture
async def workshop() -> AsyncIterator[Workshop]:
    workshop = Workshop()
    yield workshop
    await workshop.close()


def process_of(workshop: Workshop) -> psutil.Process:
    assert workshop.pid is not None
    return psutil.Process(workshop.pid)


def policy_of(workshop: Workshop) -> tuple[int, int | None]:
    assert workshop.pid is not None
    return os.sched_getscheduler(workshop.pid), process_of(workshop).nice()


async def pdf(workshop: Workshop, sheet: Sheet = SMALL) -> bytes:
    return (await workshop.make(sheet, [Format.PDF]))[Format.PDF]


async def halted(workshop: Workshop) -> psutil.Process:
    """The process, stopped so that it can finish nothing."""
    await pdf(workshop)
    process = process_of(workshop)
    process.suspend()
    return process


async def under_way(workshop: Workshop) -> asyncio.Task[bytes]:
    """A job that was handed to the process."""
    job = asyncio.create_task(pdf(workshop, SMALL))
    while not workshop.is_busy:  # noqa: ASYNC110 (there is no event for it)
        await asyncio.sleep(0)
    return job


async def let_go(workshop: Workshop) -> None:
    """Wait until the process is not to be used any more; it may be about to end."""
    while workshop.pid is not None:  # noqa: ASYNC110 (nor for this)
        await asyncio.sleep(0.01)


async def test_several_formats_come_from_one_process(workshop: Workshop) -> None:
    files = await workshop.make(SMALL, [Format.PNG, Format.PDF, Format.SVG])
    assert {name: content[:4] for name, content in files.items()} == {
        Format.PNG: b"\x89PNG",
        Format.PDF: b"%PDF",
        Format.SVG: b"<svg",
    }
    first = workshop.pid
    assert b"%PDF" in await workshop.compare(SMALL, OTHER)
    assert workshop.pid == first


async def test_a_job_whose_process_is_killed_is_done_again_to_the_same_bytes(
    workshop: Workshop,
) -> None:
    before = await pdf(workshop)
    first = await halted(workshop)
    job = await under_way(workshop)
    first.kill()
    assert await job == before
    assert workshop.pid != first.pid


async def test_a_job_that_takes_too_long_costs_nobody_else_their_files() -> None:
    workshop = Workshop(patience=5)
    workshop._is_shy = False
    try:
        first = await halted(workshop)
        slow = await under_way(workshop)
        waiting = asyncio.create_task(pdf(workshop, OTHER))
        with pytest.raises(TookTooLongError) as caught:
            await slow
        assert caught.value.worth_retrying
        assert "anotherjob" in words_of(await waiting)
        assert not first.is_running()
    finally:
        await workshop.close()


async def test_a_job_that_is_too_much_work_is_given_up_and_not_begun_again() -> None:
    workshop = Workshop(seconds=1)
    try:
        await pdf(workshop)
        first = process_of(workshop)
        with pytest.raises(TookTooLongError) as caught:
            await workshop.make(SMALL, [Format.PNG] * 10_000)
        assert caught.value.worth_retrying
        assert not first.is_running()
        assert workshop.pid is None
        assert "ajob" in words_of(await pdf(workshop))
    finally:
        await workshop.close()


async def test_a_job_that_kills_every_process_is_given_up_and_the_next_is_done(
    workshop: Workshop,
) -> None:
    first = await halted(workshop)
    job = await under_way(workshop)
    first.kill()
    while workshop.pid in (None, first.pid):  # noqa: ASYNC110 (nor for this)
        await asyncio.sleep(0.01)
    process_of(workshop).kill()
    with pytest.raises(WorkerDiedError) as caught:
        await job
    assert caught.value.worth_retrying
    assert "ajob" in words_of(await pdf(workshop))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has idle tasks")
async def test_files_are_made_while_the_core_rests_or_else_with_a_little_of_it() -> (
    None
):
    workshop = Workshop(jobs=3)
    try:
        before = await pdf(workshop)
        assert policy_of(workshop) == (os.SCHED_IDLE, 19)
        workshop._shy = 0.2
        shy = process_of(workshop)
        shy.suspend()  # as it goes where others want all of the core
        assert await pdf(workshop) == before
        assert not shy.is_running()
        assert policy_of(workshop) == (os.SCHED_OTHER, 19)
        await pdf(workshop)
        await pdf(workshop)
        assert workshop.pid is None  # it has worked enough
        workshop._shy = 5
        await pdf(workshop)
        assert policy_of(workshop) == (os.SCHED_IDLE, 19)
    finally:
        await workshop.close()


async def test_memory_has_a_limit() -> None:
    workshop = Workshop(memory=90)
    try:
        with pytest.raises(NotMadeError):
            await pdf(workshop)
    finally:
        await workshop.close()


async def test_ten_thousand_notes_are_refused_at_once(workshop: Workshop) -> None:
    await pdf(workshop)
    first = workshop.pid
    notes = tuple(
        replace(SMALL.profile.notes[0], number=n, text="x" * 50) for n in range(10_000)
    )
    huge = replace(SMALL, profile=replace(SMALL.profile, notes=notes))
    with pytest.raises(TooMuchError) as caught:
        await pdf(workshop, huge)
    assert not caught.value.worth_retrying
    assert workshop.pid == first


async def test_one_that_is_not_waited_for_any_more_stops_working(
    workshop: Workshop,
) -> None:
    first = await halted(workshop)
    job = await under_way(workshop)
    job.cancel()
    await asyncio.wait([job])
    assert job.cancelled()
    assert not first.is_running()
    assert "ajob" in words_of(await pdf(workshop))


async def test_a_process_is_replaced_after_its_work_and_ends_when_idle() -> None:
    workshop = Workshop(jobs=2, idle=0.05)
    try:
        await pdf(workshop)
        first = process_of(workshop)
        await pdf(workshop)
        assert workshop.pid is None
        assert not first.is_running()
        await pdf(workshop)
        second = process_of(workshop)
        await let_go(workshop)
    finally:
        await workshop.close()
    assert not second.is_running()


async def test_a_process_that_has_grown_is_replaced() -> None:
    workshop = Workshop(grown=1)
    try:
        await pdf(workshop)
        assert workshop.pid is None
    finally:
        await workshop.close()


async def test_a_closed_workshop_leaves_no_process_and_makes_nothing(
    workshop: Workshop,
) -> None:
    first = await halted(workshop)
    job = await under_way(workshop)
    await workshop.close()
    with pytest.raises(WorkerDiedError):
        await job
    with pytest.raises(WorkerDiedError):
        await pdf(workshop)
    assert not first.is_running()


async def test_what_is_worked_out_while_a_sheet_is_handed_over_is_no_trouble(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Interviews go on in another thread, and ask the guide for the first time."""
    guide = load_guide(_KEPT.structure, _KEPT.words)
    hand_over = Structure.__getstate__

    def meanwhile(structure: Structure) -> dict[Any, Any]:
        assert guide.steps
        return hand_over(structure)

    monkeypatch.setattr(Structure, "__getstate__", meanwhile)
    assert await pdf(workshop, replace(SMALL, guide=guide))


def test_a_guide_that_is_handed_over_again_is_the_same_one() -> None:
    """Packing it took most of what handing a profile over took."""
    guide = load_guide(_KEPT.structure, _KEPT.words)
    once, again = (pickle.loads(pickle.dumps(guide)) for _ in range(2))
    assert once == guide
    assert once.steps == guide.steps
    assert again is once


async def test_the_process_is_given_no_secret(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "1:secret")
    await pdf(workshop)
    environment = process_of(workshop).environ()
    assert "1:secret" not in str(environment)
    assert set(environment) <= {"PYTHONPATH", "RAYON_NUM_THREADS", "LC_CTYPE"}


def test_the_process_stands_back_before_it_loads_what_it_works_with() -> None:
    """Loading takes half a second of the core on which the bot may be."""
    said = subprocess.run(
        [sys.executable, "-c", _STARTED],
        cwd=Path(__file__).parents[2],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stderr.split("\n")[:-1] == [
        "bot False",
        "bot.exports False",
        "bot.exports.worker_start False",
        "bot.exports.worker_process True",
    ]


_STARTED = """
import os, sys

class Watch:
    def find_spec(name, *_):
        if name.startswith(("bot", "conversations")):
            print(name, os.nice(0) == 19, file=sys.stderr)
            if name == "bot.exports.worker_process":
                sys.meta_path.remove(Watch)

def forbidden(*_):
    raise PermissionError("a sandbox allows no idle tasks")

sys.meta_path.insert(0, Watch)
os.sched_setscheduler = forbidden
from bot.exports import worker_start
worker_start.main(1024, 1, 1, 1)
"""


async def test_an_address_in_a_note_is_asked_for_nothing(workshop: Workshop) -> None:
    asked = []

    async def listen(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(writer.get_extra_info("peername"))
        writer.close()

    server = await asyncio.start_server(listen, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    address = f"http://127.0.0.1:{port}/picture.png"
    texts = [f'<img src="{address}">', f'#image("{address}")', address]
    async with server:
        files = await workshop.make(
            sheet_with(texts), [Format.PNG, Format.PDF, Format.SVG]
        )
    assert asked == []
    assert address in words_of(files[Format.PDF])
    assert b"/URI" not in files[Format.PDF]


@pytest.mark.parametrize("working", [False, True])
def test_the_process_ends_when_the_bot_is_killed(working: bool) -> None:
    """And says nothing about it: its log is that of a bot which is gone."""
    bot = subprocess.run(
        [sys.executable, "-c", _KILLED_BOT, *["working"] * working],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (bot.returncode, bot.stderr) == (-signal.SIGKILL, "")
    worker = int(bot.stdout)
    if psutil.pid_exists(worker):
        psutil.wait_procs([psutil.Process(worker)], timeout=10)
    assert not psutil.pid_exists(worker) or _is_a_zombie(worker)


def _is_a_zombie(pid: int) -> bool:
    return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


_KILLED_BOT = f"""
import asyncio, os, signal, sys
from bot.exports.formats import Format
from bot.exports.worker import Workshop
from tests.exports.test_workshop import SMALL

async def main():
    workshop = Workshop()
    await workshop.make(SMALL, [Format.SVG])
    print(workshop.pid, flush=True)
    if sys.argv[1:]:
        job = asyncio.create_task(workshop.make(SMALL, [Format.PNG]))
        await asyncio.sleep(0)  # it is handed over at once
    os.kill(os.getpid(), signal.{signal.SIGKILL.name})

asyncio.run(main())
"""


def test_the_bot_itself_never_loads_what_draws() -> None:
    code = (
        "import sys, bot.bootstrap, bot.exports.worker; print('typst' in sys.modules)"
    )
    said = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout == "False\n"
