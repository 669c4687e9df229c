"""The scenes of the demo. A new one that works is one more line here."""

from collections.abc import Sequence

from bot.playground import Person, Scene, Seat, Simulator
from bot.playground.scenes import press_start
from bot.pupils import PUPILS, opens_console, takes_part


async def lead_a_class(sim: Simulator, _: Person, unit: float = 1.0) -> Sequence[Seat]:
    """Be Tom, who is about to begin an exercise with five people of his class."""
    tom = sim.person("Tom")
    people = [sim.person(pupil.name) for pupil in PUPILS]
    group = sim.group("Design class", tom, *people, kind="supergroup")
    await tom.promotes(sim.bot, in_=group, rights={"can_pin_messages"})
    await tom.sends(f"/exercise@{sim.bot.username}", to=group)
    sim.lets(opens_console(tom, group))
    for person, pupil in zip(people, PUPILS, strict=True):
        sim.lets(takes_part(person, pupil, group, unit))
    return [Seat(tom, tom.chat), Seat(tom, group), Seat(people[0], people[0].chat)]


SCENES = (
    Scene(
        "founder",
        "Start as a founder",
        "Ten minutes about your customers",
        press_start,
    ),
    Scene(
        "class",
        "Lead a class of five",
        "You are the teacher, they answer by themselves",
        lead_a_class,
    ),
)
