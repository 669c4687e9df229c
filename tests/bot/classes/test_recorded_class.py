"""A whole lesson as people see it, kept in docs/transcripts/class.md."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.bootstrap import RunningBot
from bot.playground import Person, Simulator, SteppedClock
from tests.bot.classes.recorded_class import RecordedClass, written


@pytest.fixture
def clock() -> SteppedClock:
    """A morning on which the lesson is played every time."""
    return SteppedClock()


async def test_a_lesson_of_thirty(
    bot: RunningBot,
    sim: Simulator,
    clock: SteppedClock,
    tom: Person,
    tmp_path: Path,
) -> None:
    recorded = RecordedClass(sim, clock, tom)
    try:
        text = await recorded.plays()
    finally:
        Path("/tmp/record/story.md").write_text(recorded.story.text)
    written(Path("/tmp/record/files"), recorded)
