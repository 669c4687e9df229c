"""Groups that get another number: what is known of them goes along."""

from __future__ import annotations

from sqlalchemy import bindparam, delete, exists, insert, select, update

from storage import tables as t
from storage.many import among
from storage.work import Work

_a, _c, _e = t.chat_aliases.c, t.conversations.c, t.errands.c
_chat = bindparam("chat", type_=t.chats.c.id.type)
_other = bindparam("other", type_=t.chats.c.id.type)
_kept = bindparam("kept", type_=_c.id.type)
_gone = bindparam("gone", type_=_c.id.type)

_KNOWN = select(_a.telegram_id, _a.chat_id).where(
    _a.bot == bindparam("bot"), among(_a.telegram_id)
)
# As whoever does something there: conversations in their order, with their chats.
_LOCK = (
    select(_c.id)
    .join_from(t.conversations, t.chats)
    .where(among(_c.chat_id))
    .order_by(_c.id)
    .with_for_update(of=[t.conversations, t.chats])
)
_NEW_ALIAS = insert(t.chat_aliases)
_TAKE_ALIASES = update(t.chat_aliases).where(_a.chat_id == _other).values(chat_id=_chat)
_SWITCH = (
    update(t.chat_aliases)
    .where(_a.chat_id == _chat)
    .values(present=_a.telegram_id == bindparam("new", type_=_a.telegram_id.type))
)
# A supergroup counts its messages anew, and has none of those that were cards.
_CLEAR = (
    update(t.conversations).where(_c.chat_id == _chat).values(slots=""),
    delete(t.room_cards).where(
        t.room_cards.c.conversation_id.in_(select(_c.id).where(_c.chat_id == _chat))
    ),
)
_SET_NEWEST = (
    update(t.chats)
    .where(t.chats.c.id == _chat)
    .values(last_message=bindparam("newest", type_=t.chats.c.last_message.type))
)
_NEWEST = select(t.chats.c.last_message).where(t.chats.c.id == _other)
_twin = t.conversations.alias("twin")
_TWINS = select(_c.id, _twin.c.id).join_from(
    t.conversations,
    _twin,
    (_c.chat_id == _chat)
    & (_twin.c.chat_id == _other)
    & (_c.topic == _twin.c.topic)
    & (_c.person == _twin.c.person),
)
_same = t.errands.alias("same")
_DROP_SAME = delete(t.errands).where(
    _e.conversation_id == _gone,
    exists().where(
        _same.c.conversation_id == _kept,
        _same.c.kind == _e.kind,
        _same.c.data == _e.data,
    ),
)
# A group has no profiles; whatever else belongs to a conversation.
_TAKE = (
    update(t.conversations)
    .where(_c.id == _kept)
    .values(slots=select(_twin.c.slots).where(_twin.c.id == _gone).scalar_subquery()),
    *(
        update(table)
        .where(table.c.conversation_id == _gone)
        .values(conversation_id=_kept)
        for table in t.metadata.sorted_tables
        if "conversation_id" in table.c and table not in (t.profiles, t.notes)
    ),
)
_DROP = delete(t.conversations).where(_c.id == _gone)
_TAKE_CONVERSATIONS = (
    update(t.conversations).where(_c.chat_id == _other).values(chat_id=_chat)
)
_DROP_CHAT = delete(t.chats).where(t.chats.c.id == _other)


class Moving(Work):
    """A group is one group, whatever number it has."""

    def move_chat(self, bot: int, old: int, new: int) -> None:
        """Let a group have a new number; the old one still means it.

        If something came from the new one first, both become one. Done twice, or
        of a group that nobody knows, it changes nothing.
        """
        known = self._known(bot, old, new)
        self._read_in(_LOCK, set(known.values()))
        known = self._known(bot, old, new)  # another transaction may have been first
        chat, other = known.get(old), known.get(new)
        if chat == other:
            return
        if chat is None:
            self._add_alias(bot, old, other, present=False)
            return
        for cards in _CLEAR:
            self._write(cards, [{"chat": chat}])
        newest = 0
        if other is None:
            self._add_alias(bot, new, chat, present=True)
        else:
            ((newest,),) = self._read(_NEWEST, {"other": other})
            self._unite(chat, other)
        self._write(_SET_NEWEST, [{"chat": chat, "newest": newest}])
        self._write(_SWITCH, [{"chat": chat, "new": new}])

    def _known(self, bot: int, *numbers: int) -> dict[int, int]:
        known: dict[int, int] = dict(self._read_in(_KNOWN, numbers, bot=bot))
        return known

    def _add_alias(
        self, bot: int, number: int, chat: int | None, *, present: bool
    ) -> None:
        row = {"bot": bot, "telegram_id": number, "chat_id": chat, "present": present}
        self._add(_NEW_ALIAS, [row])

    def _unite(self, chat: int, other: int) -> None:
        """Let a chat have everything of another one, which goes."""
        pair = {"chat": chat, "other": other}
        for kept, gone in self._read(_TWINS, pair):
            both = {"kept": kept, "gone": gone}
            for statement in (_DROP_SAME, *_TAKE):
                self._write(statement, [both])
            self._write(_DROP, [{"gone": gone}])
        self._write(_TAKE_CONVERSATIONS, [pair])
        self._write(_TAKE_ALIASES, [pair])
        self._write(_DROP_CHAT, [{"other": other}])
