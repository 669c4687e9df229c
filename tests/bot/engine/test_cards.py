"""Cards on screen: edited, posted anew, replaced while unsent, and sent after all."""

from __future__ import annotations

import asyncio

import pytest

from bot.delivery.route import Stage
from bot.outgoing import Fill, Outgoing, Slot, Undeliverable, load_fills
from bot.telegram.callback_data import encode
from conversations.interview import events as e
from conversations.interview.events import Card
from tests.bot.engine.chats import Chats, Fate
from tests.bot.engine.conftest import ADA, BOB
from tests.bot.engine.engine import Engine, SlowCommit, Updates, begun
from tests.transactions import column_of

SEGMENT = ("prio.segment.pick", "Cafés")
TASKS, PROBLEMS = "prio.jobs.tasks", "prio.jobs.problems"


class Tried:
    """Every call has this fate; `once` says that there was one."""

    def __init__(self, fate: Fate) -> None:
        self._fate = fate
        self.once = asyncio.Event()

    def __call__(self, chat: int, outgoing: Outgoing) -> Fate:
        asyncio.get_running_loop().call_soon(self.once.set)
        return self._fate


class Once:
    """One fate for the next call, then every call is accepted."""

    def __init__(self, fate: Fate) -> None:
        self._fate: Fate | None = fate

    def __call__(self, chat: int, outgoing: Outgoing) -> Fate:
        fate, self._fate = self._fate, None
        return fate or Fate.ACCEPTED


async def question_fill(engine: Engine, chat: int) -> Fill:
    row = await engine.conversation(chat)
    return load_fills(row.slots)[Slot.QUESTION]


async def outbox(engine: Engine) -> list[int]:
    return await column_of(engine.storage, "SELECT id FROM outbox ORDER BY id")


def done(chats: Chats) -> list[str]:
    """Posts and edits so far, by what they were."""
    return [what for what, *_ in chats.calls]


# --- edited, or posted anew -------------------------------------------------------


async def test_a_card_is_edited_while_it_is_the_last_message(
    engine: Engine, updates: Updates
) -> None:
    await begun(engine, updates, ADA, "Cafés")
    before = set(engine.chats.screens[ADA].messages)
    engine.chats.calls.clear()
    await engine.hears(updates.tap(ADA, "More examples"))
    assert done(engine.chats) == ["edit"]
    assert set(engine.chats.screens[ADA].messages) == before


async def test_a_card_that_was_just_posted_is_edited_too(
    engine: Engine, updates: Updates
) -> None:
    """The next card was ready before the first one had arrived."""
    await begun(engine, updates, ADA, "Cafés")
    engine.chats.open.clear()
    engine.chats.calls.clear()
    await engine.door.submit([updates.text(ADA, "order beans")])
    await asyncio.sleep(0)  # the chat's task begins its call
    await engine.door.submit([updates.data(ADA, encode(e.NextTapped(1, 1, 0)))])
    engine.chats.open.set()
    await engine.delivery.idle()
    assert [what for what, _, out in engine.chats.calls if out.edits is None] == [
        "post",
        "edit",
    ]
    assert engine.chats.screens[ADA].question()[1].card == Card(1, 2)


async def test_below_a_message_of_its_own_it_is_posted_anew(
    engine: Engine, updates: Updates
) -> None:
    await engine.hears(updates.command(ADA, e.Command.START))
    engine.chats.calls.clear()
    await engine.hears(updates.tap(ADA, "See an example"))
    screen = engine.chats.screens[ADA]
    assert done(engine.chats) == ["post", "post", "edit"]
    assert screen.question()[0] == max(screen.messages)


async def test_below_a_text_it_is_posted_anew_and_the_old_one_shrunk(
    engine: Engine, updates: Updates
) -> None:
    await begun(engine, updates, ADA, "Cafés")
    screen = engine.chats.screens[ADA]
    old, shown = screen.question()
    engine.chats.calls.clear()
    await engine.hears(updates.text(ADA, "order beans"))
    assert done(engine.chats) == ["post", "edit"]
    assert screen.question()[0] > old
    assert screen.messages[old] == Outgoing(text=shown.shrunk, edits=old)
    assert (await question_fill(engine, ADA)).message == screen.question()[0]


async def test_a_card_that_was_deleted_is_posted_anew(
    engine: Engine, updates: Updates
) -> None:
    await begun(engine, updates, ADA, "Cafés")
    screen = engine.chats.screens[ADA]
    old, shown = screen.question()
    (more,) = [b for row in shown.keyboard for b in row if "examples" in b.label]
    screen.delete(old)
    await engine.hears(updates.data(ADA, more.data))
    assert screen.question()[0] > old
    assert await outbox(engine) == []


