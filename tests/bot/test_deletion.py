"""What people delete is hidden at once, and gone from the disk within a day."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.bootstrap import RunningBot
from bot.housekeeping import Housekeeper
from bot.playground import Person, Simulator, SteppedClock
from conversations.interview.menu import UNDO_HOURS
from tests.bot.founders import SHORT, begins, finishes

CANARY = "canary-in-a-café"


def files_with(word: str, folder: Path) -> list[str]:
    held = {path.name: path.read_bytes() for path in folder.iterdir()}
    return [name for name, content in held.items() if word.encode() in content]


async def test_a_deleted_profile_leaves_nothing_behind_after_a_day(
    sim: Simulator, bot: RunningBot, ada: Person, tmp_path: Path
) -> None:
    await begins(ada, CANARY)
    await ada.sends(CANARY)
    await ada.sees(f"✓ {CANARY}")
    await ada.sends("/export")
    await ada.taps("⋯ More")
    await ada.taps("Data")
    await ada.sees("All of it, to keep.")
    chat = {"id": ada.id, "type": "private"}
    sim.inject({"message": {"chat": chat, "text": CANARY}})
    await ada.sees("Something went wrong on my side")
    await ada.sends("/profiles")
    await ada.taps(CANARY)
    await ada.taps("Delete")
    await ada.sees("is deleted. Tap Undo to bring it back. For 20 hours")
    await ada.sends("/summary")
    await ada.sees("Your list is empty. Below is what you put away or deleted.")
    await sim.settled()
    await bot.delivery.idle()
    assert files_with(CANARY, tmp_path) != []

    clock = SteppedClock()
    clock.advance(seconds=(sim.world.clock.now() - clock.now()).total_seconds())
    housekeeper = Housekeeper(bot.storage, clock)
    clock.advance(hours=UNDO_HOURS - 1)
    await housekeeper.clean()
    assert files_with(CANARY, tmp_path) != []
    clock.advance(hours=2)
    await housekeeper.clean()
    assert files_with(CANARY, tmp_path) == []
    assert timedelta(hours=UNDO_HOURS + 2) < timedelta(days=1)


async def test_what_others_wrote_stays(
    sim: Simulator, bot: RunningBot, ada: Person
) -> None:
    bob = sim.person("Bob")
    await finishes(bob, SHORT)
    await begins(ada, CANARY)
    await ada.sends("/profiles")
    await ada.taps(CANARY)
    await ada.taps("Delete")
    await ada.sees("is deleted")
    clock = SteppedClock()
    clock.advance(seconds=(sim.world.clock.now() - clock.now()).total_seconds())
    clock.advance(hours=UNDO_HOURS + 1)
    await Housekeeper(bot.storage, clock).clean()
    await bob.sends("/summary")
    await bob.sees("1 job · 1 pain · 1 gain")
