"""A class at the engine: what comes twice, what dies half-way, and what races."""

from __future__ import annotations

import asyncio
import itertools
import random
from collections.abc import Callable, Iterator
from functools import partial

import pytest

from bot.arrivals import Arrival
from conversations.exercise.exercise import Standing
from conversations.exercise.states import State
from storage import UnitOfWork
from tests.bot.engine.engine import Engine, Updates
from tests.bot.engine.school import (
    GROUP,
    TOM,
    ZOE,
    School,
    newest,
    numbers,
    opened,
    running,
    stored,
    students,
    texts,
)
from tests.bot.engine.test_poison import set_aside
from tests.transactions import column_of

MIA, NED = students(2)

ON_SQLITE = pytest.mark.parametrize("kind", ["sqlite"])

Step = Callable[[], Arrival]


@pytest.fixture
def school(updates: Updates) -> School:
    return School(updates)


def lesson(school: School) -> Iterator[Step]:
    """A class from its first card to its second, step by step."""
    for person in (MIA, NED):
        yield partial(school.taps, person, "✋ Join", in_group=True)
    yield lambda: school.taps(TOM, "▶ Start")
    yield lambda: school.writes(MIA, "order beans\nkeep the queue short")
    yield lambda: school.writes(NED, "do the books")
    yield lambda: school.taps(NED, "✓ Done")
    yield lambda: school.taps(TOM, "⏹ Time is up")
    yield lambda: school.taps(TOM, "👁 Reveal")
    yield lambda: school.taps(TOM, "⏭ Next")
    yield lambda: school.writes(MIA, "beans arrive stale")


LESSON = ["order beans", "keep the queue short", "do the books", "beans arrive stale"]


async def check_lesson(engine: Engine, school: School, exercise: int) -> None:
    """All of it counted once, and everybody sees that."""
    kept = await stored(engine, exercise)
    assert [note.text for note in kept.notes.values()] == LESSON
    assert (kept.place.step, len(kept.people)) == (1, 2)
    assert "card 2 of" in school.card.text
    assert "<b>1 of 2</b> have answered" in school.card.text
    assert "✓ beans arrive stale" in newest(school.chats, MIA).text
    assert "card 2 of" in newest(school.chats, NED).text
    assert await set_aside(engine) == []


async def test_every_update_again_changes_nothing(
    engine: Engine, school: School
) -> None:
    """Twice in a batch, right after it, and all of them once more at the end."""
    exercise = await opened(engine, school)
    await engine.hears(school.starts(MIA), school.starts(NED))
    made = []
    for step in lesson(school):
        made.append(step())
        await engine.hears(made[-1], made[-1])
        await engine.hears(made[-1])
    await check_lesson(engine, school, exercise)
    calls = len(school.chats.calls)
    engine.answers.clear()
    await engine.hears(*made)
    await check_lesson(engine, school, exercise)
    assert len(school.chats.calls) == calls
    assert len(engine.answers) == len([each for each in made if each.tap])


def _dies(uow: UnitOfWork) -> None:
    raise asyncio.CancelledError


async def _dies_before_the_commit(engine: Engine, arrival: Arrival) -> None:
    engine.storage.before_commit = _dies
    came = asyncio.ensure_future(engine.door.submit([arrival]))
    await asyncio.wait([engine.at_door])
    came.cancel()
    await engine.restart()


async def _dies_after_the_commit(engine: Engine, arrival: Arrival) -> None:
    engine.door._on_commit = lambda aftermath: None
    await engine.door.submit([arrival])
    await engine.restart()


async def _dies_while_it_is_sent(engine: Engine, arrival: Arrival) -> None:
    engine.chats.open.clear()
    calls = len(engine.chats.calls)
    await engine.door.submit([arrival])
    for _ in range(100):
        if len(engine.chats.calls) > calls:
            break
        await asyncio.sleep(0)
    await engine.crash()
    engine.chats.open.set()
    await engine.start()


@ON_SQLITE
@pytest.mark.parametrize(
    "dies", [_dies_before_the_commit, _dies_after_the_commit, _dies_while_it_is_sent]
)
async def test_a_class_goes_on_though_the_bot_dies_at_each_step(
    engine: Engine, school: School, dies: Callable[[Engine, Arrival], object]
) -> None:
    """Telegram brings again what was not confirmed; nobody does anything twice."""
    exercise = await opened(engine, school)
    await engine.hears(school.starts(MIA), school.starts(NED))
    for step in lesson(school):
        arrival = step()
        await dies(engine, arrival)  # type: ignore[misc]
        await engine.hears(arrival)
    await check_lesson(engine, school, exercise)


