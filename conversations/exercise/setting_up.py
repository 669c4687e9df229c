"""What the facilitator chooses before and, as far as promises allow, afterwards."""

from __future__ import annotations

from msgspec.structs import replace

from conversations.exercise import effects as f
from conversations.exercise import events as e
from conversations.exercise.agenda import agenda
from conversations.exercise.exercise import Exercise, Team
from conversations.exercise.joining import taking_part
from conversations.exercise.setup import Setup, Work
from conversations.exercise.states import Joining, SettingUp, State
from conversations.exercise.turn import QUIETLY, Context, Handler, Turn, unchanged
from conversations.guides.library import Library
from conversations.words import name_of


def _chosen(exercise: Exercise, event: e.FacilitatorTap, context: Context) -> Turn:
    setup = _after(exercise.setup, event, context.library)
    if setup is None or not setup.is_sound:
        return unchanged(exercise, f.Notice.STALE)
    if not agenda(setup, context.library.guides[setup.guide, setup.guide_version]):
        return unchanged(exercise, f.Notice.NOTHING_TO_ASK)
    if setup == exercise.setup:
        return unchanged(exercise, f.Notice.ALREADY)
    return Turn(replace(exercise, setup=setup), (f.ShowConsoles(),))


def _after(  # noqa: C901 (one flat table: a line a choice)
    setup: Setup, event: e.FacilitatorTap, library: Library
) -> Setup | None:
    match event:
        case e.GuideChosen(guide=guide) if library.knows(guide):
            version = library.newest(guide).version
            return replace(setup, guide=guide, guide_version=version)
        case e.SegmentGiven(text=text):
            return replace(setup, segment=name_of(text))
        case e.LessonChosen(minutes=minutes):
            return replace(setup, minutes=minutes)
        case e.PaceChosen(pace=pace):
            return replace(setup, pace=pace)
        case e.WorkChosen(work=work):
            return replace(setup, work=work)
        case e.TeamsChosen(teams=teams):
            return replace(setup, teams=teams)
        case e.NotesEachChosen(notes=notes):
            return replace(setup, notes_each=notes)
        case e.VoteChosen(vote=vote):
            return replace(setup, vote=vote)
        case e.TemplateChosen(setup=kept) if library.knows(kept.guide):
            return replace(kept, guide_version=library.newest(kept.guide).version)
        case _:
            return None


def _segment_given(exercise: Exercise, event: e.SegmentGiven, context: Context) -> Turn:
    """Before the start it decides what is asked; later it only says who it is about."""
    if exercise.state is State.SETTING_UP:
        return _chosen(exercise, event, context)
    segment = name_of(event.text)
    if not segment:
        return unchanged(exercise, f.Notice.NO_WORDS)
    shown = (f.Answer(f.Notice.SAVED), f.ShowConsoles(), f.ShowRoom(quiet=True))
    return Turn(replace(exercise, segment=segment), shown)


def _names_chosen(exercise: Exercise, event: e.NamesChosen, context: Context) -> Turn:
    if event.names is exercise.setup.names:
        return unchanged(exercise, f.Notice.ALREADY)
    if not exercise.may_become(event.names):
        return unchanged(exercise, f.Notice.PROMISED)
    changed = replace(exercise, setup=replace(exercise.setup, names=event.names))
    if exercise.state is State.SETTING_UP:
        return Turn(changed, (f.ShowConsoles(),))
    return Turn(changed, (f.ShowConsoles(), f.ShowRoom()))


def _opened(exercise: Exercise, event: e.OpenTapped, context: Context) -> Turn:
    setup = exercise.setup
    count = setup.teams if setup.work is Work.TEAMS else 0
    known = {team.number: team for team in exercise.teams}  # with their topics
    opened = replace(
        exercise,
        place=Joining(),
        segment=setup.segment,
        teams=tuple(known.get(each, Team(each)) for each in range(1, count + 1)),
        people={},
    )
    for each in exercise.present:
        opened = taking_part(opened, each.person, each.name)
    return Turn(opened, (f.ShowConsoles(), f.ShowRoom()))


def _set_up_again(exercise: Exercise, event: e.ReviseTapped, context: Context) -> Turn:
    shown = (f.ShowRoom(quiet=True), f.ShowConsoles())
    return Turn(replace(exercise, place=SettingUp()), shown)


def _topic_linked(exercise: Exercise, event: e.TopicLinked, context: Context) -> Turn:
    if any(team.topic == event.topic for team in exercise.teams):
        return unchanged(exercise, f.Notice.ALREADY)
    free = next((team for team in exercise.teams if team.topic is None), None)
    if free is None:
        return unchanged(exercise, f.Notice.NO_TEAM_LEFT)
    linked = replace(free, topic=event.topic, name=name_of(event.name))
    teams = tuple(linked if team is free else team for team in exercise.teams)
    shown = (f.ShowTeam(free.number), *QUIETLY)
    return Turn(replace(exercise, teams=teams), shown)


def _invited_anew(
    exercise: Exercise, event: e.InvitationRenewed, context: Context
) -> Turn:
    """The button names the edition that it makes, so that it counts once."""
    if event.edition <= exercise.invitation:
        return unchanged(exercise, f.Notice.ALREADY)
    if event.edition > exercise.invitation + 1:
        return unchanged(exercise, f.Notice.STALE)
    shown = (f.Answer(f.Notice.INVITED_ANEW), f.ShowConsoles(), f.ShowRoom(quiet=True))
    return Turn(replace(exercise, invitation=event.edition), shown)


def _handed_over(exercise: Exercise, event: e.HandOverTapped, context: Context) -> Turn:
    if event.to == exercise.host:
        return unchanged(exercise, f.Notice.ALREADY)
    if event.to not in exercise.admins and not exercise.takes_part(event.to):
        return unchanged(exercise, f.Notice.STALE)
    shown = (f.Answer(f.Notice.SAVED), f.Tell(event.to, f.Notice.HOST_NOW))
    return Turn(replace(exercise, host=event.to), (*shown, f.ShowConsoles()))


def _admins_found(exercise: Exercise, event: e.AdminsFound, context: Context) -> Turn:
    return Turn(replace(exercise, admins=event.admins))


SETTING_UP_HANDLERS: dict[type[e.Event], Handler] = {
    **dict.fromkeys(e.CHOICES, _chosen),
    e.SegmentGiven: _segment_given,
    e.NamesChosen: _names_chosen,
    e.OpenTapped: _opened,
    e.ReviseTapped: _set_up_again,
    e.TopicLinked: _topic_linked,
    e.InvitationRenewed: _invited_anew,
    e.HandOverTapped: _handed_over,
    e.AdminsFound: _admins_found,
}
