"""Starts the worker process: it stands back first, and loads what it works with then.

Loading takes half a second of a core, which people who write to the bot would wait
for. So nothing of ours may be imported before.
"""

from __future__ import annotations

import contextlib
import os
import resource
import sys

MIB = 1024 * 1024


def _stand_back(memory: int, *, is_idle: bool) -> None:
    """Take less than the bot, and die rather than take the machine's memory (MiB).

    Who is nice still keeps a core for a tick of the clock now and then, and gets a
    hundredth of one that others want; an idle task has only what nobody wants
    (sched(7), "SCHED_IDLE"; Linux only).
    """
    resource.setrlimit(resource.RLIMIT_AS, (memory * MIB, memory * MIB))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # people's words stay in memory
    os.nice(19)  # people who write to the bot go first
    if is_idle and hasattr(os, "SCHED_IDLE"):
        with contextlib.suppress(OSError):  # where a sandbox forbids it, nice will do
            os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
    # Ctrl-C is for the bot, which then ends us. A session of our own would do that
    # too, but Linux gives sessions equal shares of a core, however nice they are
    # (sched(7), "The autogroup feature").
    os.setpgrp()


def main(memory: int, work: int, time: int, is_idle: int) -> None:
    """Stand back, and serve; see `bot.exports.worker_process`."""
    _stand_back(memory, is_idle=bool(is_idle))
    from bot.exports import worker_process

    worker_process.main(work, time)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
