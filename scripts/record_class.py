"""Play the recorded class and write its story and all its files to a folder.

To be looked at before a release: `python -m scripts.record_class --to folder`.
"""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.bootstrap import running_bot
from bot.playground import Simulator, SteppedClock
from tests.bot.classes.recorded_class import RecordedClass
from tests.bot.conftest import settings_for


async def record() -> dict[str, bytes]:
    """Play the lesson on a database of its own; gives what came of it, by name."""
    clock = SteppedClock()
    with TemporaryDirectory() as kept:
        async with (
            Simulator(limits=None, clock=clock) as sim,
            running_bot(settings_for(sim, Path(kept)), clock=clock) as bot,
        ):
            sim.watch(lambda: bot.is_busy)
            tom = sim.person("Tom", "Teacher")
            await tom.starts()
            recorded = RecordedClass(sim, clock, tom)
            told = await recorded.plays()
    return {"class.md": told.encode(), **recorded.files}


def main() -> None:
    """Write it all to the folder that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, required=True, metavar="FOLDER")
    folder: Path = parser.parse_args().to
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in asyncio.run(record()).items():
        (folder / name).write_bytes(data)
        print(f"{folder / name}: {len(data) // 1000} kB")


if __name__ == "__main__":
    main()
