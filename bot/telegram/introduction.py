"""How the bot introduces itself in Telegram: commands and descriptions."""

from __future__ import annotations

from bot.telegram.doers import EXERCISE, TEAM
from bot.wording import Wording
from conversations.interview.events import Command


def commands(w: Wording) -> tuple[tuple[str, str], ...]:
    """The command menu of private chats, most used first."""
    return (
        (Command.START, w.label("Begin, or go on where you stopped")),
        (Command.SUMMARY, w.label("Your canvas as it stands")),
        (Command.EXPORT, w.label("Your canvas as a picture or a file")),
        (Command.EDIT, w.label("Change what you wrote")),
        (Command.PROFILES, w.label("Your customers: open, compare, put away, delete")),
        (Command.EXAMPLE, w.label("A finished canvas to look at")),
        (Command.SETTINGS, w.label("Hints while you write: on or off")),
        (Command.PRIVACY, w.label("What I keep, where, and for how long")),
        (Command.MYDATA, w.label("All of it, as a file")),
        (Command.DELETEMYDATA, w.label("Delete everything I know of you")),
        (EXERCISE, w.label("Lead an exercise with a class, in a group")),
        (Command.LEARN, w.label("What the words mean, and a quiz")),
        (Command.HELP, w.label("What I can do")),
        (Command.CANCEL, w.label("Stop here; everything is kept")),
    )


def group_commands(w: Wording) -> tuple[tuple[str, str], ...]:
    """The command menu of groups."""
    return (
        (EXERCISE, w.label("Begin an exercise with everybody here")),
        (TEAM, w.label("Let the next team work in this topic")),
    )


def description(w: Wording) -> str:
    """What an empty chat shows (at most 512 characters)."""
    return w.label(
        "I interview you about one group of customers: what they want to get done, "
        "what annoys them, what they would be happy with. You answer in short "
        "notes, we put them in order, and you get a one-page canvas.\n\n"
        "About ten minutes. Everything is saved as you go."
    )


def short_description(w: Wording) -> str:
    """What the bot's profile shows (at most 120 characters)."""
    return w.label("Ten minutes of questions about your customers, one ranked canvas.")
