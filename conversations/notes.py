"""What can happen to the notes of a profile; each change gives the profile after it.

Whatever changes a note leaves the profile whole: its orders list only notes that
are there, and its name follows from who the customer is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from conversations import ranking
from conversations.guides.model import Guide, PromptKind
from conversations.profile import Note, Origin, Profile, Section
from conversations.words import name_of, paired

#: The sections whose notes come from a job.
OF_A_JOB = frozenset({Section.PAINS, Section.GAINS})

#: A profile holds at most this many notes; a canvas with more helps nobody.
MOST_NOTES = 300


def add(
    profile: Profile,
    guide: Guide,
    prompt: str,
    lines: Sequence[str],
    message: int | None = None,
    job: int | None = None,
) -> Profile:
    """Every line becomes a note that answers a prompt, as far as there is room.

    `message` is where the lines were written, `job` the one that they were about.
    """
    added = _added(profile, guide, prompt, lines, message, job)
    return whole(added, guide, guide.home_of[prompt])


def _added(
    profile: Profile,
    guide: Guide,
    prompt: str,
    lines: Sequence[str],
    message: int | None,
    job: int | None,
) -> Profile:
    section = guide.home_of[prompt]
    room = max(0, MOST_NOTES - len(profile.living))
    notes = tuple(
        Note(
            number=profile.next_note + place,
            section=section,
            prompt=prompt,
            text=line,
            origin=None if message is None else Origin(message, place),
            for_job=_job_for(profile, guide, prompt) if job is None else job,
        )
        for place, line in enumerate(lines[:room])
    )
    return replace(
        profile,
        notes=profile.notes + notes,
        next_note=profile.next_note + len(notes),
    )


def _job_for(profile: Profile, guide: Guide, prompt: str) -> int | None:
    """The job that the answers to a prompt belong to, if it asks about one."""
    asked = guide.prompt(prompt)
    if asked is not None and asked.kind is PromptKind.HELPS and asked.of is not None:
        return next((note.number for note in profile.of_prompt(asked.of)), None)
    return first_job(profile) if guide.home_of[prompt] is Section.STEPS else None


def reword(
    profile: Profile, guide: Guide, note: Note, text: str, message: int | None
) -> Profile:
    """Give a note other words; `message` holds them from now on."""
    reworded = replace(note, text=text, reworded_in=message)
    return whole(profile.with_note(reworded), guide, note.section)


def delete(profile: Profile, guide: Guide, note: Note, now: datetime) -> Profile:
    """Take a note away; it can be brought back for some hours."""
    gone = replace(note, deleted_at=now)
    return whole(profile.with_note(gone), guide, note.section)


def restore(profile: Profile, guide: Guide, note: Note) -> Profile:
    """Bring a deleted note back."""
    back = replace(note, deleted_at=None)
    return whole(profile.with_note(back), guide, note.section)


def move(profile: Profile, guide: Guide, note: Note, section: Section) -> Profile:
    """Put a note into another section; its ratings stay as far as they fit there."""
    job = note.for_job if {note.section, section} <= OF_A_JOB else None
    if section is Section.STEPS:
        job = first_job(profile, besides=note)
    moved = replace(note, section=section, for_job=job)
    return whole(profile.with_note(moved), guide, note.section, section)


def first_job(profile: Profile, besides: Note | None = None) -> int | None:
    """The job that was named first: the one that steps belong to."""
    jobs = (note.number for note in profile.of_section(Section.JOBS) if note != besides)
    return next(jobs, None)


def job_asked_about(profile: Profile, guide: Guide, prompt: str) -> int | None:
    """The job a prompt speaks of: for steps the first, else the most important.

    What would help is asked about the job that was just named.
    """
    named = _job_for(profile, guide, prompt)
    if named is not None or guide.home_of[prompt] in (Section.JOBS, Section.STEPS):
        return named
    return next(iter(profile.order(Section.JOBS).ranked), None)


def link(profile: Profile, note: Note, target: int, *, linked: bool) -> Profile:
    """Say whether a note of the value map answers another note."""
    others = tuple(number for number in note.links if number != target)
    links = (*others, target) if linked else others
    return profile.with_note(replace(note, links=links))


def tag(profile: Profile, note: Note, choice: str, *, chosen: bool) -> Profile:
    """Say whether a choice fits a note."""
    others = tuple(each for each in note.tags if each != choice)
    tags = (*others, choice) if chosen else others
    return profile.with_note(replace(note, tags=tags))


def whole(profile: Profile, guide: Guide, *sections: Section) -> Profile:
    """A profile whose orders and name fit its notes again."""
    for section in sections:
        profile = ranking.put_in_order(profile, section, guide)
    return _named(profile, guide) if Section.SEGMENT in sections else profile


# --- who the customer is ------------------------------------------------------------


def is_naming(note: Note, guide: Guide) -> bool:
    """Whether a note says who the customer is, and not how they are or what they do."""
    if note.section is not Section.SEGMENT:
        return False
    prompt = guide.prompt(note.prompt)
    return prompt is None or prompt.kind in (PromptKind.SEGMENT, PromptKind.TYPES)


def types_of(profile: Profile, guide: Guide) -> tuple[Note, ...]:
    """The notes that name types of customers, one of which the profile is about."""
    prompt = guide.prompt_of(PromptKind.TYPES)
    notes = profile.of_section(Section.SEGMENT)
    return tuple(note for note in notes if prompt and note.prompt == prompt.id)


def _named(profile: Profile, guide: Guide) -> Profile:
    """The profile with the name that its segment notes give it, unless it has one."""
    texts = [note.text for note in _naming(profile, guide)]
    if profile.named_by_hand or not texts:
        return profile
    return replace(profile, name=name_of(", ".join(texts)))


def _naming(profile: Profile, guide: Guide) -> Iterable[Note]:
    if guide.prompt_of(PromptKind.FIRST) is None:
        notes = profile.of_section(Section.SEGMENT)
        return [note for note in notes if is_naming(note, guide)]
    types = types_of(profile, guide)
    first = profile.order(Section.SEGMENT).ranked[:1]
    return [note for note in types if note.number in first or len(types) == 1]


# --- a sent message was edited -------------------------------------------------------


class Rewriting(Struct, frozen=True):
    """What editing a sent message did: the profile after it, and the texts.

    Those that changed, came, went, or stayed although their line changed.
    """

    profile: Profile
    changed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    stayed: tuple[str, ...] = ()


def written_in(profile: Profile, message: int) -> bool:
    """Whether notes of a profile were written or reworded in a message."""
    return any(
        note.reworded_in == message
        or (note.origin is not None and note.origin.message == message)
        for note in profile.notes
    )


def rewrite(
    profile: Profile,
    guide: Guide,
    message: int,
    lines: Sequence[str],
    now: datetime,
) -> Rewriting:
    """Let notes follow the message they were written in, line by line.

    A line that is the same keeps its note; one that changed rewords it, wherever
    the note stands by now. What was reworded or deleted by hand stays so.
    """
    done = Rewriting(profile)
    for note in profile.living:
        if note.reworded_in == message:
            done = _follow(done, note, " ".join(lines))
    at = {
        note.origin.line: note
        for note in profile.notes
        if note.origin is not None and note.origin.message == message
    }
    old = [at.get(line) for line in range(max(at) + 1)] if at else []
    for before, after in paired([_line_of(note) for note in old], lines) if at else ():
        partner = None if before is None else old[before]
        if after is None:
            done = _line_gone(done, partner, now)
        elif before is None:
            done = _line_new(done, guide, at[min(at)], Origin(message, after), lines)
        elif partner is not None:
            origin = Origin(message, after)
            done = _line_kept(done, partner, origin, lines[after])
    return replace(done, profile=whole(done.profile, guide, *Section))


def _line_of(note: Note | None) -> str | None:
    """What a line said; one that was reworded by hand, or is gone, matches nothing."""
    return note.text if note and note.reworded_in is None else None


def _line_kept(done: Rewriting, note: Note, origin: Origin, line: str) -> Rewriting:
    moved = replace(note, origin=origin)
    done = replace(done, profile=done.profile.with_note(moved))
    if note.text == line:
        return done
    if note.deleted_at is not None or note.reworded_in is not None:
        return replace(done, stayed=(*done.stayed, note.text or line))
    return _follow(done, moved, line)


def _follow(done: Rewriting, note: Note, text: str) -> Rewriting:
    if note.text == text:
        return done
    profile = done.profile.with_note(replace(note, text=text))
    return replace(done, profile=profile, changed=(*done.changed, text))


def _line_gone(done: Rewriting, note: Note | None, now: datetime) -> Rewriting:
    """A line was taken out: so is its note, and the message knows it no more."""
    if note is None or note.deleted_at is not None:
        return done
    if note.reworded_in is not None:
        return replace(done, stayed=(*done.stayed, note.text))
    profile = done.profile.with_note(replace(note, origin=None, deleted_at=now))
    return replace(done, profile=profile, removed=(*done.removed, note.text))


def _line_new(
    done: Rewriting, guide: Guide, first: Note, origin: Origin, lines: Sequence[str]
) -> Rewriting:
    """A line was put in: a new note that answers the same prompt."""
    line = lines[origin.line]
    before = done.profile
    profile = _added(before, guide, first.prompt, [line], None, first.for_job)
    if profile.next_note == before.next_note:
        return replace(done, stayed=(*done.stayed, line))
    note = profile.notes[-1]
    profile = profile.with_note(replace(note, origin=origin))
    return replace(done, profile=profile, added=(*done.added, line))
