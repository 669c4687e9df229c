"""Memory that pictures took goes back to the system, not into a heap full of holes."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

_PICTURES = """
import resource
import sys
from pathlib import Path
from bot.memory import settle_memory

def held():
    pages = Path("/proc/self/statm").read_text().split()[1]
    return int(pages) * resource.getpagesize()

if sys.argv[1] == "settled":
    settle_memory()
notes, before = [], held()
for _ in range(2):
    pictures = []
    for _ in range(100):
        pictures.append(bytearray(300_000))
        notes.append(bytearray(1_000))
    del pictures
print(held() - before)
"""


def _left(how: str) -> int:
    command = [sys.executable, "-c", _PICTURES, how]
    return int(subprocess.check_output(command, text=True))


@pytest.mark.skipif(
    platform.libc_ver()[0] != "glibc", reason="it is the GNU C library that is tuned"
)
def test_what_pictures_took_is_given_back() -> None:
    assert _left("settled") < 2_000_000
    assert _left("as it comes") > 20_000_000, "not needed any more"
