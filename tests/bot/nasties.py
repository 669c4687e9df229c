"""Texts that broke one program or another, out of nasties.txt."""

from __future__ import annotations

import re
from pathlib import Path

_ESCAPE = re.compile(r"\\(?:u[0-9a-f]{4}|U[0-9a-f]{8}|x[0-9a-f]{2}|t|\\)")


def _read(line: str) -> str:
    return _ESCAPE.sub(lambda found: found[0].encode().decode("unicode_escape"), line)


#: One text each line; lines that begin with # explain.
NASTIES = tuple(
    _read(line)
    for line in (Path(__file__).parent / "nasties.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("# ")
)
