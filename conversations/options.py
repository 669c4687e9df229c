"""Options that are tapped: all that were tapped for a prompt are one note.

The note holds their ids as tags and what they are called as its text, so it can be
shown, reworded and deleted like any other. No note means that nothing was said;
one without tags says that none of the options applies.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from msgspec.structs import replace

from conversations import notes
from conversations.guides.model import Guide, PromptKind
from conversations.profile import Note, Profile, Section


def tapped(profile: Profile, prompt: str) -> Note | None:
    """The note that holds what was tapped for a prompt; elsewhere it holds nothing."""
    notes_here = profile.of_section(Section.SEGMENT)
    return next((note for note in notes_here if note.prompt == prompt), None)


def chosen(profile: Profile, prompt: str) -> tuple[str, ...]:
    """The options that were tapped for a prompt, in the guide's order."""
    note = tapped(profile, prompt)
    return note.tags if note else ()


def choose(
    profile: Profile,
    guide: Guide,
    prompt: str,
    options: Collection[str] | None,
    now: datetime,
) -> Profile:
    """Let exactly these options be tapped; None takes back that anything was said."""
    note = tapped(profile, prompt)
    if options is None:
        return notes.delete(profile, guide, note, now) if note else profile
    asked, words = guide.prompt(prompt), guide.prompt_words(prompt)
    tags = tuple(o for o in asked.options if o in options) if asked else ()
    text = ", ".join(labels(guide, prompt, tags)) or words.none
    if text is None:
        return profile
    if note is None:
        return _written(profile, guide, prompt, text, tags)
    if note.tags == tags:
        return profile
    return profile.with_note(replace(note, tags=tags, text=text, reworded_in=None))


def _written(
    profile: Profile, guide: Guide, prompt: str, text: str, tags: tuple[str, ...]
) -> Profile:
    added = notes.add(profile, guide, prompt, [text])
    if added.next_note == profile.next_note:  # no room
        return profile
    return added.with_note(replace(added.notes[-1], tags=tags))


def labels(guide: Guide, prompt: str, options: Collection[str]) -> tuple[str, ...]:
    """What these options of a prompt are called."""
    words = guide.prompt_words(prompt).options
    return tuple(words[option].label for option in options)


def is_asked(profile: Profile, guide: Guide, prompt: str) -> bool:
    """Whether a prompt has something to ask, given what was answered before it."""
    asked = guide.prompt(prompt)
    if asked is None or asked.of is None:
        return True
    if asked.option is not None:
        return asked.option in chosen(profile, asked.of)
    before = guide.prompt(asked.of)
    if before is not None and before.kind is PromptKind.EXERCISE:
        return True
    return bool(profile.of_prompt(asked.of))
