"""What a session shows: its open question as a view. Reads only, decides nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

from conversations import ranking
from conversations.canvas import canvas_of, in_order
from conversations.fit import fit_of, offered
from conversations.guides.library import Library
from conversations.guides.model import Guide, PromptKind, RateWhen, Rating, Style
from conversations.guides.steps import Step, StepKind
from conversations.interview import path
from conversations.interview import states as s
from conversations.interview import views as v
from conversations.interview.hints import open_nudge
from conversations.interview.notes_in_turn import matches_view, telling_view
from conversations.interview.paging import LISTED_AT_ONCE, on_page, pages_of
from conversations.interview.sections import overview_view
from conversations.interview.session import Headline, Interview, Session
from conversations.interview.value_map import can_map, has_map
from conversations.notes import is_naming, job_asked_about, types_of
from conversations.options import tapped
from conversations.profile import PROFILE_SECTIONS, Note, Profile, Section
from conversations.proposition import statement_of
from conversations.segment_card import compared_with, other_side_of, verdict_of
from conversations.words import name_of

#: How many notes a rating card shows at once.
RATED_AT_ONCE = 5
#: How many notes a card that takes numbers shows at once.
NUMBERED_AT_ONCE = 10


def question_view(session: Session, library: Library) -> v.QuestionView:
    """The card of the open question; the welcome when none is open."""
    interview = session.open_interview
    if interview is None:
        return _welcome(session, library)
    guide = library.guide_of(interview.profile)
    view = _view(interview, guide, session, library)
    return _with_terms(view, guide.steps[interview.place.step], library)


def _with_terms(view: v.QuestionView, step: Step, library: Library) -> v.QuestionView:
    """The card with the concepts its prompt speaks of, as far as there are any."""
    if isinstance(view, v.ShowWelcome):
        return view
    words = view.question.guide.words.prompts.get(step.id)
    concepts = library.glossary.words.concepts
    terms = tuple(
        v.Named(term, concepts[term].term)
        for term in (words.terms if words else ())
        if term in concepts
    )
    return replace(view, question=replace(view.question, terms=terms))


def _view(  # noqa: C901 (one flat table: a line a kind of place)
    interview: Interview, guide: Guide, session: Session, library: Library
) -> v.QuestionView:
    place = interview.place
    match place:
        case s.Asking() if _kind(guide, place.step) is PromptKind.STATEMENT:
            return _statement(interview, guide)
        case s.Asking():
            return _ask(interview, place, guide, coached=session.coached)
        case s.Offered():
            return v.AskExercise(_question(interview, guide))
        case s.Selecting():
            return _options(interview, place, guide)
        case s.Reviewing():
            return _review(interview, place, guide)
        case s.Rewording():
            note = interview.profile.note(place.note)
            text = note.text if note else ""
            return v.AskRewording(_question(interview, guide), text)
        case s.Choosing():
            count = len(_notes(interview, guide))
            return v.AskDepth(_question(interview, guide), count)
        case s.Rating():
            return _rating(interview, place, guide)
        case s.Ordering():
            return _ordering(interview, place, guide)
        case s.Ranked():
            return _ranking(interview, guide)
        case s.Adjusting():
            return _moves(interview, place, guide)
        case s.Finished():
            return _finished(interview, place, guide, session, library)
        case s.Overview():
            return overview_view(interview, guide, _question(interview, guide))
        case s.Matching():
            question = _question(interview, guide)
            return matches_view(interview, place, guide, question)
        case s.Telling():
            return telling_view(interview, guide, _question(interview, guide))
        case s.Fitting():
            return _fit(interview, guide)
        case _:
            assert_never(place)


def _question(interview: Interview, guide: Guide) -> v.Question:
    return v.Question(
        card=interview.card,
        part=s.part_of(interview.place),
        guide=guide,
        step=guide.steps[interview.place.step],
        progress=progress(guide, interview.place.step),
        segment=interview.profile.name,
        has_back=path.has_before(interview),
    )


def progress(guide: Guide, step: int) -> v.Progress:
    """How far along its guide a step is; the closing step counts as the last.

    Where all is put in order at the end, that is a section of its own. Prompts that
    go on from another count as that one; those of an exercise do not count. The value
    map counts by itself.
    """
    here, begins = guide.steps[step], guide.value_map_begins
    half = guide.steps[begins:] if step >= begins else guide.steps[:begins]
    stages = list(dict.fromkeys(_stage(guide, each) for each in half))
    stages = [stage for stage in stages if stage is not Section.REFLECTION]
    stage = _stage(guide, here)
    if stage not in stages:
        return v.Progress(len(stages), len(stages))
    number = stages.index(stage) + 1
    prompts = [
        at
        for at, other in enumerate(guide.steps)
        if other.section is here.section and _is_counted(guide, other)
    ]
    root = guide.root_of(here.id)
    if here.kind not in _COUNTED or not root or root.kind is PromptKind.EXERCISE:
        return v.Progress(number, len(stages))
    reached = sum(at <= step for at in prompts)
    return v.Progress(number, len(stages), reached, len(prompts))


#: The kinds of steps that count as questions of their section.
_COUNTED = (StepKind.ASK, StepKind.SELECT)

#: Stands for putting everything in order at the end.
_PRIORITIES = "priorities"


def _stage(guide: Guide, step: Step) -> str:
    return _PRIORITIES if is_priorities(guide, step) else step.section


def is_priorities(guide: Guide, step: Step) -> bool:
    """Whether a step puts notes in order after all were collected."""
    at_the_end = guide.structure.rate_when is RateWhen.END
    asks_nothing = guide.prompt(step.id) is None
    return at_the_end and asks_nothing and step.section in PROFILE_SECTIONS


def _is_counted(guide: Guide, step: Step) -> bool:
    prompt = guide.prompt(step.id)
    return step.kind in _COUNTED and prompt is not None and prompt.of is None


def _notes(interview: Interview, guide: Guide) -> tuple[Note, ...]:
    return interview.profile.of_section(guide.steps[interview.place.step].section)


def _job_of(profile: Profile, step: Step, guide: Guide) -> str | None:
    """The job a prompt speaks of."""
    number = job_asked_about(profile, guide, step.id)
    note = None if number is None else profile.note(number)
    return note.text if note else None


def _ask(
    interview: Interview, place: s.Asking, guide: Guide, *, coached: bool
) -> v.Ask:
    step = guide.steps[place.step]
    notes = interview.profile.of_section(guide.home_of[step.id])
    return v.Ask(
        question=_question(interview, guide),
        job=_job_of(interview.profile, step, guide),
        other=compared_with(interview.profile, guide),
        exercise=path.exercise_of(step, guide) is not None,
        notes=tuple(note.text for note in notes if note.prompt == step.id),
        earlier=tuple(
            note.text
            for note in notes
            if note.prompt != step.id and _kind(guide, place.step) in _REMINDS
            if not is_naming(note, guide)
        ),
        examples=place.examples,
        following=path.following(interview, guide),
        nudge=open_nudge(interview.profile, step.id, guide) if coached else None,
        matters=_matters(interview.profile, step.section),
    )


def _matters(profile: Profile, section: Section) -> tuple[str, ...]:
    """The top of what the notes of a section can answer."""
    return tuple(note.text for note in path.links_for(profile, section)[: ranking.TOP])


#: The kinds of prompts that show what was noted in their section before.
_REMINDS = (PromptKind.NOTES, PromptKind.STEPS)


def _kind(guide: Guide, step: int) -> PromptKind | None:
    prompt = guide.prompt(guide.steps[step].id)
    return prompt.kind if prompt else None


def _statement(interview: Interview, guide: Guide) -> v.AskStatement:
    return v.AskStatement(
        question=_question(interview, guide),
        statement=statement_of(interview.profile, guide),
        following=path.following(interview, guide),
    )


def _options(interview: Interview, place: s.Selecting, guide: Guide) -> v.AskOptions:
    profile, prompt = interview.profile, guide.steps[place.step].id
    kind = _kind(guide, place.step)
    note = tapped(profile, prompt)
    return v.AskOptions(
        question=_question(interview, guide),
        chosen=note.tags if note else None,
        other=compared_with(profile, guide),
        single=kind is PromptKind.BASE,
        verdict=verdict_of(profile, guide) if kind is PromptKind.TESTS else "",
        following=path.following(interview, guide),
    )


def _review(interview: Interview, place: s.Reviewing, guide: Guide) -> v.AskReview:
    notes = _notes(interview, guide)
    page = pages_of(len(notes), place.page)
    return v.AskReview(
        question=_question(interview, guide),
        items=tuple(v.Item(note.number, note.text) for note in on_page(page, notes)),
        first=page.page * LISTED_AT_ONCE + 1,
        pages=page,
    )


def rating_at(guide: Guide, step: int) -> Rating:
    """The rating that a rating step asks."""
    here = guide.steps[step]
    return guide.rating(here.section, here.id)


def _rating(
    interview: Interview, place: s.Rating, guide: Guide
) -> v.AskRating | v.AskNumbers:
    rating = rating_at(guide, place.step)
    if rating.style.takes_turns:
        return _numbers(interview, place, guide, rating)
    notes = _notes(interview, guide)
    page = pages_of(len(notes), place.page, RATED_AT_ONCE)
    return v.AskRating(
        question=_question(interview, guide),
        scale=rating.scale,
        marking=rating.style is Style.MARK,
        items=_rated(interview, on_page(page, notes, RATED_AT_ONCE), rating, guide),
        first=page.page * RATED_AT_ONCE + 1,
        pages=page,
    )


def _rated(
    interview: Interview, notes: Sequence[Note], rating: Rating, guide: Guide
) -> tuple[v.RatedItem, ...]:
    levels = guide.structure.scales[rating.scale].levels
    given = ((note, note.ratings.get(rating.id)) for note in notes)
    return tuple(
        v.RatedItem(
            note.number,
            note.text,
            None if level is None else levels.index(level),
            offered(interview.profile, note, rating, guide),
        )
        for note, level in given
    )


def _numbers(
    interview: Interview,
    place: s.Rating,
    guide: Guide,
    rating: Rating,
) -> v.AskNumbers:
    notes = _notes(interview, guide)
    numbers = [note.number for note in notes]
    turn = turn_of(place, notes, rating)
    at = numbers.index(turn)
    page = pages_of(len(notes), at // NUMBERED_AT_ONCE, NUMBERED_AT_ONCE)
    return v.AskNumbers(
        question=_question(interview, guide),
        scale=rating.scale,
        in_words=rating.style is Style.WORDS,
        items=_rated(interview, on_page(page, notes, NUMBERED_AT_ONCE), rating, guide),
        first=page.page * NUMBERED_AT_ONCE + 1,
        turn=turn,
        before=numbers[at - 1] if at > 0 else None,
        after=numbers[at + 1] if at + 1 < len(numbers) else None,
        complete=all(rating.id in note.ratings for note in notes),
        pages=page,
    )


def turn_of(place: s.Rating, notes: Sequence[Note], rating: Rating) -> int:
    """The note whose turn it is to get a number: the first without, if none was set."""
    numbers = [note.number for note in notes]
    if place.turn in numbers:
        return place.turn
    unrated = (note.number for note in notes if rating.id not in note.ratings)
    return next(unrated, numbers[-1])


def _ordering(
    interview: Interview, place: s.Ordering, guide: Guide
) -> v.AskOrder | v.AskFirst:
    profile = interview.profile
    kind = guide.steps[place.step].kind
    notes = [note for note in map(profile.note, place.among) if note]
    page = pages_of(len(notes), place.page)
    if kind is StepKind.FIRST:
        return v.AskFirst(
            question=_question(interview, guide),
            items=tuple(
                v.Item(note.number, note.text) for note in on_page(page, notes)
            ),
            chosen=next(iter(place.picked), None),
            pages=page,
        )
    picked = [profile.note(number) for number in place.picked]
    return v.AskOrder(
        question=_question(interview, guide),
        items=tuple(
            v.PickableItem(
                note.number,
                note.text,
                place.picked.index(note.number)
                if note.number in place.picked
                else None,
            )
            for note in on_page(page, notes)
        ),
        picked=tuple(note.text for note in picked if note),
        tie=kind is StepKind.SETTLE,
        start=place.start,
        wanted=picks_wanted(place, kind),
        pages=page,
    )


def picks_wanted(place: s.Ordering, kind: StepKind) -> int:
    """How many taps an ordering card asks for."""
    if kind is StepKind.FIRST:
        return 1
    if kind is StepKind.SETTLE:
        return ranking.picks_needed(len(place.among), place.start)
    return min(ranking.TOP, len(place.among))


def _ranking(interview: Interview, guide: Guide) -> v.ShowRanking:
    profile = interview.profile
    section = guide.steps[interview.place.step].section
    places = {number: at for at, number in enumerate(profile.order(section).ranked, 1)}
    return v.ShowRanking(
        question=_question(interview, guide),
        items=tuple(
            v.RankedItem(
                note.number,
                note.text,
                places.get(note.number),
                ranking.reason(profile, note, guide),
            )
            for note in in_order(profile, section)
        ),
        following=path.following(interview, guide),
    )


def _moves(interview: Interview, place: s.Adjusting, guide: Guide) -> v.AskMoves:
    profile = interview.profile
    order = profile.order(guide.steps[place.step].section).ranked
    page = pages_of(len(order), place.page)
    shown = [profile.note(number) for number in on_page(page, order)]
    return v.AskMoves(
        question=_question(interview, guide),
        items=tuple(v.Item(note.number, note.text) for note in shown if note),
        first=page.page * LISTED_AT_ONCE + 1,
        count=len(order),
        pages=page,
    )


def _fit(interview: Interview, guide: Guide) -> v.ShowFit:
    fit = fit_of(canvas_of(interview.profile, guide))
    if fit is None:
        raise ValueError("nothing is offered yet")
    return v.ShowFit(_question(interview, guide), fit)


def _finished(
    interview: Interview,
    place: s.Finished,
    guide: Guide,
    session: Session,
    library: Library,
) -> v.ShowCanvas | v.ShowKept:
    question = _question(interview, guide)
    types = next_types(interview.profile, guide, session)
    after = v.After(
        next_number=session.next_number,
        next_types=tuple(v.Item(note.number, note.text) for note in types),
        other_side=_other_side(interview.profile, guide, session),
        guides=library.following(guide.id),
        value_map=_value_map_state(interview.profile, guide),
    )
    surprises = interview.profile.of_section(Section.REFLECTION)
    if place.kept:
        texts = tuple(note.text for note in surprises[-place.kept :])
        return v.ShowKept(question, texts, after)
    return v.ShowCanvas(question, canvas_of(interview.profile, guide), after)


def _value_map_state(profile: Profile, guide: Guide) -> v.ValueMapState:
    if not can_map(profile, guide):
        return v.ValueMapState.NONE
    begun = has_map(profile)
    return v.ValueMapState.BEGUN if begun else v.ValueMapState.POSSIBLE


def next_types(profile: Profile, guide: Guide, session: Session) -> tuple[Note, ...]:
    """The other types of customers that have no profile yet."""
    taken = {line.name for line in session.kept}
    its_own = profile.order(Section.SEGMENT).ranked[:1]
    types = types_of(profile, guide)
    return tuple(
        note
        for note in types
        if len(types) > 1
        and note.number not in its_own
        and name_of(note.text) not in taken
    )


def _other_side(profile: Profile, guide: Guide, session: Session) -> str:
    """The group on the other side of the customers, if it has no profile yet."""
    other = other_side_of(profile, guide)
    taken = {line.name for line in session.kept}
    return "" if name_of(other) in taken else other


def _welcome(session: Session, library: Library) -> v.ShowWelcome:
    unfinished = _to_continue(session)
    step = (
        progress(_guide_of(unfinished, library), unfinished.step)
        if unfinished
        else None
    )
    return v.ShowWelcome(
        guide=last_guide(session, library),
        guides=len(library.all_newest()),
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


def last_guide(session: Session, library: Library) -> Guide:
    """The guide a person used last, as it is now; the newcomers' one before that."""
    if not session.kept:
        return library.all_newest()[0]
    return library.newest(session.kept[0].guide)


def listed(headline: Headline, library: Library) -> v.ListedProfile:
    """A headline as a list shows it."""
    at = None
    if not headline.finished:
        at = progress(_guide_of(headline, library), headline.step)
    return v.ListedProfile(headline.number, headline.name, at, headline.archived)


def profiles_view(
    session: Session, library: Library, page: int, shelf: v.Shelf = v.Shelf.AT_HAND
) -> v.ShowProfiles:
    """The profiles of a shelf, newest first."""
    shelves = {
        v.Shelf.AT_HAND: session.headlines,
        v.Shelf.ARCHIVE: session.archive,
        v.Shelf.BIN: session.deleted,
    }
    headlines = shelves.pop(shelf)
    shown = pages_of(len(headlines), page)
    return v.ShowProfiles(
        shelf=shelf,
        profiles=tuple(listed(line, library) for line in on_page(shown, headlines)),
        total=len(headlines),
        others={other: len(lines) for other, lines in shelves.items()},
        next_number=session.next_number,
        next_guide=last_guide(session, library).id,
        pages=shown,
    )