# --- clocks -------------------------------------------------------------------


async def test_a_timer_that_was_due_while_the_bot_was_down_counts_once_and_last(
    engine: Engine, school: School
) -> None:
    """Z02: what was written in time counts, although it comes after the end."""
    exercise = await running(engine, school, MIA)
    rows = await engine.service.timers()
    in_time = school.writes(MIA, "order beans")
    await engine.crash()
    school.chats.clock.advance(minutes=30)
    late = school.writes(MIA, "far too late")
    await engine.start()
    assert await engine.service.timers() == rows
    await engine.hears(in_time, late)
    await engine.wakes()
    kept = await stored(engine, exercise)
    assert kept.state is State.COLLECTED
    assert [(n.text, n.standing) for n in kept.notes.values()] == [
        ("order beans", Standing.WRITTEN),
        ("far too late", Standing.PARKED),
    ]
    assert await engine.service.timers() == ()
    calls = len(school.chats.calls)
    await engine.wakes()
    assert len(school.chats.calls) == calls


@pytest.mark.parametrize("first", ["the answer", "the timer", "both at once"])
async def test_an_answer_meets_the_end_of_its_time(
    engine: Engine, school: School, first: str
) -> None:
    """Z03: when it was written decides, not which of them comes first."""
    exercise = await running(engine, school, MIA)
    in_time = school.writes(MIA, "order beans")
    school.chats.clock.advance(minutes=30)
    late = school.writes(MIA, "far too late")
    if first == "the answer":
        await engine.hears(in_time, late)
        await engine.wakes()
    elif first == "the timer":
        await engine.wakes()
        await engine.hears(in_time, late)
    else:
        submitted = asyncio.ensure_future(engine.hears(in_time, late))
        await engine.wakes()
        await submitted
    kept = await stored(engine, exercise)
    assert kept.state is State.COLLECTED
    assert [(n.text, n.standing) for n in kept.notes.values()] == [
        ("order beans", Standing.WRITTEN),
        ("far too late", Standing.PARKED),
    ]


async def test_a_timer_of_a_card_that_was_left_ends_nothing(
    engine: Engine, school: School
) -> None:
    """Z03: Next came first; the time that is up was that of another card."""
    exercise = await running(engine, school, MIA)
    old = max(row.due_at for row in await engine.service.timers())
    school.chats.clock.advance(minutes=1)
    await engine.hears(school.taps(TOM, "⏭ Next"))
    while school.chats.clock.now() < old:
        school.chats.clock.advance(seconds=10)
    await engine.wakes()
    assert (await stored(engine, exercise)).state is State.ASKING


# --- who may steer ------------------------------------------------------------


async def zoe_steers(engine: Engine, school: School) -> int:
    """The first card is on; Zoe administers the group too, and sees the console."""
    school.admins = frozenset({TOM, ZOE})
    exercise = await running(engine, school, MIA)
    await engine.hears(school.starts(ZOE))
    await engine.hears(school.begins(ZOE))
    return exercise


async def test_who_lost_the_role_is_refused_when_it_is_looked_up(
    engine: Engine, school: School
) -> None:
    """K05: the tap waits for the look-up, and counts for nothing after it."""
    exercise = await zoe_steers(engine, school)
    school.admins = frozenset({TOM})
    school.chats.clock.advance(minutes=2)
    await engine.hears(school.taps(ZOE, "⏭ Next"))
    assert (await stored(engine, exercise)).place.step == 0
    assert "those who lead" in engine.answers[-1].text


async def test_while_it_cannot_be_looked_up_those_count_who_were_known(
    engine: Engine, school: School
) -> None:
    """K05: a class does not stop because Telegram does not answer."""
    exercise = await zoe_steers(engine, school)
    school.admins = None
    school.chats.clock.advance(minutes=2)
    await engine.hears(school.taps(ZOE, "⏭ Next"))
    assert (await stored(engine, exercise)).place.step == 1
    await engine.hears(school.data(NED, school.button("⏭ Next", ZOE)))
    assert (await stored(engine, exercise)).place.step == 1


