"""How the process treats memory: set once, before there is anything in it."""

from __future__ import annotations

import ctypes
import gc
import sys

#: How many new objects make the collector look for circles of garbage. By default
#: it does after 700, which under load is a sixth of all the work, for nothing.
GARBAGE_ROUND = 50_000

#: Bytes from which on a piece of memory goes back to the system when it is free: a
#: picture is larger, hardly anything else is.
LARGE = 128 * 1024

# malloc.h of the GNU C library.
_M_MMAP_THRESHOLD = -3
_M_ARENA_MAX = -8


def settle_memory() -> None:
    """Collect garbage in large rounds, and give back what pictures took.

    By itself the C library gives each thread a heap of its own, and keeps large pieces
    once some were freed; threads that take turns, as ours do, gain nothing by that.
    """
    gc.set_threshold(GARBAGE_ROUND)
    if sys.platform == "linux":
        tune = getattr(ctypes.CDLL(None), "mallopt", None)  # musl has none
        if tune is not None:
            tune(_M_ARENA_MAX, 1)
            tune(_M_MMAP_THRESHOLD, LARGE)