# --- unsent ----------------------------------------------------------------------


async def test_of_cards_that_wait_only_the_newest_is_sent(
    engine: Engine, updates: Updates
) -> None:
    await begun(engine, updates, ADA, "Cafés")
    engine.chats.open.clear()
    engine.chats.calls.clear()
    for number in range(10):
        await engine.door.submit([updates.text(ADA, f"job {number}")])
    engine.chats.open.set()
    await engine.delivery.idle()
    cards = [out for _, _, out in engine.chats.calls if out.slot is Slot.QUESTION]
    assert len(cards) == 2
    assert "✓ job 9" in engine.chats.screens[ADA].question()[1].text
    assert await outbox(engine) == []


async def test_what_was_unsent_is_sent_in_order_after_a_restart(
    engine: Engine, updates: Updates
) -> None:
    await begun(engine, updates, ADA, "Cafés")
    await begun(engine, updates, BOB, "Bars")
    engine.chats.open.clear()
    for chat in (ADA, BOB):
        await engine.door.submit([updates.command(chat, e.Command.HELP)])
        await engine.door.submit([updates.command(chat, e.Command.PROFILES)])
        await engine.door.submit([updates.text(chat, "order beans")])
    await engine.crash()
    before = {chat: len(engine.chats.screens[chat].history) for chat in (ADA, BOB)}

    engine.chats.open.set()
    await engine.start()
    await engine.delivery.idle()
    for chat in (ADA, BOB):
        new = engine.chats.screens[chat].history[before[chat] :]
        order = [shown.slot for _, shown in new if shown.edits is None]
        assert order == [None, Slot.MENU, Slot.QUESTION]
        assert "✓ order beans" in engine.chats.screens[chat].question()[1].text
    assert await outbox(engine) == []


async def test_nothing_is_left_to_send_after_a_second_restart(
    engine: Engine, updates: Updates
) -> None:
    await begun(engine, updates, ADA, "Cafés")
    engine.chats.calls.clear()
    await engine.restart()
    await engine.delivery.idle()
    assert engine.chats.calls == []


# --- lost confirmations -------------------------------------------------------------


async def starts_twice(engine: Engine, updates: Updates) -> None:
    """Both copies of the welcome have their button tapped; one profile is begun."""
    screen = engine.chats.screens[ADA]
    welcomes = [m for m in screen.messages.values() if m.slot is Slot.QUESTION]
    assert len(welcomes) == 2
    assert welcomes[0] == welcomes[1]
    start = welcomes[0].keyboard[0][0].data
    await engine.hears(updates.data(ADA, start))
    await engine.hears(updates.data(ADA, start))
    session = await engine.session(ADA)
    assert (session.next_number, len(session.shelf)) == (2, 1)
    assert engine.answers[-1].text == "Already done. Nothing changed."


async def test_a_lost_answer_may_double_a_card_but_not_its_effect(
    engine: Engine, updates: Updates
) -> None:
    engine.chats.fate = Once(Fate.ACCEPTED_UNKNOWN)
    await engine.hears(updates.command(ADA, e.Command.START))
    await starts_twice(engine, updates)


async def test_a_crash_before_the_mark_may_double_a_card_but_not_its_effect(
    engine: Engine, updates: Updates
) -> None:
    shown = asyncio.Event()

    def accepted_and_stuck(chat: int, outgoing: Outgoing) -> Fate:
        engine.chats.open.clear()
        asyncio.get_running_loop().call_soon(shown.set)
        return Fate.ACCEPTED

    engine.chats.fate = accepted_and_stuck
    await engine.door.submit([updates.command(ADA, e.Command.START)])
    await shown.wait()
    await engine.crash()

    engine.chats.fate = Once(Fate.ACCEPTED)
    engine.chats.open.set()
    await engine.start()
    await engine.delivery.idle()
    await starts_twice(engine, updates)


async def test_a_crash_before_the_call_sends_it_once(
    engine: Engine, updates: Updates
) -> None:
    engine.chats.open.clear()
    await engine.door.submit([updates.command(ADA, e.Command.START)])
    await engine.crash()
    engine.chats.open.set()
    await engine.start()
    await engine.delivery.idle()
    assert len(engine.chats.screens[ADA].messages) == 1


# --- people who cannot be reached ---------------------------------------------------