async def test_a_tap_on_a_long_console_waits_for_the_look_up_like_any_other(
    engine: Engine, school: School
) -> None:
    """Telegram brings the whole console along."""
    exercise = await zoe_steers(engine, school)
    school.chats.clock.advance(minutes=2)
    console = "".join(random.Random(1).choices("абвгдежзиклмнопрст", k=4096))
    tap = school.data(ZOE, school.button("⏭ Next", ZOE), under=console)
    await engine.hears(tap)
    assert (await stored(engine, exercise)).place.step == 1
    assert await set_aside(engine) == []


async def test_a_look_up_that_takes_long_holds_nobody_up_and_moves_on_once(
    engine: Engine, school: School
) -> None:
    """K05: meanwhile Tom taps Next too, and the bot dies; it is one step."""
    exercise = await zoe_steers(engine, school)
    school.chats.clock.advance(minutes=2)
    hers, his = school.taps(ZOE, "⏭ Next"), school.taps(TOM, "⏭ Next")
    await engine.door.submit([hers])
    assert len(engine.look_ups) == 1
    await engine.door.submit([his, school.writes(MIA, "in between")])
    assert (await stored(engine, exercise)).place.step == 1
    await engine.restart()
    await engine.rests()
    assert (await stored(engine, exercise)).place.step == 1
    assert await texts(engine, exercise) == ["in between"]
    assert [each.query for each in engine.answers].count(hers.tap or "") == 1


async def test_who_hosts_and_leaves_hands_over_to_an_admin(
    engine: Engine, school: School
) -> None:
    """K05: and comes back as nobody in particular."""
    exercise = await zoe_steers(engine, school)
    host = (await stored(engine, exercise)).host
    school.admins = frozenset({ZOE})
    await engine.hears(school.leaves(TOM))
    assert (await stored(engine, exercise)).host != host
    school.chats.clock.advance(minutes=2)
    await engine.hears(school.taps(ZOE, "⏭ Next"))
    await engine.hears(school.data(TOM, school.button("⏭ Next", ZOE)))
    assert (await stored(engine, exercise)).place.step == 1


# --- groups -------------------------------------------------------------------

THERE = -100777


@pytest.mark.parametrize(
    "order",
    list(itertools.permutations(("told here", "told there", "somebody writes"))),
    ids=" - ".join,
)
async def test_a_group_that_moved_is_one_group(
    engine: Engine, school: School, order: tuple[str, ...]
) -> None:
    """K01: with one history, in whatever order it is told."""
    exercise = await running(engine, school, MIA)
    school.chats.moved[GROUP] = THERE
    there = School(school.updates, THERE)
    for what in order:
        match what:
            case "told here":
                await engine.hears(school.moves(THERE))
            case "told there":
                await engine.hears(school.moves(THERE, told_there=True))
            case _:
                await engine.hears(there.begins(NED))
    await engine.hears(school.writes(MIA, "order beans"))
    await engine.hears(school.taps(TOM, "⏹ Time is up"))
    await engine.hears(school.taps(TOM, "👁 Reveal"))
    assert "order beans" in there.card.text
    await engine.hears(there.taps(NED, "✋ Join", in_group=True))
    assert len((await stored(engine, exercise)).people) == 2


async def test_what_was_queued_goes_to_the_new_group(
    engine: Engine, school: School
) -> None:
    """K01: only the error of a send says that the group has moved."""
    exercise = await running(engine, school, MIA)
    school.chats.open.clear()
    school.chats.moved[GROUP] = THERE
    await engine.door.submit([school.taps(TOM, "⏭ Next")])
    await engine.door.submit([school.writes(MIA, "beans arrive stale")])
    school.chats.open.set()
    await engine.rests()
    there = School(school.updates, THERE)
    assert "card 2 of" in there.card.text
    assert "<b>1 of 1</b> have answered" in there.card.text
    await engine.hears(there.taps(NED, "✋ Join", in_group=True))
    assert len((await stored(engine, exercise)).people) == 2


