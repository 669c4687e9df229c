"""/deletemydata: everything of a person is gone at once, and nothing brings it back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.errands import Finished
from bot.exports.gathering import NAME, Gatherer
from bot.housekeeping import Housekeeper
from bot.telegram.callback_data import encode
from conversations.interview import effects as f
from conversations.interview import events as e
from conversations.interview.menu import UNDO_HOURS
from conversations.interview.session import Session
from storage import UnitOfWork, tables
from storage.tables import metadata
from tests.bot.engine.chats import Chats
from tests.bot.engine.conftest import ADA, BOB
from tests.bot.engine.engine import (
    BOT,
    Engine,
    FailingRenderer,
    Updates,
    begun,
    nothing,
)
from tests.bot.engine.test_forgetting import (
    CANARY,
    POISON,
    confided,
    is_in_files,
    tables_with_canary,
)
from tests.conversations.classroom import a_class
from tests.transactions import column_of, rows_of

DIFFERENT = "Cafés"


@pytest.fixture
async def engine(database: str, chats: Chats) -> AsyncIterator[Engine]:
    """An engine whose code fails on one word."""
    engine = Engine(database, chats, renderer=FailingRenderer(POISON))
    await engine.start()
    yield engine
    await engine.crash()


async def clean(engine: Engine, retention_days: int | None = None) -> None:
    await Housekeeper(engine.storage, engine.clock, retention_days).clean()


async def asked(engine: Engine, updates: Updates, chat: int) -> None:
    await engine.hears(updates.command(chat, e.Command.DELETEMYDATA))


async def chats_known(engine: Engine) -> set[int]:
    """The chats that some table knows the number of."""
    query = "SELECT telegram_id FROM chat_aliases"
    return set(await column_of(engine.storage, query))


async def test_everything_is_gone_with_the_tap(
    engine: Engine, updates: Updates, tmp_path: Path
) -> None:
    await confided(engine, updates, ADA)
    await engine.hears(updates.data(ADA, encode(e.BeginTapped(2))))
    await engine.hears(updates.text(ADA, f"more {CANARY}"))
    await asked(engine, updates, ADA)
    yes = updates.tap(ADA, "Yes, delete everything")
    await engine.hears(updates.data(ADA, encode(e.ProfileTapped(1))))
    engine.chats.open.clear()  # what is said now waits in the outbox
    await engine.door.submit([updates.command(ADA, e.Command.SUMMARY)])
    assert await tables_with_canary(engine) == {
        *("profiles", "notes", "conversations", "quarantine", "outbox")
    }

    await engine.door.submit([yes])
    assert await tables_with_canary(engine) == set()
    await clean(engine)
    assert not is_in_files(tmp_path)
    engine.chats.open.set()
    await engine.delivery.idle()
    assert await tables_with_canary(engine) == set()
    assert "you wrote here is deleted" in engine.chats.screens[ADA].texts()[-1]


async def test_no_profile_comes_back_by_an_old_button_or_an_edit(
    engine: Engine, updates: Updates
) -> None:
    await confided(engine, updates, ADA)
    await asked(engine, updates, ADA)
    old = [button.data for button in engine.chats.screens[ADA].buttons()]
    await engine.hears(updates.tap(ADA, "Yes, delete everything"))
    await engine.hears(updates.edited(ADA, 2, "something else"))
    for data in (*old, encode(e.UndeleteTapped(1)), encode(e.ResumeTapped(1))):
        await engine.hears(updates.data(ADA, data))
    session = await engine.session(ADA)

    assert await tables_with_canary(engine) == set()
    assert (session.shelf, session.current) == ({}, None)


async def test_the_button_counts_once(engine: Engine, updates: Updates) -> None:
    await begun(engine, updates, ADA, CANARY)
    await asked(engine, updates, ADA)
    yes = updates.tap(ADA, "Yes, delete everything")
    await engine.hears(yes)
    await engine.hears(updates.tap(ADA, "Start"))
    await engine.hears(updates.text(ADA, DIFFERENT))
    await engine.hears(updates.data(ADA, str(yes.raw).partition(": ")[2]))

    assert engine.answers[-1].text.startswith("This button belongs to an earlier step")
    assert [line.name for line in (await engine.session(ADA)).kept] == [DIFFERENT]


async def test_who_begins_again_in_the_same_batch_begins_anew(
    engine: Engine, updates: Updates
) -> None:
    """Text, deletion and a new beginning, all applied in one transaction."""
    await begun(engine, updates, ADA, CANARY)
    await asked(engine, updates, ADA)
    number = (await engine.session(ADA)).next_number
    await engine.hears(
        updates.text(ADA, f"{CANARY} {POISON}"),
        updates.tap(ADA, "Yes, delete everything"),
        updates.data(ADA, encode(e.BeginTapped(number + 1))),
        updates.text(ADA, DIFFERENT),
    )
    session = await engine.session(ADA)

    assert await tables_with_canary(engine) == set()
    assert [line.name for line in session.kept] == [DIFFERENT]
    assert CANARY not in engine.chats.screens[ADA].texts()[-1]


async def test_what_was_under_way_does_not_come_after_it(
    engine: Engine, updates: Updates
) -> None:
    """U11: replies that Telegram had not taken yet are not sent any more."""
    await begun(engine, updates, ADA, CANARY)
    await asked(engine, updates, ADA)
    engine.chats.open.clear()  # from here on nothing gets through
    await engine.door.submit([updates.command(ADA, e.Command.SUMMARY)])
    await engine.door.submit([updates.text(ADA, f"feed the {CANARY}")])
    await engine.door.submit([updates.command(ADA, e.Command.SUMMARY)])
    under_way = engine.chats.calls[-1][2]
    await engine.door.submit([updates.tap(ADA, "Yes, delete everything")])
    seen = len(engine.chats.screens[ADA].history)
    engine.chats.open.set()
    await engine.delivery.idle()
    said = [shown for _, shown in engine.chats.screens[ADA].history[seen:]]

    assert [shown for shown in said if CANARY in shown.text] in ([], [under_way])
    assert "Everything you wrote here is deleted" in said[-1].text
    assert await tables_with_canary(engine) == set()


@pytest.mark.parametrize("together", [True, False])
async def test_who_deletes_everything_while_it_is_gathered_gets_no_file(
    engine: Engine, updates: Updates, tmp_path: Path, together: bool
) -> None:
    """U11: the file is there after the deletion, or comes in with it."""
    await begun(engine, updates, ADA, CANARY)
    await engine.hears(updates.command(ADA, e.Command.MYDATA))
    await asked(engine, updates, ADA)
    (errand,) = await engine.service.unfinished()
    gatherer = Gatherer(engine.storage, BOT)
    result = await gatherer.do(errand)
    assert CANARY.encode() in result.files[0].content
    finished = Finished(errand, result, gatherer.failure(f.Gather()))
    yes = updates.tap(ADA, "Yes, delete everything")
    if together:
        await engine.service.apply([yes, finished])
    else:
        await engine.service.apply([yes])
        await engine.service.apply([finished])

    assert await engine.service.unfinished() == ()
    assert await rows_of(engine.storage, select(tables.files)) == []
    waiting = await column_of(engine.storage, select(tables.outbox.c.payload))
    assert [row for row in waiting if NAME in row] == []
    assert await tables_with_canary(engine) == set()
    await clean(engine)
    assert not is_in_files(tmp_path)


async def test_a_crash_while_it_is_deleted_leaves_all_or_nothing(
    engine: Engine, updates: Updates
) -> None:
    """C11: Telegram brings the tap again, and then it is done."""

    class DiedError(Exception):
        pass

    def dies(uow: UnitOfWork) -> None:
        raise DiedError

    await confided(engine, updates, ADA)
    await asked(engine, updates, ADA)
    before = await tables_with_canary(engine)
    yes = updates.tap(ADA, "Yes, delete everything")
    engine.storage.before_commit = dies
    with pytest.raises(DiedError):
        await engine.service.apply([yes])
    assert await tables_with_canary(engine) == before
    engine.storage.before_commit = nothing

    await engine.restart()
    await engine.hears(yes)
    assert await tables_with_canary(engine) == set()


async def test_after_a_day_not_even_the_chat_is_known(
    engine: Engine, updates: Updates
) -> None:
    for chat in (ADA, BOB):
        await begun(engine, updates, chat, CANARY)
        await asked(engine, updates, chat)
        await engine.hears(updates.tap(chat, "Yes, delete everything"))
    await engine.hears(updates.tap(BOB, "Start"))
    await engine.hears(updates.text(BOB, DIFFERENT))
    engine.clock.advance(hours=UNDO_HOURS, minutes=1)
    await clean(engine)
    assert await chats_known(engine) == {BOB}
    assert [line.name for line in (await engine.session(BOB)).kept] == [DIFFERENT]

    await engine.hears(updates.command(ADA, e.Command.START))
    assert await engine.session(ADA) == Session()


async def test_what_another_person_wrote_stays(
    engine: Engine, updates: Updates
) -> None:
    for chat in (ADA, BOB):
        await confided(engine, updates, chat)
    await asked(engine, updates, ADA)
    before = await engine.session(BOB)
    await asyncio.gather(
        engine.hears(updates.tap(ADA, "Yes, delete everything")),
        engine.hears(updates.command(BOB, e.Command.HELP)),
    )
    assert await engine.session(BOB) == before
    assert (await engine.conversation(BOB)).slots != ""


# --- profiles that nobody touches ---------------------------------------------------


async def test_what_nobody_touches_is_deleted_as_its_owner_would(
    engine: Engine, updates: Updates, tmp_path: Path
) -> None:
    await begun(engine, updates, ADA, CANARY)
    await begun(engine, updates, BOB, "Bakers")
    engine.clock.advance(hours=24 * 60)
    await engine.hears(updates.text(BOB, "bake at night"))
    engine.clock.advance(hours=24 * 31)
    await clean(engine, retention_days=90)
    (left,) = (await engine.session(ADA)).deleted
    assert (left.name, (await engine.session(ADA)).current) == (CANARY, None)
    assert [line.name for line in (await engine.session(BOB)).kept] == ["Bakers"]

    await engine.hears(updates.text(ADA, "am I still asked?"))
    assert CANARY not in engine.chats.screens[ADA].texts()[-1]
    engine.clock.advance(hours=UNDO_HOURS, minutes=1)
    await clean(engine, retention_days=90)
    assert await tables_with_canary(engine) == set()
    assert not is_in_files(tmp_path)
    await engine.hears(updates.command(ADA, e.Command.START))


async def test_it_can_be_brought_back_for_some_hours(
    engine: Engine, updates: Updates
) -> None:
    await begun(engine, updates, ADA, CANARY)
    engine.clock.advance(hours=24 * 91)
    await clean(engine, retention_days=90)
    await engine.hears(updates.data(ADA, encode(e.UndeleteTapped(1))))
    await clean(engine, retention_days=90)

    assert [line.name for line in (await engine.session(ADA)).kept] == [CANARY]


async def test_without_a_limit_everything_is_kept(
    engine: Engine, updates: Updates
) -> None:
    await begun(engine, updates, ADA, CANARY)
    engine.clock.advance(hours=24 * 3650)
    await clean(engine)

    assert [line.name for line in (await engine.session(ADA)).kept] == [CANARY]


async def test_an_exercise_that_nobody_touches_is_removed_only_if_there_is_a_limit(
    engine: Engine,
) -> None:
    room, _, (ada,) = a_class(CANARY)
    ada.sends(f"feed the {CANARY}")

    def begin(uow: UnitOfWork) -> None:
        place = uow.places(BOT, {(-1, 0)})[-1, 0]
        uow.begin_exercise(place.id, "7b", room.exercise, engine.clock.now())

    await engine.storage.transact(begin)
    engine.clock.advance(hours=24 * 91)
    await clean(engine)
    assert await tables_with_canary(engine) == {"participants", "exercise_notes"}
    await clean(engine, retention_days=90)
    assert await tables_with_canary(engine) == set()


def test_every_table_with_words_belongs_to_a_conversation() -> None:
    """So it goes with it; a new table has to say whose its rows are."""
    owned = {
        table.name
        for table in metadata.sorted_tables
        for key in table.foreign_keys
        if key.ondelete == "CASCADE"
    }
    assert set(metadata.tables) - owned == {"chats", "seen_updates", "guides"}
    assert timedelta(hours=UNDO_HOURS + 2) < timedelta(days=1)
