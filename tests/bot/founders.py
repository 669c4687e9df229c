"""What founders do in many scenes: begin, answer, rate, and walk to the canvas."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.playground import Message, Person

Notes = tuple[str, ...]

#: The beginning of each prompt's question, section by section.
JOB_QUESTIONS = ("Which tasks", "Which problems", "Which needs")
PAIN_QUESTIONS = ("What annoys or blocks them", "hile they are at", "what leaves them")
GAIN_QUESTIONS = (
    "Which results do they require",
    "Which results do they expect",
    "What would surprise them",
)


@dataclass(frozen=True, slots=True)
class Story:
    """What a founder answers: notes for each prompt, and a level for each note."""

    segment: str = "Owners of independent cafés"
    jobs: Sequence[Notes] = (
        ("order beans without running out", "keep regulars coming back"),
        ("too much milk is thrown away", "do the books on Sunday"),
        ("be proud of the place",),
    )
    pains: Sequence[Notes] = (
        ("prices change every week", "no time to compare suppliers"),
        ("the order form crashes on the phone", "minimum order too large"),
        ("beans arrive stale",),
    )
    gains: Sequence[Notes] = (
        ("beans are there on Monday", "the till adds up"),
        ("the same taste every time", "a friendly voice on the phone"),
        ("a free evening every week",),
    )
    often: Notes = ("weekly", "daily", "daily", "weekly", "monthly")
    hangs: Notes = ("1", "2")
    severe: Notes = ("moderate", "mild", "severe", "moderate", "severe")
    wanted: Notes = ("beans are there", "the same taste", "a free evening")


CAFES = Story()
#: As little as leads to a canvas.
SHORT = Story(
    jobs=(("order beans",), (), ()),
    pains=(("beans arrive stale",), (), ()),
    gains=(("a free evening",), (), ()),
    often=("daily",),
    hangs=(),
    severe=("severe",),
    wanted=(),
)

Rest = Callable[[], Awaitable[None]]


async def no_rest() -> None:
    """A founder who goes on at once."""


async def begins(ada: Person, segment: str = CAFES.segment) -> None:
    """From /start to the first question about jobs."""
    await ada.sends("/start")
    await ada.taps("Start")
    await ada.sees("Who is your customer?")
    await ada.sends(segment)
    await ada.sees("Which tasks")


async def answers(ada: Person, *notes: str) -> None:
    """One message with these notes, which the card then shows."""
    await ada.sends("\n".join(notes))
    await ada.sees(f"✓ {notes[-1][:80]}")


async def writes(
    ada: Person, questions: Notes, notes: Sequence[Notes], rest: Rest = no_rest
) -> None:
    """Answer the prompts of a section; one without notes is skipped."""
    for question, lines in zip(questions, notes, strict=True):
        await ada.sees(question)
        await rest()
        if lines:
            await answers(ada, *lines)
            await rest()
        await ada.taps("Next" if lines else "Skip")
        await leaves(ada, question)  # which announces the next one


async def rates(ada: Person, levels: Notes, rest: Rest = no_rest) -> None:
    """Give the notes of a card their levels, from the first on."""
    for number, level in enumerate(levels, 1):
        await rest()
        await ada.taps(f"{number} {level}")


async def settles_ties(ada: Person, rest: Rest = no_rest) -> None:
    """Put equals in the order in which they are shown, until the ranking is there."""
    await rest()
    while not any(label.startswith(("▶ On to", "▶ Show")) for label in ada.buttons):
        before = ada.last
        await ada.taps(ada.buttons[0])
        await changes(ada, before.text)
        await rest()


async def sees_below(ada: Person, above: Message, text: str) -> Message:
    """Wait for a message of the bot with this text, newer than another."""

    def find() -> Message | None:
        newer = (m for m in ada.chat.newest_first() if m.id > above.id and m.from_bot)
        return next((message for message in newer if text in message.text), None)

    message = await ada._world.found(find, 10)
    assert message, f"no {text!r} below {above.text!r}"
    return message


async def changes(ada: Person, text: str) -> None:
    """Wait until the newest message of the bot reads otherwise."""
    world = ada._world
    changed = await world.found(lambda: ada.last.text != text or None, 10)
    assert changed, f"nothing follows:\n{text}"


async def orders_jobs(ada: Person, story: Story = CAFES, rest: Rest = no_rest) -> None:
    """From the review of the jobs to the pains."""
    await ada.sees("Would your customer say it this way?")
    await rest()
    await ada.taps("Yes, they would")
    await ada.sees("How often does each come up?")
    await rates(ada, story.often, rest)
    await rest()
    await ada.taps("Done")
    await ada.sees("does a lot hang on")
    for number in story.hangs:
        await rest()
        await ada.taps(number)
    await rest()
    await ada.taps("Done")
    await leaves(ada, "does a lot hang on")
    await settles_ties(ada, rest)
    await ada.taps("On to Pains")


async def leaves(ada: Person, question: str) -> None:
    """Wait until the newest message does not ask this any more."""
    gone = await ada._world.found(lambda: question not in ada.last.text or None, 10)
    assert gone, f"{question!r} is still asked"


async def orders_pains(ada: Person, story: Story = CAFES, rest: Rest = no_rest) -> None:
    """From rating the pains to the gains."""
    await ada.sees("How bad is each?")
    await rates(ada, story.severe, rest)
    await rest()
    await ada.taps("Done")
    await leaves(ada, "How bad is each?")
    await settles_ties(ada, rest)
    await ada.taps("On to Gains")


async def orders_gains(ada: Person, story: Story = CAFES, rest: Rest = no_rest) -> None:
    """From tapping the gains to their order."""
    if story.wanted:
        await ada.sees("Tap the gains, most wanted first.")
        for place, gain in enumerate(story.wanted, 1):
            await rest()
            await ada.taps(gain)
            await ada.sees(f"{place}. {gain}")
        await rest()
        await ada.taps("Done")
    await ada.sees("Gains, most important first:")
    await rest()


async def reaches_pains(
    ada: Person, story: Story = CAFES, rest: Rest = no_rest
) -> None:
    """Write and order the jobs."""
    await writes(ada, JOB_QUESTIONS, story.jobs, rest)
    await orders_jobs(ada, story, rest)


async def reaches_gains(
    ada: Person, story: Story = CAFES, rest: Rest = no_rest
) -> None:
    """Write and order the pains."""
    await writes(ada, PAIN_QUESTIONS, story.pains, rest)
    await orders_pains(ada, story, rest)


async def reaches_canvas(
    ada: Person, story: Story = CAFES, rest: Rest = no_rest
) -> None:
    """Write and order the gains, and see the canvas."""
    await writes(ada, GAIN_QUESTIONS, story.gains, rest)
    await orders_gains(ada, story, rest)
    await ada.taps("Show my canvas")
    await ada.sees("Did anything surprise you?")
    await rest()


async def finishes(ada: Person, story: Story = CAFES, rest: Rest = no_rest) -> None:
    """A whole interview, from /start to the canvas."""
    await begins(ada, story.segment)
    await reaches_pains(ada, story, rest)
    await reaches_gains(ada, story, rest)
    await reaches_canvas(ada, story, rest)
