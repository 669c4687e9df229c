"""Runs the bot with the packages that it is installed with, and no others.

`python -m benchmarks.as_installed run` is `python -m bot run` without what only
development brings: httpx and python-telegram-bot import rich and cryptography where
they are there, a seventh of the bot's memory that nobody pays who installs it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

_LOCK = Path(__file__).resolve().parent.parent / "requirements.lock"


def _installed() -> set[str]:
    """The packages that the lock of a release names."""
    text = _LOCK.read_text(encoding="utf-8")
    return set(re.findall(r"^([\w.-]+)(?:\[[\w,-]+\])?==", text, re.MULTILINE))


def _only_developed_with() -> Iterator[str]:
    """Modules that come with none of those packages."""
    installed = _installed()
    for module, packages in packages_distributions().items():
        names = {re.sub(r"[-_.]+", "-", name).lower() for name in packages}
        if not names & installed and module not in sys.modules and module != "bot":
            yield module


def main() -> int:
    """Run the bot's command line."""
    sys.modules.update(dict.fromkeys(_only_developed_with()))  # type: ignore[arg-type]
    from bot.cli import main as bot

    return bot()


if __name__ == "__main__":
    sys.exit(main())
