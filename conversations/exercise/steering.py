"""The facilitator's way through the steps, and the clock."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec.structs import replace

from conversations.exercise import effects as f
from conversations.exercise import events as e
from conversations.exercise import path
from conversations.exercise import states as s
from conversations.exercise.class_canvas import class_canvas
from conversations.exercise.exercise import Exercise
from conversations.exercise.setup import Work
from conversations.exercise.sight import Room
from conversations.exercise.turn import Context, Handler, Turn, cards_of, unchanged

#: So long before the end the group is told.
CUE = timedelta(seconds=30)

#: A card's time cannot be made longer than by so many minutes.
MOST_EXTRA = 60

_NEW_STEP = (f.ShowRoom(), f.ShowConsoles(), f.AskEveryone())
_OTHER_TIME = (f.ShowRoom(quiet=True), f.ShowConsoles(), f.AskEveryone(quiet=True))


def _started(exercise: Exercise, event: e.StartTapped, context: Context) -> Turn:
    cards = cards_of(exercise, context.library)
    return _now_at(path.asked(exercise, 0, cards, context.now), context)


def _next(exercise: Exercise, event: e.NextTapped, context: Context) -> Turn:
    cards = cards_of(exercise, context.library)
    step = exercise.place.step
    is_naming = step < len(cards) and cards[step].naming
    is_shared = exercise.setup.work is Work.SHARED
    if is_naming and is_shared and not exercise.segment:
        return unchanged(exercise, f.Notice.NO_SEGMENT_YET)
    if isinstance(exercise.place, s.Sorting) and not path.shortlist(exercise):
        return unchanged(exercise, f.Notice.NOTHING_LISTED)
    return _now_at(path.forward(exercise, cards, context.now), context)


def _back(exercise: Exercise, event: e.BackTapped, context: Context) -> Turn:
    cards = cards_of(exercise, context.library)
    before = path.backward(exercise, cards, context.now)
    if before == exercise:
        return unchanged(exercise, f.Notice.ALREADY)
    return _now_at(before, context)


def _again(exercise: Exercise, event: e.VoteAgainTapped, context: Context) -> Turn:
    if not exercise.sheets:
        return unchanged(exercise, f.Notice.PRIVATE_SHEETS)
    if not path.shortlist(exercise):
        return unchanged(exercise, f.Notice.NOTHING_LISTED)
    cards = cards_of(exercise, context.library)
    return _now_at(path.voting(exercise, cards), context)


def _finished(exercise: Exercise, event: e.FinishTapped, context: Context) -> Turn:
    cards = cards_of(exercise, context.library)
    return _now_at(path.finished(exercise, cards, context.now), context)


def _now_at(exercise: Exercise, context: Context) -> Turn:
    effects = (*_NEW_STEP, *_wakes(exercise, context))
    return Turn(
        exercise, (*effects, f.ShowCanvas()) if _is_result(exercise) else effects
    )


def _is_result(exercise: Exercise) -> bool:
    """Whether it is over, with something on the canvas that everybody may see."""
    if not isinstance(exercise.place, s.Finished):
        return False
    sheets = class_canvas(exercise, Room()).sheets
    return any(section.items for sheet in sheets for section in sheet.sections)


def _wakes(exercise: Exercise, context: Context) -> tuple[f.Effect, ...]:
    """What the clock of the open card has to bring back, where one runs."""
    place = exercise.place
    if not isinstance(place, s.Asking) or place.ends_at is None:
        return ()
    step, ends_at = place.step, place.ends_at
    end = f.WakeAt(ends_at, e.TimeUp(step, ends_at))
    if ends_at - CUE <= context.now:
        return (end,)
    return f.WakeAt(ends_at - CUE, e.CueDue(step, ends_at)), end


# --- the clock ------------------------------------------------------------------------


def _paused(exercise: Exercise, event: e.PauseTapped, context: Context) -> Turn:
    place = exercise.place
    if not isinstance(place, s.Asking) or place.ends_at is None:
        return unchanged(exercise, f.Notice.NO_CLOCK)
    left = max(place.ends_at - context.now, timedelta())
    paused = s.Paused(place.step, left, place.extra)
    return Turn(replace(exercise, place=paused), _OTHER_TIME)


def _resumed(exercise: Exercise, event: e.ResumeTapped, context: Context) -> Turn:
    place = exercise.place
    if not isinstance(place, s.Paused):
        return unchanged(exercise, f.Notice.STALE)
    asking = s.Asking(place.step, context.now + place.left, place.extra)
    resumed = replace(exercise, place=asking)
    return Turn(resumed, (*_OTHER_TIME, *_wakes(resumed, context)))


def _minute(exercise: Exercise, event: e.MinuteTapped, context: Context) -> Turn:
    """The button names how many were added in all, so that it counts once."""
    place = exercise.place
    if not isinstance(place, s.Asking | s.Paused) or event.extra > MOST_EXTRA:
        return unchanged(exercise, f.Notice.STALE)
    if event.extra <= place.extra:
        return unchanged(exercise, f.Notice.ALREADY)
    more = timedelta(minutes=event.extra - place.extra)
    if isinstance(place, s.Paused):
        longer: s.Place = replace(place, left=place.left + more, extra=event.extra)
    elif place.ends_at is None:
        return unchanged(exercise, f.Notice.NO_CLOCK)
    else:
        ends_at = max(place.ends_at, context.now) + more
        longer = replace(place, ends_at=ends_at, extra=event.extra)
    extended = replace(exercise, place=longer)
    return Turn(extended, (*_OTHER_TIME, *_wakes(extended, context)))


def _cue(exercise: Exercise, event: e.CueDue, context: Context) -> Turn:
    is_soon = _is_on(exercise, event) and event.ends_at > context.now
    return Turn(exercise, (f.ShowRoom(f.Notice.SOON_OVER),) if is_soon else ())


def _time_up(exercise: Exercise, event: e.TimeUp, context: Context) -> Turn:
    if not _is_on(exercise, event):
        return Turn(exercise)
    return _over(exercise, event.ends_at)


def _is_on(exercise: Exercise, event: e.TimeUp | e.CueDue) -> bool:
    """Whether the clock is still the one that the event was set for."""
    place = exercise.place
    if not isinstance(place, s.Asking):
        return False
    return (place.step, place.ends_at) == (event.step, event.ends_at)


# --- a card's end ---------------------------------------------------------------------


def _closed(exercise: Exercise, event: e.CloseTapped, context: Context) -> Turn:
    return _over(exercise, context.now)


def _over(exercise: Exercise, at: datetime) -> Turn:
    card = f.AskEveryone(quiet=True)
    shown = (f.ShowRoom(f.Notice.TIME_UP), f.ShowConsoles(), card)
    return Turn(path.closed(exercise, at), shown)


def _reopened(exercise: Exercise, event: e.ReopenTapped, context: Context) -> Turn:
    cards = cards_of(exercise, context.library)
    return _now_at(path.asked(exercise, event.step, cards, context.now), context)


def _revealed(exercise: Exercise, event: e.RevealTapped, context: Context) -> Turn:
    if exercise.setup.work is Work.OWN:
        return unchanged(exercise, f.Notice.PRIVATE_SHEETS)
    if exercise.open_step is None and event.step in exercise.revealed:
        return unchanged(exercise, f.Notice.ALREADY)
    closed = path.closed(exercise, context.now)
    revealed = replace(closed, revealed=closed.revealed | {event.step})
    # Not every team has a topic to see it in.
    card = f.AskEveryone(quiet=exercise.setup.work is not Work.TEAMS)
    return Turn(revealed, (f.ShowRoom(), f.ShowConsoles(), card))


def _missing(exercise: Exercise, event: e.MissingTapped, context: Context) -> Turn:
    if not exercise.setup.names.is_named:
        return unchanged(exercise, f.Notice.ANONYMOUS)
    return Turn(exercise, (f.ShowMissing(event.person),))


STEERING_HANDLERS: dict[type[e.Event], Handler] = {
    e.StartTapped: _started,
    e.NextTapped: _next,
    e.BackTapped: _back,
    e.VoteAgainTapped: _again,
    e.PauseTapped: _paused,
    e.ResumeTapped: _resumed,
    e.MinuteTapped: _minute,
    e.CloseTapped: _closed,
    e.ReopenTapped: _reopened,
    e.RevealTapped: _revealed,
    e.MissingTapped: _missing,
    e.FinishTapped: _finished,
    e.TimeUp: _time_up,
    e.CueDue: _cue,
}
