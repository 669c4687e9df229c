"""One note after another: what it answers, which choices fit it, where it belongs.

What the cards show is made here, too. Where the turn was never set, or its note is
gone, the first note has it.
"""

from __future__ import annotations

from msgspec.structs import replace

from conversations import notes
from conversations.canvas import in_order
from conversations.guides.model import Guide
from conversations.guides.steps import StepKind
from conversations.interview import effects as f
from conversations.interview import events as e
from conversations.interview import path
from conversations.interview import states as s
from conversations.interview import views as v
from conversations.interview.asking import taps_wanted
from conversations.interview.paging import on_page, pages_of
from conversations.interview.session import Interview, Session
from conversations.interview.states import State
from conversations.interview.turn import (
    Context,
    Handler,
    Turn,
    in_hand,
    moved,
    show,
    unchanged,
)
from conversations.profile import Note, Profile
from conversations.words import lines_of


def _turns(interview: Interview, guide: Guide) -> tuple[Note, ...]:
    """The notes that have their turn on the open card, in their order."""
    return in_order(interview.profile, guide.steps[interview.place.step].section)


def _turn(interview: Interview, guide: Guide) -> int:
    """The place (from 0) of the note whose turn it is."""
    place = interview.place
    if not isinstance(place, s.Matching | s.Telling):
        raise TypeError("no note has its turn here")
    numbers = [note.number for note in _turns(interview, guide)]
    return numbers.index(place.turn) if place.turn in numbers else 0


def _turn_to(session: Session, event: e.TurnTapped, context: Context) -> Turn:
    interview, guide = in_hand(session, context)
    turns = _turns(interview, guide)
    if event.note not in [note.number for note in turns]:
        return unchanged(session, f.Notice.STALE)
    if turns[_turn(interview, guide)].number == event.note:
        return unchanged(session, f.Notice.ALREADY)
    place = s.Telling if isinstance(interview.place, s.Telling) else s.Matching
    return show(session.at(place(event.step, event.note)))


# --- what a note answers, and which choices fit it -----------------------------------


def _match(session: Session, event: e.MatchTapped, context: Context) -> Turn:
    interview, guide = in_hand(session, context)
    profile, step = interview.profile, guide.steps[event.step]
    note = profile.note(event.note)
    options = _options(interview, guide, note) if note else ()
    option = next((each for each in options if each.choice == event.choice), None)
    if note is None or note.section is not step.section or option is None:
        return unchanged(session, f.Notice.STALE)
    if option.fits == bool(event.fits):
        return unchanged(session, f.Notice.ALREADY)
    if step.kind is StepKind.LINKS:
        linked = bool(event.fits)
        profile = notes.link(profile, note, event.choice, linked=linked)
    else:
        choice = guide.choices(step.id)[event.choice]
        profile = notes.tag(profile, note, choice, chosen=bool(event.fits))
    notice = f.Notice.SAVED if event.fits else f.Notice.UNDONE
    return Turn(
        session.at(interview.place, profile), (f.ShowQuestion(), f.Toast(notice))
    )


def _turn_page(session: Session, event: e.PageTapped, context: Context) -> Turn:
    interview, _ = in_hand(session, context)
    if not isinstance(interview.place, s.Matching):
        raise TypeError("only what is matched has pages")
    return show(session.at(replace(interview.place, page=event.page)))


def _options(interview: Interview, guide: Guide, note: Note) -> tuple[v.Option, ...]:
    """What can be tapped for a note."""
    step = guide.steps[interview.place.step]
    if step.kind is StepKind.LINKS:
        return link_options(interview.profile, note)
    return choice_options(guide, step.id, note)


def choice_options(guide: Guide, prompt: str, note: Note) -> tuple[v.Option, ...]:
    """The choices of a prompt, and which of them fit a note."""
    words = guide.words.prompts[prompt].choices
    return tuple(
        v.Option(at, words[choice].label, choice in note.tags, words[choice].about)
        for at, choice in enumerate(guide.choices(prompt))
    )


def link_options(profile: Profile, note: Note) -> tuple[v.Option, ...]:
    """What a note of the value map can answer."""
    return tuple(
        v.Option(other.number, other.text, other.number in note.links)
        for other in path.links_for(profile, note.section)
    )


def matches_view(
    interview: Interview, place: s.Matching, guide: Guide, question: v.Question
) -> v.AskMatches:
    """One note, and what can be tapped for it."""
    turns, at = _turns(interview, guide), _turn(interview, guide)
    options = _options(interview, guide, turns[at])
    page = pages_of(len(options), place.page)
    return v.AskMatches(
        question=question,
        turn=_in_turn(turns, at),
        options=tuple(on_page(page, options)),
        pages=page,
    )


def _in_turn(turns: tuple[Note, ...], at: int) -> v.InTurn:
    return v.InTurn(
        note=v.Item(turns[at].number, turns[at].text),
        place=at + 1,
        of=len(turns),
        before=turns[at - 1].number if at > 0 else None,
        after=turns[at + 1].number if at + 1 < len(turns) else None,
    )


# --- in which situation a note belongs -----------------------------------------------


def _tell(session: Session, event: e.TextSent, context: Context) -> Turn:
    """A message says where the note belongs whose turn it is; then comes the next."""
    interview, guide = in_hand(session, context)
    lines = lines_of(event.text)
    if not lines:
        return show(session, f.Notice.NO_WORDS)
    if event.answers not in (None, interview.card):
        return taps_wanted(session, event, context)
    turns, at = _turns(interview, guide), _turn(interview, guide)
    told = replace(turns[at], context=" ".join(lines))
    profile = interview.profile.with_note(told)
    if at + 1 < len(turns):
        place = s.Telling(interview.place.step, turns[at + 1].number)
        return show(session.at(place, profile))
    done = replace(interview, profile=profile)
    return moved(session, path.forward(done, guide), context)


def telling_view(
    interview: Interview, guide: Guide, question: v.Question
) -> v.AskContext:
    """One note after another, with the situations that are known."""
    turns, at = _turns(interview, guide), _turn(interview, guide)
    return v.AskContext(
        question=question,
        turn=_in_turn(turns, at),
        context=turns[at].context,
        told=tuple((note.text, note.context) for note in turns if note.context),
    )


IN_TURN_HANDLERS: dict[tuple[State, type[e.Event]], Handler] = {
    (State.MATCHING, e.MatchTapped): _match,
    (State.MATCHING, e.TurnTapped): _turn_to,
    (State.MATCHING, e.PageTapped): _turn_page,
    (State.TELLING, e.TextSent): _tell,
    (State.TELLING, e.TurnTapped): _turn_to,
}