async def test_who_blocks_the_bot_is_not_written_to_until_they_return(
    engine: Engine, updates: Updates
) -> None:
    await begun(engine, updates, ADA, "Cafés")
    screen = engine.chats.screens[ADA]
    screen.blocked = True
    await engine.hears(updates.text(ADA, "order beans"))
    assert await outbox(engine) == []
    assert (await engine.conversation(ADA)).reachable is False

    screen.blocked = False
    await engine.hears(updates.member(ADA, reachable=True))
    assert (await engine.conversation(ADA)).reachable is True
    card = screen.question()[1]
    assert "Good to have you back" in card.text
    assert "✓ order beans" in card.text


async def test_the_next_message_of_who_was_unreachable_brings_the_question_back(
    engine: Engine, updates: Updates
) -> None:
    await begun(engine, updates, ADA, "Cafés")
    screen = engine.chats.screens[ADA]
    screen.blocked = True
    await engine.hears(updates.member(ADA, reachable=False))
    screen.blocked = False
    await engine.hears(updates.text(ADA, "order beans"))
    assert "✓ order beans" in screen.question()[1].text
    assert (await engine.conversation(ADA)).reachable is True


async def test_one_blocked_chat_does_not_hold_up_another(
    engine: Engine, updates: Updates
) -> None:
    engine.chats.screens[ADA].blocked = True
    await engine.hears(
        updates.command(ADA, e.Command.START), updates.command(BOB, e.Command.START)
    )
    assert len(engine.chats.screens[BOB].messages) == 1


async def test_a_refusal_that_is_recorded_late_drops_only_what_was_refused(
    engine: Engine, updates: Updates
) -> None:
    """She let the bot in again before it was noted that she had blocked it."""
    await begun(engine, updates, ADA, "Cafés")
    engine.chats.open.clear()
    await engine.door.submit([updates.text(ADA, "order beans")])
    refused = await outbox(engine)
    await engine.door.submit([updates.member(ADA, reachable=True)])
    row = await engine.conversation(ADA)
    await engine.door.record(
        Undeliverable(row.id, ADA, tuple(refused), unreachable=True)
    )
    assert len(await outbox(engine)) == 1
    await engine.crash()

    engine.chats.open.set()
    await engine.start()
    await engine.delivery.idle()
    assert "Good to have you back" in engine.chats.screens[ADA].question()[1].text


# --- texts that come late -------------------------------------------------------------


async def skipped(engine: Engine, updates: Updates) -> None:
    """Ada skips the tasks; the card of the problems is on screen 60 s later."""
    await begun(engine, updates, ADA, "Cafés")
    engine.chats.clock.advance(seconds=60)
    await engine.door.submit([updates.tap(ADA, "Skip")])


@pytest.mark.parametrize(
    ("ago", "prompt"), [(5, TASKS), (1, TASKS), (0, PROBLEMS), (-1, PROBLEMS)]
)
async def test_a_text_belongs_to_the_question_that_was_on_screen(
    engine: Engine, updates: Updates, ago: float, prompt: str
) -> None:
    await skipped(engine, updates)
    await engine.delivery.idle()
    await engine.hears(updates.text(ADA, "order beans", ago=ago))
    assert await engine.notes(ADA) == [SEGMENT, (prompt, "order beans")]
    late = (
        "Kept with the question before" in engine.chats.screens[ADA].question()[1].text
    )
    assert late == (prompt == TASKS)


async def test_the_fill_knows_since_when_its_question_is_on_screen_and_what_was_before(
    engine: Engine, updates: Updates
) -> None:
    await skipped(engine, updates)
    await engine.delivery.idle()
    fill = await question_fill(engine, ADA)
    assert (fill.card, fill.before) == (Card(1, 2), Card(1, 1))
    assert fill.shown_at == engine.clock.now()


async def test_a_question_shown_again_was_on_screen_all_the_while(
    engine: Engine, updates: Updates
) -> None:
    await skipped(engine, updates)
    await engine.delivery.idle()
    since = (await question_fill(engine, ADA)).shown_at
    engine.chats.clock.advance(seconds=60)
    await engine.hears(updates.text(ADA, "first"))
    await engine.hears(updates.text(ADA, "written at once", ago=50))
    assert (await question_fill(engine, ADA)).shown_at == since
    assert [prompt for prompt, _ in await engine.notes(ADA)][1:] == [PROBLEMS] * 2


