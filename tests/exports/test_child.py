"""A process that is asked on its standard input, and answers on its output."""

from __future__ import annotations

import signal
import sys

import pytest

from bot.exports.child import Child

#: Says every byte again, and what its environment is; ends after "x".
ECHO = """
import os
os.write(1, os.environ["WORD"].encode())
while (said := os.read(0, 1)) != b"x":
    os.write(1, said)
"""


async def echo() -> Child:
    return await Child.begin([sys.executable, "-c", ECHO], {"WORD": "hello"})


async def test_it_is_asked_and_answers_and_is_ended() -> None:
    child = await echo()
    assert await child.read(5) == b"hello"
    await child.write(b"abc")
    assert await child.read(3) == b"abc"
    assert not child.has_ended
    assert await child.end() == -signal.SIGKILL
    assert child.has_ended


async def test_one_that_ends_by_itself_answers_no_more() -> None:
    child = await echo()
    await child.write(b"x")
    with pytest.raises(EOFError):
        await child.read(6)
    await child.end()
    assert child.has_ended


async def test_what_cannot_be_begun_leaves_nothing_open() -> None:
    with pytest.raises(OSError, match="no-such-program"):
        await Child.begin(["/no-such-program"], {})