async def test_answers_never_cross_between_two_classes(
    engine: Engine, school: School
) -> None:
    """K07: Mia is in both; what she writes belongs to what she sees."""
    other = School(school.updates, GROUP - 1)
    first = await running(engine, school, MIA, NED)
    second = await running(engine, other, MIA)
    both = {first: ["in both"], second: []}
    await engine.hears(school.replies(MIA, "in both", school.card_number))
    for turn, (where, exercise) in enumerate([(school, first), (other, second)] * 2):
        code = f"e:{exercise}:J"
        await engine.hears(where.data(MIA, code, in_group=True))
        await engine.hears(school.follows(MIA, exercise))
        words = f"hers {turn}"
        await engine.hears(school.writes(MIA, words))
        both[exercise].append(words)
    stranger = other.data(MIA, f"e:{first}:n:0", in_group=True)
    await engine.hears(stranger)
    for exercise, wanted in both.items():
        assert await texts(engine, exercise) == wanted
    assert await numbers(engine) == [first, second]


@ON_SQLITE
async def test_what_many_set_up_keeps_nobody_off_and_one_is_on_at_a_time(
    engine: Engine, school: School
) -> None:
    pupils = students(20)
    await opened(engine, school)
    [first] = await numbers(engine)
    await engine.hears(school.taps(TOM, "✏️ Change the set-up"))
    for pupil in pupils:
        await engine.hears(school.starts(pupil))
        await engine.hears(school.begins(pupil))
    assert len(await numbers(engine)) == 21
    await engine.hears(school.taps(TOM, "Open for joining"))
    before = len(school.chats.screens[GROUP].messages)
    for pupil in pupils:
        await engine.hears(school.taps(pupil, "Open for joining"))
        await engine.hears(school.begins(pupil))
    assert "Another exercise is on" in engine.answers[-1].text
    assert len(await numbers(engine)) == 21
    shown = list(school.chats.screens[GROUP].messages.values())[before:]
    assert all("An exercise is on here already" in m.text for m in shown)
    await engine.hears(school.taps(pupils[0], "✋ Join", in_group=True))
    assert len((await stored(engine, first)).people) == 1


@ON_SQLITE
async def test_who_lost_the_role_while_writing_is_shown_no_console(
    engine: Engine, school: School
) -> None:
    school.admins = frozenset({TOM, ZOE})
    exercise = await running(engine, school, MIA, NED)
    await engine.hears(school.starts(ZOE))
    await engine.hears(school.begins(ZOE))
    await engine.hears(school.writes(MIA, "canary"))
    await engine.hears(school.taps(TOM, "⏹ Time is up"))
    await engine.hears(school.taps(ZOE, "⋯ More"))
    await engine.hears(school.taps(ZOE, "Note for the room"))
    school.admins = frozenset({TOM})
    engine.clock.advance(minutes=2)

    await engine.hears(school.writes(ZOE, "too dear"))

    assert "too dear" not in await texts(engine, exercise)
    shown = school.chats.screens[ZOE].messages.values()
    assert not [b for m in shown for row in m.keyboard for b in row if "e:" in b.data]
    assert any("You do not lead this exercise any more" in m.text for m in shown)
    assert not any("canary" in m.text for m in shown)


@ON_SQLITE
async def test_what_an_admin_writes_after_a_while_is_still_what_it_was_asked_for(
    engine: Engine, school: School
) -> None:
    school.admins = frozenset({TOM, ZOE})
    exercise = await running(engine, school, MIA, NED)
    await engine.hears(school.starts(ZOE))
    await engine.hears(school.begins(ZOE))
    await engine.hears(school.taps(ZOE, "⋯ More"))
    await engine.hears(school.taps(ZOE, "Note for the room"))
    engine.clock.advance(minutes=2)

    await engine.hears(school.writes(ZOE, "too dear"))

    assert await texts(engine, exercise) == ["too dear"]
    assert "✓ Saved" in newest(school.chats, ZOE).text


async def test_a_look_up_under_way_counts_though_the_group_moves_meanwhile(
    engine: Engine, school: School
) -> None:
    """K01: it was asked for in the new group before that was known to be the same."""
    there = School(school.updates, THERE)
    engine.look_up = school.look_up
    await engine.door.submit([school.writes(NED, "hello"), school.begins(NED)])
    await engine.rests()
    await engine.door.submit([there.begins(TOM)])
    assert len(engine.look_ups) == 1
    await engine.door.submit([school.moves(THERE)])
    await engine.rests()
    looked_up = await column_of(engine.storage, "SELECT admins_at FROM exercises")
    assert len(looked_up) == 2
    assert None not in looked_up
