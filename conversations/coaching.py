"""Coaching without AI: one question about a note that may not say what was meant.

False alarms are worse than silence. So it looks for few, plain signs, in English only
(where a guide is in another language it says nothing), and it only ever asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct
from rapidfuzz import fuzz
from rapidfuzz.utils import default_process

from conversations.guides.model import Guide, PromptKind
from conversations.profile import PROFILE_SECTIONS, Note, Profile, Section

#: From here on two notes are so alike that it is worth asking (0 to 100).
ALIKE = 70

#: Of so many notes of a message hints are given; nobody types a longer list by hand.
LOOKED_AT = 10


class Doubt(StrEnum):
    """What a note may have gone wrong with."""

    VAGUE = "vague"  # one word
    SOLUTION = "solution"  # something to offer, where a job is wanted
    ALIKE = "alike"  # much like another note of its section
    ELSEWHERE = "elsewhere"  # rather something for another section


class Nudge(Struct, frozen=True):
    """What to ask about a note: it is like `other`, or fits `section` better."""

    doubt: Doubt
    note: Note
    other: Note | None = None
    section: Section | None = None


def nudge_among(profile: Profile, notes: Iterable[Note], guide: Guide) -> Nudge | None:
    """The first doubt about notes that were just written, if there is any."""
    newest = list(notes)[:LOOKED_AT]
    nudges = (nudge_about(profile, note, guide) for note in newest)
    return next((nudge for nudge in nudges if nudge), None)


def nudge_about(profile: Profile, note: Note, guide: Guide) -> Nudge | None:
    """The doubt about a note as it stands now, if there is any."""
    prompt = guide.prompt(note.prompt)
    is_plain = prompt is not None and prompt.kind is PromptKind.NOTES
    if guide.words.language != "en" or note.section not in PROFILE_SECTIONS:
        return None
    if not is_plain or guide.home_of[note.prompt] is not note.section:
        return None  # whoever moved it knows where it belongs
    if note.section is Section.JOBS and _SOLUTION.fullmatch(_plain(note.text)):
        return Nudge(Doubt.SOLUTION, note)
    elsewhere = _better_section(note)
    if elsewhere is not None:
        return Nudge(Doubt.ELSEWHERE, note, section=elsewhere)
    other = _like(profile, note)
    if other is not None:
        return Nudge(Doubt.ALIKE, note, other=other)
    return Nudge(Doubt.VAGUE, note) if _WORD.fullmatch(note.text.strip()) else None


def _plain(text: str) -> str:
    return " ".join(text.lower().replace("’", "'").split()).strip(" .!,;:")


# --- one word, or something to offer ------------------------------------------------

#: One plain word; not a name with digits, a number, or a script without spaces.
_WORD = re.compile(r"[A-Za-z]{2,20}[.!?]?")

_OFFERS = (
    "app|application|website|web site|platform|software|tool|dashboard|chatbot|bot"
    "|marketplace|plugin|plug-in|newsletter|online shop|webshop|web shop|crm"
    "|subscription|loyalty card|loyalty program|loyalty programme"
)
#: "an app", "a mobile app that …": the thing itself, and no verb before it.
_SOLUTION = re.compile(
    r"(?:(?:an?|the|our|my|new|better|simple|easy|mobile|online|smart|digital|free"
    r"|cheap|little|good) )*"
    rf"(?:{_OFFERS})s?"
    r"(?: (?:for|that|which|to|with|where|like) .+)?"
)


# --- a better section ---------------------------------------------------------------

_SOMEBODY = r"(?:(?:they|i|we|he|she|customers|people)(?:'re|'m)? )?(?:are |is |am )?"
_HURTS = re.compile(
    rf"{_SOMEBODY}(?:(?:really|always|so|very) )?"
    r"(?:hates?|annoyed|afraid|scared|frustrated|fed up|sick of|stressed)\b.*"
)
_COSTS = re.compile(
    r"(?:it |this )?(?:(?:is )?(?:far |much |way )?too .+|takes too long.*)"
)
_WISHES = re.compile(
    rf"{_SOMEBODY}(?:would (?:love|like)|wish(?:es)? (?:for|to)|dreams? (?:of|about)"
    r"|hopes? (?:to|for)|happy (?:if|when)|looks? forward to)\b.*"
)


def _better_section(note: Note) -> Section | None:
    text = _plain(note.text)
    if " but " in text or " not " in text:
        return None  # more than one thing is said: leave it to people
    hurts = _HURTS.fullmatch(text) is not None
    if note.section is Section.GAINS:
        return Section.PAINS if hurts or _COSTS.fullmatch(text) else None
    if note.section is Section.JOBS:
        return Section.PAINS if hurts else None
    return Section.GAINS if _WISHES.fullmatch(text) else None


# --- the same thing -----------------------------------------------------------------

#: Words that say little by themselves.
# fmt: off
_SMALL = frozenset({
    "a", "an", "and", "are", "as", "at", "be", "by", "do", "for", "from", "get",
    "gets", "getting", "has", "have", "having", "i", "in", "into", "is", "it", "its",
    "keep", "make", "makes", "my", "of", "on", "or", "our", "so", "than", "that",
    "the", "their", "them", "there", "they", "this", "to", "up", "we", "when",
    "which", "while", "who", "will", "with", "you", "your",
})
# fmt: on
#: Words that turn the meaning of the others.
_TURNS = frozenset(
    {"no", "not", "never", "without", "nobody", "nothing", "less", "more", "too"}
)


def are_alike(one: str, other: str) -> bool:
    """Whether two texts may say the same thing; worth a question, never more."""
    first, second = _words(one), _words(other)
    if min(len(first), len(second)) < 2 or (first ^ second) & _TURNS:
        return False
    ratio = fuzz.token_set_ratio(" ".join(sorted(first)), " ".join(sorted(second)))
    if ratio < ALIKE:
        return False
    left, right = first - second, second - first
    if left and right:  # each says something else, too: only another form of it counts
        return fuzz.ratio(" ".join(sorted(left)), " ".join(sorted(right))) >= ALIKE
    return len(left | right) <= max(len(first & second), 1)


def _words(text: str) -> set[str]:
    return {word for word in default_process(text).split() if word not in _SMALL}


def _like(profile: Profile, note: Note) -> Note | None:
    """An earlier note of the same section that may say the same thing."""
    earlier = (
        other
        for other in profile.of_section(note.section)
        if other.number < note.number
    )
    return next((other for other in earlier if are_alike(other.text, note.text)), None)
