"""What our code fails on in a class is set aside; the class goes on, and others too."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Any

import pytest

from bot.classes import Classes
from bot.classes.classroom import Classroom, Steward, Visit
from bot.classes.people import People
from bot.outgoing import Outgoing
from bot.telegram.classes.render import TelegramClassRenderer
from bot.wording import wording_for
from conversations.exercise import effects as f
from conversations.exercise import events as x
from conversations.exercise.console_views import ShowMore
from tests.bot.engine.chats import Chats
from tests.bot.engine.conftest import ADA
from tests.bot.engine.engine import LIBRARY, Engine, Updates, begun, classes_of
from tests.bot.engine.school import (
    GROUP,
    LINKS,
    TOM,
    School,
    running,
    stored,
    students,
    texts,
)
from tests.bot.engine.test_poison import set_aside

MIA, NED, LEA = students(3)
POISON, UNDRAWABLE = "poison", "undrawable"
APOLOGY = classes_of().viewer.renderer.failed().text


class FailingSteward(Steward, frozen=True):
    """The real one, but it fails on a certain word."""

    def _turn(
        self, room: Classroom, visit: Visit, people: People, now: datetime
    ) -> Sequence[f.Effect]:
        if isinstance(visit.event, x.Answered) and visit.event.text == POISON:
            raise RuntimeError("a defect")
        return Steward._turn(self, room, visit, people, now)


class FailingRenderer(TelegramClassRenderer):
    """The real one, but it cannot draw a certain word, nor one of its screens."""

    def card(self, exercise: int, view: Any, *given: Any, **named: Any) -> Outgoing:
        if UNDRAWABLE in repr(view):
            raise RuntimeError("a defect")
        return super().card(exercise, view, *given, **named)

    def console(self, exercise: int, view: Any, *given: Any, **named: Any) -> Outgoing:
        if type(view) is ShowMore:
            raise RuntimeError("a defect")
        return super().console(exercise, view, *given, **named)

    def room(self, exercise: int, view: Any, *given: Any, **named: Any) -> Outgoing:
        if UNDRAWABLE in repr(view):
            raise RuntimeError("a defect")
        return super().room(exercise, view, *given, **named)


def failing() -> Classes:
    real = classes_of()
    renderer = FailingRenderer(LIBRARY, wording_for("en"), LINKS)
    viewer = type(real.viewer)(LIBRARY, renderer, real.viewer.rate)
    return Classes(FailingSteward(LIBRARY, renderer, LINKS), viewer, real.bot)


@pytest.fixture
async def engine(database: str, chats: Chats) -> AsyncIterator[Engine]:
    """An engine whose code for classes fails on two words."""
    engine = Engine(database, chats, classes=failing())
    await engine.start()
    yield engine
    await engine.crash()


@pytest.fixture
def school(updates: Updates) -> School:
    return School(updates)


def apologies(school: School, chat: int) -> int:
    return school.chats.screens[chat].texts().count(APOLOGY)


@pytest.mark.parametrize("word", [POISON, UNDRAWABLE])
async def test_what_one_writes_and_our_code_fails_on_hurts_nobody_else(
    engine: Engine, school: School, word: str
) -> None:
    """M11: before and after it in the batch, in another class and in an interview."""
    other = School(school.updates, GROUP - 1)
    exercise = await running(engine, school, MIA, NED)
    second = await running(engine, other, LEA)
    await begun(engine, school.updates, ADA, "Cafés")
    bad = school.writes(MIA, word)
    await engine.hears(
        school.writes(NED, "before"),
        other.writes(LEA, "elsewhere"),
        bad,
        school.updates.text(ADA, "an interview"),
        school.writes(NED, "after"),
    )
    assert await texts(engine, exercise) == ["before", "after"]
    assert await texts(engine, second) == ["elsewhere"]
    assert ("prio.jobs.tasks", "an interview") in await engine.notes(ADA)
    assert [(update, payload) for update, _, payload in await set_aside(engine)] == [
        (bad.update, bad.payload)
    ]
    assert [apologies(school, who) for who in (MIA, NED, LEA, TOM)] == [1, 0, 0, 0]
    await engine.hears(bad, school.writes(MIA, "better words"))
    assert await texts(engine, exercise) == ["before", "after", "better words"]
    assert "<b>2 of 2</b> have answered" in school.card.text
    assert apologies(school, MIA) == 1


async def test_what_is_said_in_the_group_beside_it_is_said_once(
    engine: Engine, school: School
) -> None:
    """Where a batch is gone through again, one by one, nothing comes twice."""
    exercise = await running(engine, school, MIA, NED)
    card = school.card_number
    engine.nods.clear()
    well = school.replies(NED, "well", card)
    lines = "\n".join(f"one of many {n}" for n in range(9))
    tap = school.taps(NED, "✓ Done")
    await engine.hears(
        well,
        school.replies(NED, lines, card),
        tap,
        school.writes(MIA, UNDRAWABLE),
        school.writes(MIA, "after"),
    )
    assert [nod.message for nod in engine.nods] == [well.message]
    answers = [a.query for a in engine.answers]
    assert answers.count(tap.tap or "") == 1
    shown = school.chats.screens[GROUP].history
    replies = [each for _, each in shown if each.replies_to is not None]
    assert len(replies) == len({each.replies_to for each in replies})
    assert "after" in await texts(engine, exercise)


async def test_a_tap_that_cannot_be_drawn_is_answered_once(
    engine: Engine, school: School, database: str
) -> None:
    """What is stored already cannot be shown: the tap counts for nothing."""
    exercise = await running(engine, school, MIA)
    await engine.crash()
    sound = Engine(database, school.chats)
    await sound.start()
    await sound.hears(school.writes(MIA, UNDRAWABLE))
    await sound.crash()
    await engine.start()
    engine.look_up = school.look_up
    engine.answers.clear()
    tap = school.taps(TOM, "👁 Reveal")
    await engine.hears(tap, school.taps(MIA, "✓ Done"))
    assert [a.query for a in engine.answers].count(tap.tap or "") == 1
    assert await texts(engine, exercise) == [UNDRAWABLE]


async def test_a_screen_that_cannot_be_drawn_holds_nobody_fast(
    engine: Engine, school: School
) -> None:
    """The console is what it was before."""
    exercise = await running(engine, school, MIA)
    await engine.hears(school.taps(TOM, "⋯ More"))
    assert apologies(school, TOM) == 1
    await engine.hears(school.taps(TOM, "⏭ Next"))
    assert (await stored(engine, exercise)).place.step == 1
    assert apologies(school, TOM) == 1
