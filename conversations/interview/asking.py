"""Prompts and what people answer: notes, the segment, rewording, surprises."""

from __future__ import annotations

from msgspec.structs import replace

from conversations import notes
from conversations.guides.model import ONE_ANSWER, Guide, PromptKind
from conversations.guides.steps import Step, StepKind
from conversations.interview import effects as f
from conversations.interview import events as e
from conversations.interview import path
from conversations.interview import states as s
from conversations.interview.hints import looked_at
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
from conversations.profile import Profile, Section
from conversations.words import lines_of


def _text_for_prompt(session: Session, event: e.TextSent, context: Context) -> Turn:
    """File a text under the question that was on screen when it was written."""
    interview, guide = in_hand(session, context)
    asked = _asked_step(event, interview, guide)
    step = guide.steps[interview.place.step if asked is None else asked]
    before = interview.profile if asked is not None else _corrected(interview, context)
    profile, notice = _with_notes(before, guide, step, event)
    if notice is f.Notice.NO_WORDS:
        return show(session, notice)
    if session.coached and asked is None:
        profile = looked_at(before, profile, guide)
    session = session.at(interview.place, profile)
    if notice is not None:
        return show(session, notice)
    if asked is not None:
        return show(session, f.Notice.LATE_NOTE, ", ".join(lines_of(event.text)))
    if _kind_of(step, guide) in _LEADS_ON:
        return moved(
            session, path.forward(in_hand(session, context)[0], guide), context
        )
    return show(session)


def _corrected(interview: Interview, context: Context) -> Profile:
    """The profile without an old answer of which there is one: the new one counts."""
    profile, guide = interview.profile, context.library.guide_of(interview.profile)
    step = guide.steps[interview.place.step]
    if _kind_of(step, guide) not in ONE_ANSWER:
        return profile
    for note in profile.of_prompt(step.id):
        profile = notes.delete(profile, guide, note, context.now)
    return profile


#: The kinds of prompts that one answer is enough for; it leads to the next step.
_LEADS_ON = ONE_ANSWER - {PromptKind.STATEMENT}


def _kind_of(step: Step, guide: Guide) -> PromptKind | None:
    prompt = guide.prompt(step.id)
    return prompt.kind if prompt else None


def _asked_step(event: e.TextSent, interview: Interview, guide: Guide) -> int | None:
    """The earlier prompt a late text belongs to, if it is one."""
    card = event.answers
    if card is None or card == interview.card:
        return None
    is_step = 0 <= card.step < len(guide.steps)
    if card.profile != interview.profile.number or not is_step:
        return None
    return card.step if guide.steps[card.step].kind is StepKind.ASK else None


def _with_notes(
    profile: Profile, guide: Guide, step: Step, event: e.TextSent
) -> tuple[Profile, f.Notice | None]:
    """Every line becomes a note; says why if none or not all could."""
    lines = lines_of(event.text)
    if not lines:
        return profile, f.Notice.NO_WORDS
    if _kind_of(step, guide) is PromptKind.STATEMENT:
        lines = (" ".join(lines),)
    job = _job_named(profile, guide, step)
    added = notes.add(profile, guide, step.id, lines, event.message, job)
    missing = added.next_note - profile.next_note < len(lines)
    return added, f.Notice.FULL if missing else None


def _job_named(profile: Profile, guide: Guide, step: Step) -> int | None:
    """The job that a question about pains or gains names."""
    words = guide.words.prompts[step.id]
    if step.section not in notes.OF_A_JOB or "{job}" not in words.ask:
        return None
    return notes.job_asked_about(profile, guide, step.id)


def _next(session: Session, event: e.NextTapped, context: Context) -> Turn:
    interview, guide = in_hand(session, context)
    step = guide.steps[interview.place.step]
    if _is_unknown(interview.profile, step):
        return unchanged(session, f.Notice.NO_NAME_YET)
    return moved(session, path.forward(interview, guide), context)


def _is_unknown(profile: Profile, step: Step) -> bool:
    """Whether nothing was said yet about who the customer is."""
    return step.section is Section.SEGMENT and not profile.of_section(step.section)


def _back(session: Session, event: e.BackTapped, context: Context) -> Turn:
    interview, guide = in_hand(session, context)
    before = path.backward(interview, guide)
    if before == interview:
        return unchanged(session, f.Notice.ALREADY)
    return moved(session, before, context)


def _later(session: Session, event: e.LaterTapped, context: Context) -> Turn:
    return show(replace(session, resting=True))


def _examples(session: Session, event: e.ExamplesTapped, context: Context) -> Turn:
    _, guide = in_hand(session, context)
    prompt = guide.words.prompts[guide.steps[event.step].id]
    count = max(0, min(event.count, len(prompt.more_examples)))
    return show(session.at(s.Asking(event.step, count)))


