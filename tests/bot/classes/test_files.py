"""What a class came to arrives in the chats: files, a picture, a poster."""

from __future__ import annotations

import io

import openpyxl

from bot.bootstrap import RunningBot
from bot.errands import Errand, ExportClass, InviteClass, dump_wish
from bot.playground import Group, Message, Person, Simulator
from bot.playground.model import Chat
from conversations.exercise.sight import Facilitators, Room
from conversations.formats import Format
from storage import ConversationRow, NewErrand, UnitOfWork
from tests.bot.classes.lesson import Lesson, writes


async def row_of(bot: RunningBot, sim: Simulator, chat: Chat) -> ConversationRow:
    """The conversation of a private chat, or of a group."""

    def find(uow: UnitOfWork) -> ConversationRow:
        me = sim.world.bot.id
        if isinstance(chat, Group):
            return uow.places(me, {(chat.id, 0)})[chat.id, 0]
        return uow.conversations(me, [chat.id])[chat.id]

    return await bot.storage.transact(find)


async def wants(
    bot: RunningBot, lesson: Lesson, wish: ExportClass | InviteClass, chat: Chat
) -> None:
    """Have it made, as the engine does."""
    now, errand = lesson.clock.now(), NewErrand(wish.conversation, *dump_wish(wish))
    [id_] = await bot.storage.transact(lambda uow: uow.put_errands([errand], now))
    assert id_ is not None
    bot.runner.take([Errand(id_, wish.conversation, chat.id, wish)])


async def arrives(lesson: Lesson, chat: Chat, kind: str) -> Message:
    found = await lesson.sim.world.found(
        lambda: next((m for m in chat.newest_first() if m.kind == kind), None), 60
    )
    assert found, f"no {kind} in {chat}"
    return found


async def test_the_teacher_gets_files_and_the_group_a_picture_that_is_pinned(
    bot: RunningBot, sim: Simulator, lesson: Lesson, tom: Person
) -> None:
    [mia] = await lesson.students("Mia")
    await tom.promotes(sim.bot, in_=lesson.group)
    await lesson.is_on(mia)
    await writes(mia, "=order beans")
    await lesson.taps("Reveal")
    exercise, private, group = 1, tom.chat, lesson.group
    teacher = (await row_of(bot, sim, private)).id
    formats = (Format.XLSX,)
    wish = ExportClass(teacher, exercise, formats, Facilitators())
    await wants(bot, lesson, wish, private)
    file = await arrives(lesson, private, "document")
    name = file.content["document"]["file_name"]
    assert name == "owners-of-independent-cafés-class.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(await tom.downloads(file)))
    assert book["Notes"]["B2"].value == "=order beans"
    assert "Mia" in {cell.value for cell in book["Participation"]["A"]}

    place = (await row_of(bot, sim, group)).id
    wish = ExportClass(place, exercise, (Format.PNG,), Room(), picture=True)
    await wants(bot, lesson, wish, group)
    picture = await arrives(lesson, group, "photo")
    await sim.settled()
    assert "1 note from 1 person" in picture.text
    assert picture.id in group.pinned

    link = "https://t.me/playground_bot?start=j1-1-abcdefghijklmnopqrstuv"
    await wants(bot, lesson, InviteClass(teacher, exercise, link), private)
    poster = await arrives(lesson, private, "photo")
    assert "Show this on the wall" in poster.text
    await sim.settled()
    kept = await bot.storage.transact(
        lambda uow: uow.files([f"class {n} {k}" for n in range(9) for k in Format])
    )
    assert kept == {}  # each was for one message
