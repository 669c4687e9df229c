"""The demo's class: five people who take part by themselves, led by whoever looks."""

from __future__ import annotations

from bot.bootstrap import RunningBot
from bot.playground import Person, Simulator
from bot.scenes import lead_a_class


async def test_a_class_of_five_fills_the_room_by_itself(
    sim: Simulator, bot: RunningBot, ada: Person
) -> None:
    desk, room, pupil = await lead_a_class(sim, ada, unit=0.0)
    tom, group, mia = desk.person, room.chat, pupil.person
    await tom.taps("Customer")
    await tom.sends("Owners of independent cafés")
    await tom.taps("Open for joining")
    await tom.sees("5 have joined.")
    await tom.taps("▶ Start")
    for section in ("Jobs", "Pains", "Gains"):
        await tom.sees(f"{section} · card")
        await tom.sees("5 of 5 have answered")
        await sim.settled()
        await tom.taps("Reveal")
        await tom.sees("Talk about it")
        await tom.taps("⏭")
    await tom.sees("10 stars given")
    await tom.taps("⏭")
    sorting = await tom.sees("25 notes")
    await sim.settled()
    await mia.sees("being sorted", in_=group)
    await tom.taps("⏭")
    await tom.sees("5 of 5 have voted")
    await sim.settled()
    await tom.taps("⏭")
    result = await mia.sees("dots", in_=group)
    await tom.taps("⏭")
    await mia.sees("That's it")
    await sim.settled()
    assert sim.acting == 0

    assert "≈ Alike (3)" in [button.label for button in sorting.buttons]
    assert "1. keep the queue short" in result.text