def taps_wanted(session: Session, event: e.TextSent, context: Context) -> Turn:
    """A text where taps are wanted; one for an earlier prompt is still kept."""
    interview, guide = in_hand(session, context)
    asked = _asked_step(event, interview, guide)
    if asked is None:
        return show(session, f.Notice.TAPS_WANTED)
    profile, notice = _with_notes(interview.profile, guide, guide.steps[asked], event)
    mended = path.mended(replace(interview, profile=profile), guide)
    session = session.holding(mended)
    kept = ", ".join(lines_of(event.text))
    return show(session, notice or f.Notice.LATE_NOTE, kept)


# --- looking at the notes once more ----------------------------------------------


def _reword(session: Session, event: e.RewordTapped, context: Context) -> Turn:
    interview, guide = in_hand(session, context)
    note = interview.profile.note(event.note)
    if note is None or note.section is not guide.steps[event.step].section:
        return unchanged(session, f.Notice.STALE)
    page = interview.place.page if isinstance(interview.place, s.Reviewing) else 0
    return show(session.at(s.Rewording(event.step, event.note, page)))


def _turn_review(session: Session, event: e.PageTapped, context: Context) -> Turn:
    return show(session.at(s.Reviewing(event.step, event.page)))


def _keep(session: Session, event: e.KeepTapped, context: Context) -> Turn:
    return show(_reviewing_again(session, context))


def _new_wording(session: Session, event: e.TextSent, context: Context) -> Turn:
    interview, guide = in_hand(session, context)
    lines = lines_of(event.text)
    place = interview.place
    note = (
        interview.profile.note(place.note) if isinstance(place, s.Rewording) else None
    )
    if not lines or note is None:
        return show(session, f.Notice.NO_WORDS)
    if _asked_step(event, interview, guide) is not None:
        return taps_wanted(session, event, context)
    text = " ".join(lines)
    profile = notes.reword(interview.profile, guide, note, text, event.message)
    return show(_reviewing_again(session.at(place, profile), context))


def _reviewing_again(session: Session, context: Context) -> Session:
    interview, _ = in_hand(session, context)
    place = interview.place
    page = place.page if isinstance(place, s.Rewording) else 0
    return session.at(s.Reviewing(place.step, page))


# --- after the canvas --------------------------------------------------------------


def _surprise(session: Session, event: e.TextSent, context: Context) -> Turn:
    interview, guide = in_hand(session, context)
    asked = _asked_step(event, interview, guide)
    if asked is not None:
        return taps_wanted(session, event, context)
    step = guide.steps[interview.place.step]
    profile, notice = _with_notes(interview.profile, guide, step, event)
    added = len(profile.notes) - len(interview.profile.notes)
    kept = interview.place.kept if isinstance(interview.place, s.Finished) else 0
    place = s.Finished(interview.place.step, kept + added)
    return show(session.at(place, profile), notice)


_WITH_TAPS = (
    State.OFFERED,
    State.SELECTING,
    State.REVIEWING,
    State.CHOOSING,
    State.ORDERING,
    State.RANKED,
    State.ADJUSTING,
    State.OVERVIEW,
    State.MATCHING,
    State.FIT,
)

_QUESTIONS = (
    *(State.ASKING, State.REWORDING, State.RATING, State.TELLING),
    *_WITH_TAPS,
)

ASKING_HANDLERS: dict[tuple[State, type[e.Event]], Handler] = {
    (State.ASKING, e.TextSent): _text_for_prompt,
    (State.ASKING, e.ExamplesTapped): _examples,
    (State.REVIEWING, e.RewordTapped): _reword,
    (State.REVIEWING, e.PageTapped): _turn_review,
    (State.REWORDING, e.TextSent): _new_wording,
    (State.REWORDING, e.KeepTapped): _keep,
    (State.FINISHED, e.TextSent): _surprise,
    (State.FINISHED, e.BackTapped): _back,
    **{(state, e.TextSent): taps_wanted for state in _WITH_TAPS},
    **{(state, e.LaterTapped): _later for state in _QUESTIONS},
    **{
        (state, e.NextTapped): _next
        for state in (
            *(State.ASKING, State.REVIEWING, State.RANKED),
            *(State.MATCHING, State.TELLING, State.FIT),
        )
    },
    **{
        (state, e.BackTapped): _back
        for state in (
            State.ASKING,
            State.OFFERED,
            State.SELECTING,
            State.REVIEWING,
            State.CHOOSING,
            State.RATING,
            State.ORDERING,
            State.RANKED,
            State.OVERVIEW,
            State.MATCHING,
            State.TELLING,
            State.FIT,
        )
    },
}
