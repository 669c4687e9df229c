"""/deletemydata in the middle of a class: by a student, and by who leads it."""

from __future__ import annotations

import pytest

from tests.bot.engine.engine import Engine, Updates
from tests.bot.engine.school import (
    TOM,
    School,
    newest,
    running,
    stored,
    students,
)
from tests.bot.engine.test_poison import set_aside

MIA, NED = students(2)

#: What Tom taps before it.
STATES = {
    "asking": (),
    "paused": ("⏸ Pause",),
    "collected": ("⏹ Time is up",),
    "revealed": ("👁 Reveal",),
    "starring": ("⏭", "⏭", "⏭"),
    "sorting": ("⏭", "⏭", "⏭", "⏭"),
    "voting": ("⏭", "⏭", "⏭", "⏭", "⏭"),
    "result": ("⏭", "⏭", "⏭", "⏭", "⏭", "⏭"),
    "finished": ("⏭", "⏭", "⏭", "⏭", "⏭", "⏭", "⏭"),
}


@pytest.fixture
def school(updates: Updates) -> School:
    return School(updates)


@pytest.mark.parametrize("kind", ["sqlite"])
@pytest.mark.parametrize("who", [MIA, TOM])
@pytest.mark.parametrize("state", STATES)
async def test_the_class_goes_on_without_a_word_of_who_has_it_deleted(
    engine: Engine, school: School, state: str, who: int
) -> None:
    exercise = await running(engine, school, MIA, NED)
    await engine.hears(school.taps(TOM, "✋ Join", in_group=True))
    for person, words in ((MIA, "canary of Mia"), (NED, "do the books")):
        await engine.hears(school.writes(person, words))
    await engine.hears(school.writes(TOM, "canary of Tom"))
    for label in STATES[state]:
        await engine.hears(school.taps(TOM, label))

    await engine.hears(school.writes(who, "/deletemydata"))
    await engine.hears(school.taps(who, "elete everything"))

    kept = await stored(engine, exercise)
    name = {MIA: "Student", TOM: "Tom"}[who]
    mine = f"canary of {'Mia' if who == MIA else 'Tom'}"
    assert mine not in str(kept)
    assert sum(name in each.name for each in kept.people.values()) == (who == MIA)
    assert await set_aside(engine) == []
    await engine.hears(school.writes(who, "hello again"))
    assert "hello again" not in str(await stored(engine, exercise))
    # Tom still leads the class, which he finds from the group.
    await engine.hears(school.begins())
    if state != "finished":
        await engine.hears(school.taps(TOM, "⋯ More"))
        assert "with this link" in newest(school.chats, TOM).text
    assert await set_aside(engine) == []
