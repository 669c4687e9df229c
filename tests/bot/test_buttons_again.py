"""Old, doubled, foreign and forged buttons of the editor: what the person reads."""

from __future__ import annotations

import asyncio

import pytest

from bot.bootstrap import RunningBot
from bot.playground import Person, Simulator
from tests.bot.founders import SHORT, answers, begins, finishes
from tests.bot.test_worksheet import reaches_numbers

GONE = "This note is not there any more. Nothing changed."
ALREADY = "Already done. Nothing changed."
NOBODYS = (
    "This button belongs to an earlier step. Nothing changed; "
    "please use the newest card below."
)


@pytest.fixture
async def at_a_note(sim: Simulator, bot: RunningBot, ada: Person) -> Person:
    """Ada looks at the card of her one job."""
    await begins(ada)
    await answers(ada, "order beans")
    await ada.taps("Fix")
    await ada.taps("1")
    await ada.sees("✏️ Jobs · order beans")
    await sim.settled()
    return ada


async def test_delete_tapped_twice_deletes_once(
    sim: Simulator, at_a_note: Person
) -> None:
    ada, card = at_a_note, at_a_note.last
    toasts = await asyncio.gather(
        ada.taps("Delete", on=card), ada.taps("Delete", on=card)
    )
    await sim.settled()
    assert {toast.text for toast in toasts} == {""}
    await ada.taps("Undo")
    await ada.sees("✏️ Jobs · order beans")


async def test_buttons_of_a_note_that_is_gone_say_so(
    sim: Simulator, at_a_note: Person
) -> None:
    ada, card = at_a_note, at_a_note.last
    await ada.taps("Delete")
    await sim.settled()
    for label in ("Reword", "→ Pains", "daily", "Give it a place"):
        assert (await ada.taps(label, on=card)).text == GONE


async def test_the_same_level_twice_counts_once(
    sim: Simulator, at_a_note: Person
) -> None:
    ada, card = at_a_note, at_a_note.last
    toasts = await asyncio.gather(
        ada.taps("daily", on=card), ada.taps("daily", on=card)
    )
    assert sorted(toast.text for toast in toasts) == [ALREADY, "✓ Saved"]
    await sim.settled()
    assert "How often does it come up? daily" in ada.last.text


async def test_another_persons_editor_is_not_mine(
    sim: Simulator, at_a_note: Person
) -> None:
    card = at_a_note.last
    ben = sim.person("Ben")
    delete = next(button.data for button in card.buttons if "Delete" in button.label)
    toast = await ben.taps_data(delete or "", on=card)
    assert toast.text == "This button belongs to somebody else."
    await sim.settled()
    assert at_a_note.last == card


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("d:1:99", GONE),
        ("f:7:1", NOBODYS),
        ("M:1:2:segment:9", NOBODYS),
        ("M:1:2:steps", NOBODYS),
        ("g:1:2:9:0", NOBODYS),
        ("g:1:2:0:99", NOBODYS),
        ("+:1:parked", NOBODYS),
        ("B:2:unheard_of", NOBODYS),
        ("B:1:priority", ALREADY),
        ("C:1:1", ALREADY),
    ],
)
async def test_forged_buttons_change_nothing(
    sim: Simulator, at_a_note: Person, data: str, words: str
) -> None:
    ada, card = at_a_note, at_a_note.last
    assert (await ada.taps_data(data, on=card)).text == words
    await sim.settled()
    assert ada.last == card


async def test_duplicate_tapped_twice_makes_one_copy(
    sim: Simulator, bot: RunningBot, ada: Person
) -> None:
    await finishes(ada, SHORT)
    await sim.settled()  # and the picture is there
    await ada.sends("/profiles")
    await ada.taps("Owners of independent cafés")
    await sim.settled()
    card = ada.last
    toasts = await asyncio.gather(
        ada.taps("Duplicate", on=card), ada.taps("Duplicate", on=card)
    )
    assert sorted(toast.text for toast in toasts) == ["", ALREADY]
    await ada.sends("/profiles")
    await ada.sees("You have 2 profiles.")


async def test_a_number_tapped_twice_counts_for_one_note(
    sim: Simulator, bot: RunningBot, ada: Person
) -> None:
    await reaches_numbers(ada)
    await sim.settled()
    card = ada.last
    first, second = await asyncio.gather(ada.taps("9", on=card), ada.taps("9", on=card))
    await sim.settled()
    assert sorted((first.text, second.text)) == [ALREADY, "✓ Saved"]
    assert "1. serve good coffee: 9\n▶ 2. do the books\n" in ada.last.text


async def test_a_card_posted_again_leaves_its_old_copy_without_buttons(
    sim: Simulator, at_a_note: Person
) -> None:
    ada, old = at_a_note, at_a_note.last
    await ada.sends("/edit")
    await sim.settled()
    assert ada.chat.get(old.id).buttons == ()  # type: ignore[union-attr]
    await ada.taps("Delete", on=old)
    await ada.sees("Deleted: “order beans”.")
