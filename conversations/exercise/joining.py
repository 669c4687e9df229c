"""People come, leave, come late and come back; nothing they wrote goes with them."""

from __future__ import annotations

from msgspec.structs import replace

from conversations.exercise import effects as f
from conversations.exercise import events as e
from conversations.exercise.exercise import Exercise, Note, Participant, Standing
from conversations.exercise.merging import without
from conversations.exercise.turn import QUIETLY, Context, Handler, Turn, unchanged
from conversations.words import name_of


def taking_part(
    exercise: Exercise, person: int, name: str, topic: int | None = None
) -> Exercise:
    """The exercise with somebody in it; who comes back finds everything as it was.

    Who does something in the topic of a team is in that team, while that can change.
    """
    known = exercise.people.get(person)
    team = _team_at(exercise, topic)
    if known is None:
        team = team or _smallest_team(exercise)
        return exercise.with_person(Participant(person, name_of(name), team))
    if not team or _is_settled(exercise, person):
        team = known.team
    came = replace(known, here=True, name=known.name or name_of(name), team=team)
    return exercise if came == known else exercise.with_person(came)


def _team_at(exercise: Exercise, topic: int | None) -> int:
    """The team of a topic; 0 where it is nobody's."""
    found = (team.number for team in exercise.teams if team.topic == topic)
    return 0 if topic is None else next(found, 0)


def _is_settled(exercise: Exercise, person: int) -> bool:
    """Whether somebody would carry secrets along into another team."""
    return bool(exercise.ended or exercise.written_by(person))


def _smallest_team(exercise: Exercise) -> int:
    """The team to put somebody into; 0 where there are none."""
    sizes = {team.number: 0 for team in exercise.teams}
    for each in exercise.present:
        if each.team in sizes:
            sizes[each.team] += 1
    return min(sizes, key=lambda number: (sizes[number], number), default=0)


def _joined(exercise: Exercise, event: e.Joined, context: Context) -> Turn:
    joined = taking_part(exercise, event.person, event.name, event.topic)
    if joined is exercise:
        return unchanged(exercise, f.Notice.ALREADY)
    is_back = event.person in exercise.people
    notice = f.Notice.WELCOME_BACK if is_back else f.Notice.JOINED
    if exercise.takes_part(event.person):
        notice = f.Notice.SAVED  # another team
    shown = (f.Answer(notice), f.AskOne(event.person), *QUIETLY)
    return Turn(joined, shown)


def _left(exercise: Exercise, event: e.LeftTapped, context: Context) -> Turn:
    gone = replace(exercise.people[event.person], here=False)
    shown = (f.Answer(f.Notice.LEFT), f.AskOne(event.person), *QUIETLY)
    return Turn(exercise.with_person(gone), shown)


def _team_tapped(exercise: Exercise, event: e.TeamTapped, context: Context) -> Turn:
    """Change teams; after a note, or after a card, one would carry secrets along."""
    participant = exercise.people[event.person]
    if event.team not in {team.number for team in exercise.teams}:
        return unchanged(exercise, f.Notice.STALE)
    if event.team == participant.team:
        return unchanged(exercise, f.Notice.ALREADY)
    if _is_settled(exercise, event.person):
        return unchanged(exercise, f.Notice.TEAM_SETTLED)
    moved = exercise.with_person(replace(participant, team=event.team))
    shown = (f.Answer(f.Notice.SAVED), f.AskOne(event.person, quiet=True), *QUIETLY)
    return Turn(moved, shown)


def _forgotten(exercise: Exercise, event: e.Forgotten, context: Context) -> Turn:
    """Take a person's words and name away; how many there were stays."""
    known = exercise.people.get(event.person)
    if known is None:
        return Turn(exercise)
    for note in exercise.written_by(event.person):
        exercise = _without_words(exercise, note)
    nobody = replace(known, name="", here=False)
    return Turn(exercise.with_person(nobody), QUIETLY)


def _without_words(exercise: Exercise, note: Note) -> Exercise:
    if exercise.segment == name_of(note.text):
        exercise = replace(exercise, segment="")
    wordless = replace(note, text="", origin=None)
    return without(exercise, wordless, Standing.WITHDRAWN, note.author)


JOINING_HANDLERS: dict[type[e.Event], Handler] = {
    e.Joined: _joined,
    e.LeftTapped: _left,
    e.TeamTapped: _team_tapped,
    e.Forgotten: _forgotten,
}