async def test_a_text_before_the_card_was_tried_answers_the_question_before(
    engine: Engine, updates: Updates
) -> None:
    """The new card waits; she cannot have seen it."""
    await begun(engine, updates, ADA, "Cafés")
    engine.time.flows.clear()
    tried = engine.chats.fate = Tried(Fate.UNSENT)
    await engine.door.submit([updates.tap(ADA, "Skip")])
    await tried.once.wait()
    await engine.door.submit([updates.text(ADA, "order beans")])
    assert await engine.notes(ADA) == [SEGMENT, (TASKS, "order beans")]
    engine.chats.fate = Once(Fate.ACCEPTED)
    engine.time.flows.set()
    await engine.delivery.idle()


@pytest.mark.parametrize("fate", [Fate.UNKNOWN, Fate.ACCEPTED_UNKNOWN])
async def test_while_nobody_knows_whether_the_card_arrived_a_text_answers_it(
    engine: Engine, updates: Updates, fate: Fate
) -> None:
    await begun(engine, updates, ADA, "Cafés")
    engine.time.flows.clear()
    tried = engine.chats.fate = Tried(fate)
    await engine.door.submit([updates.tap(ADA, "Skip")])
    await tried.once.wait()
    await engine.door.submit([updates.text(ADA, "order beans")])
    assert await engine.notes(ADA) == [SEGMENT, (PROBLEMS, "order beans")]
    engine.chats.fate = Once(Fate.ACCEPTED)
    engine.time.flows.set()
    await engine.delivery.idle()


async def test_a_text_from_that_time_answers_it_when_it_was_sent_again_as_well(
    engine: Engine, updates: Updates
) -> None:
    await begun(engine, updates, ADA, "Cafés")
    engine.time.flows.clear()
    tried = engine.chats.fate = Tried(Fate.ACCEPTED_UNKNOWN)
    await engine.door.submit([updates.tap(ADA, "Skip")])
    await tried.once.wait()
    engine.chats.clock.advance(seconds=60)
    engine.chats.fate = Once(Fate.ACCEPTED)
    engine.time.flows.set()
    await engine.delivery.idle()
    await engine.hears(updates.text(ADA, "order beans", ago=30))
    assert await engine.notes(ADA) == [SEGMENT, (PROBLEMS, "order beans")]


async def test_while_the_card_is_being_sent_a_text_answers_it(
    engine: Engine, updates: Updates
) -> None:
    await begun(engine, updates, ADA, "Cafés")
    engine.chats.open.clear()
    await engine.door.submit([updates.tap(ADA, "Skip")])
    await asyncio.sleep(0)  # the chat's task begins its call
    assert engine.delivery.is_sending(ADA)
    await engine.door.submit([updates.text(ADA, "order beans")])
    assert await engine.notes(ADA) == [SEGMENT, (PROBLEMS, "order beans")]
    engine.chats.open.set()
    await engine.delivery.idle()


async def test_a_text_that_is_applied_together_with_the_cards_arrival_counts_its_date(
    engine: Engine, updates: Updates
) -> None:
    await begun(engine, updates, ADA, "Cafés")
    engine.chats.clock.advance(seconds=60)
    engine.chats.open.clear()
    await engine.door.submit([updates.tap(ADA, "Skip")])
    slow = SlowCommit(engine)
    bob = asyncio.ensure_future(engine.door.submit([updates.text(BOB, "hello")]))
    await slow.reached.wait()
    shown = len(engine.chats.screens[ADA].history)
    engine.chats.open.set()
    while engine.delivery._routes[ADA, 0].stage is not Stage.RECORDING:  # noqa: ASYNC110 (no event)
        await asyncio.sleep(0)
    assert len(engine.chats.screens[ADA].history) == shown + 1
    text = updates.text(ADA, "order beans", ago=5)
    ada = asyncio.ensure_future(engine.door.submit([text]))
    await asyncio.sleep(0)
    before = engine.storage.transactions
    engine.chats.open.clear()
    slow.released.set()
    await asyncio.gather(ada, bob)
    assert engine.storage.transactions - before == 1
    assert await engine.notes(ADA) == [SEGMENT, (TASKS, "order beans")]
    engine.chats.open.set()
    await engine.delivery.idle()


async def test_a_restart_does_not_forget_which_question_was_on_screen(
    engine: Engine, updates: Updates
) -> None:
    await skipped(engine, updates)
    await engine.delivery.idle()
    await engine.restart()
    await engine.hears(updates.text(ADA, "order beans", ago=5))
    assert await engine.notes(ADA) == [SEGMENT, (TASKS, "order beans")]
