"""All that is kept of a person, and nothing of anybody else."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import select

from conversations.exercise.exercise import Exercise, Note, Participant
from conversations.exercise.setup import Setup
from conversations.interview.session import Session
from conversations.profile import Section
from storage import (
    ConversationRow,
    NewErrand,
    NewFile,
    NewRow,
    NewTimer,
    Storage,
    UnitOfWork,
    everything_of,
)
from storage.personal import NOBODYS
from storage.tables import metadata
from tests.storage.examples import BOT, FULL_INTERVIEW, NOW, interview, note
from tests.transactions import rows_of

CANARY = "They never asked"


async def filled(storage: Storage, chat: int, word: str) -> ConversationRow:
    """A person with a row in every table, and this word wherever words can be."""

    def fill(uow: UnitOfWork) -> ConversationRow:
        row = uow.conversations(BOT, [chat])[chat]
        kept = interview(1, note(1, word))
        session = Session(current=1, next_number=2).holding(kept)
        uow.save({row.id: Session()}, {row.id: session}, NOW)
        uow.set_slots({row.id: json.dumps({"menu": {"shrunk": word}})})
        uow.put([NewRow(row.id, None, json.dumps({"text": word}))], NOW)
        uow.quarantine(BOT, chat, row.id, word, "KeyError", NOW)
        uow.put_errands([NewErrand(row.id, "import", json.dumps({"name": word}))], NOW)
        uow.keep_files([NewFile(f"{chat}", row.id, 1, "export", "a wish")], NOW)
        written = Note(1, word, 0, Section.JOBS, author=row.chat_id)
        others = Note(2, "for the room", 0, Section.JOBS)
        exercise = Exercise(
            row.chat_id,
            Setup("priority", 1),
            segment="what the class decided",
            people={row.chat_id: Participant(row.chat_id, word)},
            notes={1: written, 2: others},
        )
        place = uow.places(BOT, {(-1, 0)})[-1, 0]
        id_ = uow.begin_exercise(place.id, "7b", exercise, NOW)
        uow.put_timers([NewTimer(id_, NOW, "{}")])
        return row

    return await storage.transact(fill)


async def everything(storage: Storage, chat: int) -> dict[str, list[Any]]:
    return await everything_of(storage, BOT, chat)


async def test_every_table_is_in_it(storage: Storage) -> None:
    await filled(storage, 1001, CANARY)
    await filled(storage, 1002, "somebody else's")
    kept = await everything(storage, 1001)
    for table in metadata.sorted_tables:
        rows = await rows_of(storage, select(table))
        with_word = [row for row in rows if CANARY in str(row)]
        assert len(with_word) == str(kept.get(table.name, "")).count(CANARY)

    assert set(kept) == set(metadata.tables) - {table.name for table in NOBODYS}
    assert {name for name, rows in kept.items() if len(rows) != 1} == set()
    assert "somebody else's" not in json.dumps(kept)
    assert "what the class decided" not in json.dumps(kept)
    assert "for the room" not in json.dumps(kept)
    assert kept["exercises"][0]["title"] == "7b"
    assert kept["conversations"][0]["slots"] == {"menu": {"shrunk": CANARY}}


async def test_it_can_be_written_as_json_whatever_it_holds(storage: Storage) -> None:
    row = await filled(storage, 1001, '{"not": json')
    session = Session().holding(FULL_INTERVIEW)

    def save(uow: UnitOfWork) -> None:
        before = uow.sessions([row], {row.id: {1}})[row.id]
        uow.save({row.id: before}, {row.id: session}, NOW)

    await storage.transact(save)
    kept = await everything(storage, 1001)

    read = json.loads(json.dumps(kept, ensure_ascii=False))
    assert read == kept
    assert read["profiles"][0]["finished_at"] is not None
    assert read["quarantine"][0]["payload"] == '{"not": json'
    assert read["notes"][0]["text"] == CANARY


async def test_of_a_stranger_nothing_is_known(storage: Storage) -> None:
    assert not any((await everything(storage, 5)).values())
