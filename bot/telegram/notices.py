"""The short things the bot says beside a card or in a toast."""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup

from bot.wording import Wording, later, shortened
from conversations.interview.effects import Notice
from conversations.interview.menu import MOST_PROFILES
from conversations.notes import MOST_NOTES

_MESSAGES: dict[Notice, str] = {
    Notice.SAVED: later("✓ Saved"),
    Notice.UNDONE: later("Taken back"),
    Notice.DRAWING: later("✏️ I am making it. It comes in a moment."),
    Notice.IMPORTED: later("✓ Everything in your file is back."),
    Notice.FILE_TOO_LARGE: later(
        "That file is larger than any profile of mine. Nothing changed. I can read "
        "the data file that /export gives you under ⋯ More."
    ),
    Notice.FILE_NOT_JSON: later(
        "I cannot read that file: something in it is broken. Nothing changed. Please "
        "send the data file just as I gave it to you."
    ),
    Notice.FILE_NOT_OURS: later(
        "That file holds no profile of mine. Nothing changed. I can read the data "
        "file that /export gives you under ⋯ More."
    ),
    Notice.FILE_TOO_NEW: later(
        "That file was made by a newer version of me. Nothing changed. Please ask "
        "whoever runs this bot to update it."
    ),
    Notice.FILE_DAMAGED: later(
        "That looks like a profile of mine, but something in it does not fit "
        "together. Nothing changed. Please send the data file just as I gave it to "
        "you."
    ),
    Notice.FILE_GUIDE_UNKNOWN: later(
        "That profile was made with questions that I do not know here. Nothing "
        "changed. Please ask whoever runs this bot to update it."
    ),
    Notice.FILE_LOST: later(
        "I could not get that file from Telegram. Nothing changed. Please send it "
        "once more."
    ),
    Notice.ALREADY: later("Already done. Nothing changed."),
    Notice.LATE_NOTE: later(
        "✓ Kept with the question before, where you wrote it: {about}"
    ),
    Notice.WELCOME_BACK: later(
        "Good to have you back. Everything you wrote is still here."
    ),
    Notice.FORGOTTEN: later(
        "🗑 Everything you wrote here is deleted, and I know nothing about you any "
        "more. What this chat still shows is Telegram's copy: delete it in the app."
    ),
    Notice.ONE_ONLY: later("To compare, there must be two profiles."),
    Notice.LET_BE: later("Good, it stays as it is. /settings turns my hints off."),
    Notice.COACH_ON: later("✓ I give you hints again."),
    Notice.COACH_OFF: later("✓ No more hints."),
    Notice.STALE: later(
        "This button belongs to an earlier step. Nothing changed; "
        "please use the newest card below."
    ),
    Notice.NOT_YOURS: later("This button belongs to somebody else."),
    Notice.DELETED: later(
        "This profile was deleted. For some hours you can bring it back: "
        "/profiles lists it under Deleted."
    ),
    Notice.RESTING: later("We are taking a break here. Tap Continue to go on."),
    Notice.TAPS_WANTED: later(
        "I did not keep that message: here I need you to tap a button. "
        "To add a note, go ↩ Back to its question, or use /edit."
    ),
    Notice.NO_WORDS: later(
        "I found no words in that message. Please send your answer as text."
    ),
    Notice.FULL: later(
        "That is as much as one canvas can hold: {notes} notes. "
        "I kept what fitted; the rest of your message is not stored."
    ),
    Notice.SHELF_FULL: later(
        "You have {profiles} profiles, which is as many as I can keep for you. "
        "Delete one in /profiles to begin another."
    ),
    Notice.NOT_KEPT: later(
        "I did not keep that message: no question is open right now. "
        "Tap a button to begin or to go on."
    ),
    Notice.NUMBERS_WANTED: later(
        "Here I need numbers from 1 to 10. Tap one, or send one for each note, "
        "like: 9 7 7 4 2"
    ),
    Notice.TOO_MANY_NUMBERS: later(
        "You sent {about} numbers, and there are fewer notes. Nothing changed; "
        "please send one number for each note in the list."
    ),
    Notice.NO_NAME_YET: later("First tell me who your customer is, in a few words."),
    Notice.WAITING: later(
        "That card belongs to another customer, who waits here. Shall we go on?"
    ),
    Notice.LONG_SILENCE: later(
        "Good to see you again. Everything about “{about}” is saved; we go on here."
    ),
    Notice.EDITED: later("✓ Changed, as in your message: {about}"),
    Notice.EDIT_ADDED: later("✓ Added, as in your message: {about}"),
    Notice.EDIT_REMOVED: later("✓ Taken out, as in your message: {about}"),
    Notice.EDIT_STAYED: later(
        "This stays as it is, because you changed or deleted it by hand: {about}. "
        "/edit changes it."
    ),
    Notice.EDIT_SAME: later("Your notes already say that. Nothing changed."),
    Notice.EDIT_EMPTY: later(
        "I found no words in the changed message, so its notes stay as they were."
    ),
    Notice.EDIT_UNKNOWN: later(
        "You changed a message that none of your notes come from, so nothing "
        "changed here. /edit shows all notes."
    ),
    Notice.NOTE_GONE: later("This note is not there any more. Nothing changed."),
    Notice.MOVED: later("✓ Moved"),
    Notice.RESTORED: later("✓ It is back"),
    Notice.COPIED: later("✓ Here is the copy. The first one stays as it is."),
    Notice.PUT_AWAY: later(
        "✓ In the archive. You find it in /profiles, below your list."
    ),
    Notice.TAKEN_OUT: later("✓ Back in your list."),
    Notice.CAME_ALONG: later("✓ All you said about “{about}” came along."),
    Notice.COMMAND_UNKNOWN: later("I don't know {about}. /help shows what I can do."),
    Notice.NOTHING_YET: later("There is nothing to show yet. First tell me a little."),
    Notice.DATA_NOT_GATHERED: later(
        "I could not put your data together just now. Nothing is lost: /mydata tries "
        "again."
    ),
    Notice.CANNOT_PHOTO: later(
        "I can't read pictures. Please write what you see in it, or send it "
        "again with a caption."
    ),
    Notice.CANNOT_VOICE: later(
        "I can't listen to voice messages yet. Please write it, in a few words."
    ),
    Notice.CANNOT_VIDEO: later(
        "I can't watch videos. Please write what matters in it."
    ),
    Notice.CANNOT_STICKER: later("Nice one! But please answer in words."),
    Notice.CANNOT_POLL: later("I can't read polls. Please write the answer itself."),
    Notice.CANNOT_FILE: later(
        "I can't read files. Please copy the text into a message, one note per line."
    ),
    Notice.CANNOT_PLACE: later(
        "I can't do anything with a place. Please write its name."
    ),
    Notice.CANNOT_CONTACT: later(
        "I don't keep contacts. Please answer in words, best without names."
    ),
    Notice.CANNOT_OTHER: later("I can only read text. Please answer in words."),
}


def notice_text(w: Wording, notice: Notice, about: str = "") -> Markup:
    """A notice as HTML; `about` is the text of the person that it speaks of."""
    return w.say(
        _MESSAGES[notice],
        about=shortened(about, 120),
        notes=MOST_NOTES,
        profiles=MOST_PROFILES,
    )


@lru_cache(maxsize=256)  # the same for everybody
def toast_text(w: Wording, notice: Notice) -> str:
    """A notice as the plain text of a toast (at most 200 characters)."""
    return notice_text(w, notice).striptags()[:200]
