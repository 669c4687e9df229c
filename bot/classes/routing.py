"""Which private messages are for an exercise, and not for an interview.

A text belongs to what was on screen when it was written, and a facilitator who was
asked to write something writes that. Of what cannot be read there is no text.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from bot.arrivals import Arrival
from bot.deeds import Dictated, Wrote
from bot.outgoing import ClassCard, Fill, Slot
from bot.talk import on_screen
from conversations.interview.events import OtherSent, TextSent
from storage import ConversationRow


def for_class(
    arrival: Arrival,
    row: ConversationRow | None,
    fills: Mapping[int, Mapping[Slot, Fill]],
    *,
    sending: bool,
) -> Arrival | None:
    """An arrival as something done about an exercise; None if it is not."""
    if arrival.deed is not None:
        return arrival
    event = arrival.event
    if row is None or arrival.who is None:
        return None
    if not isinstance(event, TextSent | OtherSent):
        return None
    text = event.text if isinstance(event, TextSent) else ""
    desk = row.desk
    if desk.awaits is not None and desk.console is not None:
        deed = Dictated(desk.console.exercise, desk.awaits, text)
        return replace(arrival, deed=deed, event=None)
    card = _card(arrival, fills[row.id].get(Slot.QUESTION), sending)
    if isinstance(card, ClassCard):
        wrote = Wrote(card.exercise, text, arrival.message, card.step)
    elif card is None and desk.attends is not None:
        wrote = Wrote(desk.attends, text, arrival.message, None)
    else:
        return None
    return replace(arrival, deed=wrote, event=None)


def _card(arrival: Arrival, fill: Fill | None, sending: bool) -> object:
    """The question that was on screen; None when that is not known."""
    if arrival.written is None:
        return None
    return on_screen(fill, arrival.written, sending)
