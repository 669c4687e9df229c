"""What a session shows: its open question as a view. Reads only, decides nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar, assert_never

from conversations import ranking
from conversations.canvas import canvas_of, in_order
from conversations.guides.library import DEFAULT_GUIDE, Library
from conversations.guides.model import Guide, Rating, Style
from conversations.guides.steps import StepKind
from conversations.interview import effects as f
from conversations.interview import path
from conversations.interview import states as s
from conversations.interview.session import Headline, Interview, Session
from conversations.profile import Note, Profile, Section

#: How many notes a rating card shows at once.
RATED_AT_ONCE = 5
#: How many notes an ordering or reviewing card shows at once.
LISTED_AT_ONCE = 8

T = TypeVar("T")


def question_view(session: Session, library: Library) -> f.QuestionView:
    """The card of the open question; the welcome when none is open."""
    interview = session.open_interview
    if interview is None:
        return _welcome(session, library)
    guide = library.guide_of(interview.profile)
    return _view(interview, guide, session)


def _view(  # noqa: C901 (one flat table: a line a kind of place)
    interview: Interview, guide: Guide, session: Session
) -> f.QuestionView:
    place = interview.place
    match place:
        case s.Asking():
            return _ask(interview, place, guide)
        case s.Reviewing():
            return _review(interview, place, guide)
        case s.Rewording():
            note = interview.profile.note(place.note)
            text = note.text if note else ""
            return f.AskRewording(_question(interview, guide), text)
        case s.Choosing():
            count = len(_notes(interview, guide))
            return f.AskDepth(_question(interview, guide), count)
        case s.Rating():
            return _rating(interview, place, guide)
        case s.Ordering():
            return _ordering(interview, place, guide)
        case s.Ranked():
            return _ranking(interview, guide)
        case s.Adjusting():
            return _moves(interview, place, guide)
        case s.Finished():
            return _finished(interview, place, guide, session)
        case _:
            assert_never(place)


def _question(interview: Interview, guide: Guide) -> f.Question:
    return f.Question(
        card=interview.card,
        part=s.part_of(interview.place),
        guide=guide,
        step=guide.steps[interview.place.step],
        progress=progress(guide, interview.place.step),
        segment=interview.profile.name,
        has_back=path.has_before(interview),
    )


def progress(guide: Guide, step: int) -> f.Progress:
    """How far along its guide a step is; the closing step counts as the last."""
    sections = [
        section.id
        for section in guide.structure.sections
        if section.id is not Section.REFLECTION
    ]
    here = guide.steps[step]
    if here.section not in sections:
        return f.Progress(len(sections), len(sections))
    prompts = [
        at
        for at, other in enumerate(guide.steps)
        if other.section is here.section and other.kind is StepKind.ASK
    ]
    number = sections.index(here.section) + 1
    if step not in prompts:
        return f.Progress(number, len(sections))
    return f.Progress(number, len(sections), prompts.index(step) + 1, len(prompts))


def pages_of(count: int, page: int, size: int) -> f.Pages:
    """The page shown, kept within what there is."""
    pages = max(1, -(-count // size))
    return f.Pages(min(max(page, 0), pages - 1), pages)


def _on(page: f.Pages, items: Sequence[T], size: int) -> Sequence[T]:
    return items[page.page * size : (page.page + 1) * size]


def _notes(interview: Interview, guide: Guide) -> tuple[Note, ...]:
    return interview.profile.of_section(guide.steps[interview.place.step].section)


def top_job(profile: Profile) -> str | None:
    """The most important job, once jobs are in order."""
    ranked_jobs = profile.order(Section.JOBS).ranked
    note = profile.note(ranked_jobs[0]) if ranked_jobs else None
    return note.text if note else None


def _ask(interview: Interview, place: s.Asking, guide: Guide) -> f.Ask:
    step = guide.steps[place.step]
    notes = _notes(interview, guide)
    return f.Ask(
        question=_question(interview, guide),
        job=top_job(interview.profile) if step.section is not Section.JOBS else None,
        notes=tuple(note.text for note in notes if note.prompt == step.id),
        earlier=tuple(note.text for note in notes if note.prompt != step.id),
        examples=place.examples,
        following=path.following(interview, guide),
    )


def _review(interview: Interview, place: s.Reviewing, guide: Guide) -> f.AskReview:
    notes = _notes(interview, guide)
    page = pages_of(len(notes), place.page, LISTED_AT_ONCE)
    return f.AskReview(
        question=_question(interview, guide),
        items=tuple(
            f.Item(note.number, note.text) for note in _on(page, notes, LISTED_AT_ONCE)
        ),
        first=page.page * LISTED_AT_ONCE + 1,
        pages=page,
    )


def rating_at(guide: Guide, step: int) -> Rating:
    """The rating that a rating step asks."""
    here = guide.steps[step]
    ratings = guide.section(here.section).ratings
    return next(rating for rating in ratings if rating.id == here.id)


def _rating(interview: Interview, place: s.Rating, guide: Guide) -> f.AskRating:
    rating = rating_at(guide, place.step)
    levels = guide.structure.scales[rating.scale].levels
    notes = _notes(interview, guide)
    page = pages_of(len(notes), place.page, RATED_AT_ONCE)
    return f.AskRating(
        question=_question(interview, guide),
        scale=rating.scale,
        marking=rating.style is Style.MARK,
        items=tuple(
            f.RatedItem(
                note.number,
                note.text,
                levels.index(note.ratings[rating.id])
                if rating.id in note.ratings
                else None,
            )
            for note in _on(page, notes, RATED_AT_ONCE)
        ),
        first=page.page * RATED_AT_ONCE + 1,
        pages=page,
    )


def _ordering(interview: Interview, place: s.Ordering, guide: Guide) -> f.AskOrder:
    profile = interview.profile
    kind = guide.steps[place.step].kind
    notes = [note for note in map(profile.note, place.among) if note]
    page = pages_of(len(notes), place.page, LISTED_AT_ONCE)
    picked = [profile.note(number) for number in place.picked]
    return f.AskOrder(
        question=_question(interview, guide),
        items=tuple(
            f.PickableItem(
                note.number,
                note.text,
                place.picked.index(note.number)
                if note.number in place.picked
                else None,
            )
            for note in _on(page, notes, LISTED_AT_ONCE)
        ),
        picked=tuple(note.text for note in picked if note),
        tie=kind is StepKind.SETTLE,
        start=place.start,
        wanted=picks_wanted(place, kind),
        pages=page,
    )


def picks_wanted(place: s.Ordering, kind: StepKind) -> int:
    """How many taps an ordering card asks for."""
    if kind is StepKind.SETTLE:
        return ranking.picks_needed(len(place.among), place.start)
    return min(ranking.TOP, len(place.among))


def _ranking(interview: Interview, guide: Guide) -> f.ShowRanking:
    profile = interview.profile
    section = guide.steps[interview.place.step].section
    places = {number: at for at, number in enumerate(profile.order(section).ranked, 1)}
    return f.ShowRanking(
        question=_question(interview, guide),
        items=tuple(
            f.RankedItem(
                note.number,
                note.text,
                places.get(note.number),
                ranking.reason(profile, note, guide),
            )
            for note in in_order(profile, section)
        ),
        following=path.following(interview, guide),
    )


def _moves(interview: Interview, place: s.Adjusting, guide: Guide) -> f.AskMoves:
    profile = interview.profile
    order = profile.order(guide.steps[place.step].section).ranked
    page = pages_of(len(order), place.page, LISTED_AT_ONCE)
    shown = [profile.note(number) for number in _on(page, order, LISTED_AT_ONCE)]
    return f.AskMoves(
        question=_question(interview, guide),
        items=tuple(f.Item(note.number, note.text) for note in shown if note),
        first=page.page * LISTED_AT_ONCE + 1,
        count=len(order),
        pages=page,
    )


def _finished(
    interview: Interview, place: s.Finished, guide: Guide, session: Session
) -> f.ShowCanvas | f.ShowKept:
    question = _question(interview, guide)
    surprises = interview.profile.of_section(Section.REFLECTION)
    if place.kept:
        texts = tuple(note.text for note in surprises[-place.kept :])
        return f.ShowKept(question, texts, session.next_number)
    canvas = canvas_of(interview.profile, guide)
    return f.ShowCanvas(question, canvas, session.next_number)


def _welcome(session: Session, library: Library) -> f.ShowWelcome:
    unfinished = _to_continue(session)
    step = (
        progress(_guide_of(unfinished, library), unfinished.step)
        if unfinished
        else None
    )
    return f.ShowWelcome(
        guide=library.newest(DEFAULT_GUIDE),
        unfinished=unfinished,
        progress=step,
        profiles=len(session.headlines),
        next_number=session.next_number,
        resting=session.resting,
    )


def _guide_of(headline: Headline, library: Library) -> Guide:
    return library.guides[headline.guide, headline.guide_version]


def _to_continue(session: Session) -> Headline | None:
    """The interview in hand if it is unfinished, else the newest unfinished one."""
    unfinished = [line for line in session.headlines if not line.finished]
    in_hand = [line for line in unfinished if line.number == session.current]
    return next(iter(in_hand + unfinished), None)


def listed(headline: Headline, library: Library) -> f.ListedProfile:
    """A headline as a list shows it."""
    if headline.finished:
        return f.ListedProfile(headline.number, headline.name, None)
    at = progress(_guide_of(headline, library), headline.step)
    return f.ListedProfile(headline.number, headline.name, at)


def profiles_view(session: Session, library: Library, page: int) -> f.ShowProfiles:
    """The list of profiles, newest first."""
    headlines = session.headlines
    shown = pages_of(len(headlines), page, LISTED_AT_ONCE)
    return f.ShowProfiles(
        profiles=tuple(
            listed(line, library) for line in _on(shown, headlines, LISTED_AT_ONCE)
        ),
        total=len(headlines),
        next_number=session.next_number,
        pages=shown,
    )
