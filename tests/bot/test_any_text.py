"""Whatever people write: nothing breaks in the message, the store or the log."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.bootstrap import RunningBot
from bot.outgoing import Outgoing, dump_outgoing, load_outgoing
from bot.packaged import PACKAGED_GUIDES, packaged_glossary, packaged_guide
from bot.playground import Person, Simulator
from bot.playground.markup import parse_html
from bot.telegram.render import TelegramRenderer
from bot.telegram.updates import clean
from bot.wording import Wording
from conversations.guides.library import SEGMENT_GUIDE, Library
from conversations.guides.model import load_guide
from conversations.interview import events as e
from conversations.interview.machine import advance
from conversations.interview.session import Session
from conversations.profile import Section
from conversations.words import lines_of
from tests.bot.founders import begins
from tests.bot.nasties import NASTIES

NOW = datetime(2026, 1, 1, tzinfo=UTC)
ROWS = [packaged_guide(name) for name in PACKAGED_GUIDES]
LIBRARY = Library.of(
    (load_guide(row.structure, row.words) for row in ROWS), packaged_glossary()
)
RENDERER = TelegramRenderer(LIBRARY, Wording())
TEXTS = st.sampled_from(NASTIES) | st.text(min_size=1, max_size=300)


def shown_to(*happenings: e.Event) -> list[Outgoing]:
    """What a person sees of all that happens, one thing after another."""
    session, shown = Session(), list[Outgoing]()
    for event in happenings:
        turn = advance(session, event, LIBRARY, NOW)
        session = turn.session
        shown += RENDERER.messages(session, turn.effects)
        assert len(RENDERER.toast(turn.effects)) <= 200
    return shown


@settings(max_examples=150)
@given(TEXTS, TEXTS, st.sampled_from(PACKAGED_GUIDES))
def test_telegram_takes_every_message_whatever_it_quotes(
    segment: str, note: str, guide: str
) -> None:
    segment, note = clean(segment), clean(note)
    section = Section.SEGMENT if guide == SEGMENT_GUIDE else Section.JOBS
    shown = shown_to(
        e.BeginTapped(1, guide),
        e.TextSent("first", 1),
        e.TextSent(segment, 2),
        e.RenameTapped(1),
        e.TextSent(segment, 3),
        e.AddTapped(1, section),
        e.TextSent(note, 4),
        e.TextEdited(f"{note}\n{segment}", 4),
        e.SectionTapped(1, section, 0),
        e.FixTapped(1, 2),
        e.TextSent(note, 5),
        e.DropTapped(1, 2),
        e.RestoreTapped(1, 2),
        e.DuplicateTapped(1, 2),
        e.Commanded(e.Command.LEARN, note),
        e.LookUpTapped(),
        e.TextSent(segment, 6),
        e.ConceptTapped("job"),
        e.CommandUnknown(f"/{note}"),
        e.Commanded(e.Command.SUMMARY),
        e.Commanded(e.Command.PROFILES),
        e.Commanded(e.Command.START),
        e.DeleteTapped(1),
    )
    for message in shown:
        text, _ = parse_html(message.text)
        parse_html(message.shrunk)
        assert 1 <= len(text.strip()) <= len(text) <= 4096
        assert load_outgoing(dump_outgoing(message)) == message
        labels = [button.label for row in message.keyboard for button in row]
        assert all(label.strip() and label.encode() for label in labels)


async def test_every_nasty_is_a_note_as_it_was_written(
    bot: RunningBot,
    sim: Simulator,
    ada: Person,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG, logger="bot")
    caplog.set_level(logging.DEBUG, logger="storage")
    await begins(ada)
    for text in NASTIES:
        await ada.sends(text)
    await sim.settled()
    await ada.sends("/summary")
    await sim.settled()
    notes = [line for text in NASTIES for line in lines_of(clean(text.strip()))]
    told = (m.text for m in ada.chat.messages if m.from_bot)
    seen = " ".join(" ".join(text.split()) for text in told)
    assert [note for note in notes if " ".join(note.split()) not in seen] == []
    assert [call for call in sim.ledger.calls() if not call.accepted] == []
    assert [text for text in NASTIES if len(text) > 9 and text in caplog.text] == []


async def test_every_nasty_is_a_name_and_another_wording(
    bot: RunningBot, sim: Simulator
) -> None:
    for number, text in enumerate(NASTIES):
        if not lines_of(clean(text)) or text.lstrip().startswith("/"):
            continue
        person = sim.person(text[:60] or "Ada", last_name=f"the {number}th")
        await begins(person, text.strip())
        message = await person.sends("something else")
        await person.sees("✓ something else")
        await person.edits(message, text.strip())
        await person.sees("as in your message:")
        await person.sends_photo(caption=text.strip()[:1000])
        await sim.settled()
    assert [call for call in sim.ledger.calls() if not call.accepted] == []


@pytest.mark.parametrize("text", ["/<b>&", "/{about}", "/😀", "/start@<b>", "/ "])
async def test_an_odd_command_is_answered(
    bot: RunningBot, sim: Simulator, ada: Person, text: str
) -> None:
    await ada.sends(text)
    await sim.settled()
    assert ada.last.text
    assert [call for call in sim.ledger.calls() if not call.accepted] == []
