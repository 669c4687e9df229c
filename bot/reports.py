"""What reports of delivery say: slots, cards, files, and trouble with groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from bot.batch import Batch
from bot.classes.renderer import Trouble
from bot.errands import Finished, Wish, load_wish
from bot.outgoing import (
    ClassCard,
    Delivered,
    Fill,
    Report,
    Slot,
    Undeliverable,
    refill,
)
from conversations.formats import Format
from conversations.interview.effects import Export
from storage import (
    RoomCard,
    SentFile,
    UnitOfWork,
)


def troubles(reports: Sequence[Report]) -> list[tuple[int, Trouble]]:
    """What goes wrong with groups, by their conversations."""
    troubles: dict[tuple[int, Trouble], None] = {}
    for report in reports:
        match report:
            case Undeliverable(conversation=key, chat=chat, unreachable=True):
                kind = Trouble.OUT
            case Undeliverable(conversation=key, chat=chat, muted=True):
                kind = Trouble.MUTED
            case Delivered(queued=queued, unpinned=True):
                key, chat, kind = queued.conversation, queued.chat, Trouble.UNPINNED
            case _:
                continue
        if chat < 0:
            troubles[key, kind] = None
    return list(troubles)


def polls_in(reports: Sequence[Report]) -> list[Delivered]:
    """Questions of quizzes that were asked or closed."""
    delivered = (each for each in reports if isinstance(each, Delivered))
    return [each for each in delivered if each.queued.outgoing.poll is not None]


def room_cards(
    slots: Mapping[tuple[int, Slot], Fill],
) -> list[RoomCard]:
    """Which card of an exercise a message in a group is, for those who reply to it."""
    return [
        RoomCard(key, fill.message, fill.card.exercise, fill.card.step)
        for (key, slot), fill in slots.items()
        if slot is Slot.ROOM and isinstance(fill.card, ClassCard)
    ]


def refilled(report: Delivered, batch: Batch) -> dict[tuple[int, Slot], Fill]:
    """The slot that a delivered card fills, if it fills it otherwise than before."""
    key = report.queued.conversation
    if key not in batch.rows or batch.rows[key].chat != report.queued.chat:
        return {}  # it is gone, or its messages are numbered anew
    batch.saw(key, report.accepted.message)
    slot = report.queued.outgoing.slot
    if slot is None:
        return {}
    old = batch.fills[key].get(slot)
    new = refill(old, report.queued, report.accepted)
    if new == old:
        return {}
    batch.fills[key][slot] = new
    return {(key, slot): new}


def keep_sent(uow: UnitOfWork, reports: Sequence[Report]) -> None:
    """Telegram has files now, or does not want them."""
    sent = [
        SentFile(file.key, telegram, report.queued.outgoing.photo)
        for report in reports
        if isinstance(report, Delivered)
        for file, telegram in zip(
            report.queued.outgoing.files, report.accepted.files, strict=False
        )
    ]
    uow.sent_files(sent)
    refused = [
        key
        for each in reports
        if isinstance(each, Undeliverable) and not each.gone
        for key in each.files
    ]
    uow.forget_files(refused)


def made_by(uow: UnitOfWork, report: Undeliverable) -> Wish | None:
    """The errand that makes the files of a report, as far as that is known.

    A profile's file may have been made for another message, which wanted fewer or
    showed it as a picture.
    """
    rows = uow.files(report.files).values()
    row = next((row for row in rows if row.kind), None)
    if row is None:
        return None
    wish = load_wish(row.kind, row.data)
    if isinstance(wish, Export):
        kinds = tuple(Format(key.rpartition(" ")[2]) for key in report.files)
        return replace(wish, formats=kinds, picture=report.photo)
    return wish


def chat_of(report: Report | Finished) -> int:
    """The chat that a report is about, by the messenger's number."""
    if isinstance(report, Finished):
        return report.errand.chat
    if isinstance(report, Delivered):
        return report.queued.chat
    return report.chat


def conversation_of(report: Report | Finished) -> int:
    """The conversation that a report is about."""
    if isinstance(report, Finished):
        return report.errand.conversation
    if isinstance(report, Delivered):
        return report.queued.conversation
    return report.conversation
