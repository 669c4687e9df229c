"""The short things said about an exercise: in a toast, a reply, a line, on a card."""

from __future__ import annotations

from markupsafe import Markup

from bot.wording import Wording, later
from conversations.exercise.effects import Notice
from conversations.exercise.sorting import STARS
from conversations.exercise.steering import CUE

#: A toast holds no more characters (Bot API, answerCallbackQuery).
LONGEST_TOAST = 200

_MESSAGES: dict[Notice, str] = {
    Notice.NOT_YOURS: later(
        "Only those who lead the exercise can do that: whoever began it, and the "
        "admins of the group. Nothing changed."
    ),
    Notice.NOT_JOINED: later(
        "You do not take part in that exercise, so I kept nothing for it. Tap ✋ Join "
        "on the newest card in the group to come in."
    ),
    Notice.NOT_OPEN: later(
        "This exercise is still being set up. It opens in a moment."
    ),
    Notice.ANOTHER_IS_ON: later(
        "Another exercise is on in this group. It has to be finished first; what you "
        "set up here waits."
    ),
    Notice.NOT_STARTED: later(
        "It has not started yet. I write to you as soon as it does."
    ),
    Notice.STALE: later(
        "This button belongs to an earlier step. Nothing changed; please use the "
        "newest card."
    ),
    Notice.ALREADY: later("That is so already. Nothing changed."),
    Notice.OVER: later("This exercise is over. Nothing changed."),
    Notice.JOINED: later("✋ You are in! I write to you in our private chat."),
    Notice.WELCOME_BACK: later("Good to have you back. Your notes are still here."),
    Notice.LEFT: later(
        "You have left. Your notes stay; tap ✋ Join in the group to come back."
    ),
    Notice.TEAM_SETTLED: later(
        "You stay in your team: after your first note, or the first card, teams do not "
        "change any more."
    ),
    Notice.NO_TEAM_LEFT: later(
        "Every team has a topic already. To have more teams, change the set-up before "
        "the start."
    ),
    Notice.NO_WORDS: later("I found no words in that. Please send it as text."),
    Notice.KEPT: later("✓ Kept"),
    Notice.LATE_NOTE: later(
        "⏳ That came after the time of its card. I kept it; whoever leads the "
        "exercise can still take it up."
    ),
    Notice.PARKED: later(
        "⏳ That was more than fits on this card. I kept it all; whoever leads the "
        "exercise can still take it up."
    ),
    Notice.FULL: later(
        "That is as much as one person can write here. I kept what fitted; the rest of "
        "your message is not stored."
    ),
    Notice.EDITED: later("✓ Changed, as in your message."),
    Notice.EDIT_STAYED: later(
        "✓ Changed in part: what was merged, taken off or taken back stays as it is."
    ),
    Notice.ONLY_PRIVATE: later(
        "I did not keep that: only private answers are anonymous. Please delete it "
        "here, and send it to me in our private chat."
    ),
    Notice.MUTED: later(
        "⏳ What you write is kept, and whoever leads the exercise looks at it before "
        "others see it."
    ),
    Notice.UNMUTED: later("What you write goes to the class again."),
    Notice.STARS_USED: later(
        "You have given your {stars} stars. Tap a ⭐ to take one back first."
    ),
    Notice.SAVED: later("✓ Saved"),
    Notice.DRAWING: later("🖌 I am making it. It comes here in a moment."),
    Notice.PROMISED: later(
        "People have answered already, and I promised them this. You can hide more, "
        "but not show more."
    ),
    Notice.NOTHING_TO_ASK: later(
        "These questions have nothing for a class to answer. Nothing changed; please "
        "choose others."
    ),
    Notice.NO_SEGMENT_YET: later(
        "First say who the customer is: tap a note, then “This is our customer”, or "
        "write it yourself."
    ),
    Notice.NO_CLOCK: later("No clock runs on this card. Nothing changed."),
    Notice.ANONYMOUS: later(
        "Answers are anonymous here, so I cannot tell who is missing. The number is on "
        "your card."
    ),
    Notice.PRIVATE_SHEETS: later(
        "Everyone works on their own sheet here, so there is nothing to reveal."
    ),
    Notice.NOT_REVEALED: later(
        "The class does not see this note. Reveal the card, or bring the note back, "
        "first."
    ),
    Notice.NOT_TOGETHER: later(
        "These two cannot become one: they belong to different sections or teams."
    ),
    Notice.NOTHING_LISTED: later(
        "There is nothing to vote on yet. Put notes on the shortlist first."
    ),
    Notice.LIST_FULL: later(
        "The shortlist is full. Take a note off first: with more, people lose track."
    ),
    Notice.DOTS_USED: later("All your dots are given. Take some back first."),
    Notice.DOT_GIVEN: later("Your dot is on this note already. Nothing changed."),
    Notice.NOTE_FULL: later(
        "This note has all the dots that one person can give it. Choose another one."
    ),
    Notice.VOTED: later("✓ Your vote is in. You can change it until the result."),
    Notice.INVITED_ANEW: later(
        "✓ There is a new link. The earlier ones do not lead here any more."
    ),
    Notice.NOT_REACHED: later(
        "I cannot write to that person, so nobody would have the console. Ask them to "
        "send me /start first. Nothing changed."
    ),
    Notice.HOST_NOW: later(
        "🤝 You lead the exercise now. Your console is in this chat."
    ),
    Notice.IN_PRIVATE: later("🎛 Your console is in our private chat."),
    Notice.TIME_UP: later("⏹ <b>Time is up.</b>"),
    Notice.SOON_OVER: later("⏳ <b>{seconds} seconds left.</b>"),
}


def notice_line(w: Wording, notice: Notice) -> Markup:
    """A notice as HTML."""
    seconds = round(CUE.total_seconds())
    return w.say(_MESSAGES[notice], stars=STARS, seconds=seconds)


def toast_text(w: Wording, notice: Notice) -> str:
    """A notice as the plain text of a toast."""
    return notice_line(w, notice).striptags()[:LONGEST_TOAST]
