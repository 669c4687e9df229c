"""A facilitator sets an exercise up; people join, leave and come back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from conversations.exercise import effects as f
from conversations.exercise import events as e
from conversations.exercise import views as v
from conversations.exercise.agenda import agenda
from conversations.exercise.setup import LESSONS, Names, Pace, Work
from conversations.exercise.states import State
from conversations.exercise.view import console_view
from conversations.profile import Section
from tests.conversations.classroom import (
    ONE_SHEET,
    Classroom,
    Person,
    a_class,
    setup,
    texts,
)
from tests.conversations.sample_guides import (
    canvas,
    course,
    library,
    priority,
    segment,
    worksheet,
)


def names_in(room: Classroom) -> Names:
    return room.exercise.setup.names


def minutes(*times: timedelta | None) -> list[float]:
    return [time.total_seconds() / 60 for time in times if time is not None]


def test_a_card_a_section_holds_its_prompts_as_angles() -> None:
    cards = agenda(ONE_SHEET, priority())

    assert [card.section for card in cards] == ["jobs", "pains", "gains"]
    assert cards[0].prompts == (
        "prio.jobs.tasks",
        "prio.jobs.problems",
        "prio.jobs.needs",
    )


def test_a_card_a_prompt_asks_one_after_another() -> None:
    cards = agenda(setup(pace=Pace.PROMPTS), priority())

    assert [card.prompts for card in cards[:2]] == [
        ("prio.jobs.tasks",),
        ("prio.jobs.problems",),
    ]
    assert len(cards) == 9


def test_a_class_that_decides_begins_with_who_the_customer_is() -> None:
    first, second, *_ = agenda(setup(segment=""), worksheet())

    assert (first.naming, first.prompts) == (True, ("ws.segment.types",))
    assert (second.section, second.naming) == (Section.SEGMENT, False)


def test_a_class_is_not_asked_what_depends_on_what_one_person_tapped() -> None:
    asked = {prompt for card in agenda(ONE_SHEET, course()) for prompt in card.prompts}
    further = {
        prompt.id
        for section in course().structure.sections
        for prompt in section.prompts
        if prompt.of
    }

    assert asked
    assert further
    assert asked & further == set()


def test_a_card_of_many_angles_takes_no_longer_than_one_of_three() -> None:
    jobs, pains, gains = agenda(ONE_SHEET, canvas())

    assert jobs.time == pains.time == gains.time == timedelta(minutes=6, seconds=30)
    assert len(pains.prompts) > 3


def test_with_the_segment_given_there_must_be_something_left_to_ask() -> None:
    room = Classroom(known=library(priority(), segment()))

    room.teacher.taps(e.GuideChosen, "segment")

    assert room.notices == [f.Notice.NOTHING_TO_ASK]
    assert room.exercise.setup.guide == "priority"
    room.teacher.taps(e.SegmentGiven, "").taps(e.GuideChosen, "segment")
    assert room.exercise.setup.guide == "segment"


@pytest.mark.parametrize("lesson", LESSONS)
@pytest.mark.parametrize("pace", Pace)
def test_half_a_lesson_is_for_writing(lesson: int, pace: Pace) -> None:
    cards = agenda(setup(minutes=lesson, pace=pace, segment=""), priority())
    times = minutes(*(card.time for card in cards))

    assert len(times) == len(cards)
    assert lesson / 2 * 0.8 <= sum(times) <= lesson / 2
    assert all(time * 2 == int(time * 2) > 0 for time in times)


def test_without_a_clock_no_card_has_a_time() -> None:
    cards = agenda(setup(minutes=None), priority())

    assert {card.time for card in cards} == {None}


def test_the_console_shows_what_follows_from_a_choice() -> None:
    room = Classroom(known=library(priority(), worksheet()))

    room.teacher.taps(e.LessonChosen, 20).taps(e.PaceChosen, Pace.PROMPTS)
    room.teacher.taps(e.GuideChosen, "worksheet").taps(e.NotesEachChosen, 5)
    room.teacher.taps(e.WorkChosen, Work.TEAMS).taps(e.TeamsChosen, 6)
    room.teacher.taps(e.SegmentGiven, " owners of\ncafés ")

    shown = console_view(room.exercise, room.library)
    assert isinstance(shown, v.ShowSetup)
    assert shown.setup == setup(
        guide="worksheet",
        minutes=20,
        pace=Pace.PROMPTS,
        work=Work.TEAMS,
        teams=6,
        notes_each=5,
        segment="owners of cafés",
    )
    assert shown.cards == agenda(shown.setup, worksheet())
    assert shown.guide == worksheet()


@pytest.mark.parametrize(
    "choice",
    [
        e.GuideChosen(70001, "unheard_of"),
        e.LessonChosen(70001, 41),
        e.TeamsChosen(70001, 1),
        e.NotesEachChosen(70001, 10**9),
        e.TemplateChosen(70001, replace(ONE_SHEET, guide="unheard_of")),
        e.TemplateChosen(70001, replace(ONE_SHEET, minutes=-3)),
    ],
)
def test_what_cannot_be_chosen_changes_nothing(choice: e.FacilitatorTap) -> None:
    room = Classroom().happens(choice)

    assert room.exercise == Classroom().exercise
    assert room.notices == [f.Notice.STALE]


def test_a_template_sets_everything_up_with_the_newest_guide() -> None:
    kept = setup(names=Names.ANONYMOUS, work=Work.OWN, guide_version=0)
    room = Classroom()

    room.teacher.taps(e.TemplateChosen, kept)

    assert room.exercise.setup == replace(kept, guide_version=1)


def test_nobody_can_join_before_it_is_open() -> None:
    room = Classroom()
    ada = Person(room, 70002, "Ada").joins()

    assert room.notices == [f.Notice.NOT_OPEN]
    assert ada.number not in room.exercise.people


def test_the_set_up_can_be_changed_before_the_start_and_who_joined_stays() -> None:
    room = Classroom().opens()
    room.people("Ada", "Ben", "Cem")

    room.teacher.taps(e.ReviseTapped).taps(e.WorkChosen, Work.TEAMS)
    room.teacher.taps(e.TeamsChosen, 2).taps(e.OpenTapped)

    assert [each.team for each in room.exercise.present] == [1, 2, 1]


def test_who_joins_without_choosing_is_in_the_smallest_team() -> None:
    room = Classroom(setup(work=Work.TEAMS, teams=2)).opens()
    ada, ben, cem = room.people("Ada", "Ben", "Cem")
    ben.taps(e.LeftTapped)
    (dora,) = room.people("Dora")

    teams = [room.exercise.people[each.number].team for each in (ada, ben, cem, dora)]
    assert teams == [1, 2, 1, 2]


def test_a_team_is_changed_by_a_tap_until_one_would_carry_secrets_along() -> None:
    room, teacher, (ada, ben) = a_class("Ada", "Ben", chosen=setup(work=Work.TEAMS))

    ada.taps(e.TeamTapped, 3)
    assert room.exercise.people[ada.number].team == 3
    ada.taps(e.TeamTapped, 99)
    assert room.notices == [f.Notice.STALE]
    ada.sends("order beans").taps(e.TeamTapped, 1)
    assert room.notices == [f.Notice.TEAM_SETTLED]
    teacher.taps(e.CloseTapped)
    ben.taps(e.TeamTapped, 3)
    assert room.notices == [f.Notice.TEAM_SETTLED]


def test_a_topic_is_a_teams_and_brings_those_who_join_there() -> None:
    room = Classroom(setup(work=Work.TEAMS, teams=2)).opens()
    room.teacher.taps(e.TopicLinked, 501, "North").taps(e.TopicLinked, 502, "South")
    ada = Person(room, 70002, "Ada").joins(topic=502)

    assert room.exercise.people[ada.number].team == 2
    assert [team.name for team in room.exercise.teams] == ["North", "South"]
    room.teacher.taps(e.TopicLinked, 501, "North")
    assert room.notices == [f.Notice.ALREADY]
    room.teacher.taps(e.TopicLinked, 503, "East")
    assert room.notices == [f.Notice.NO_TEAM_LEFT]
    room.teacher.taps(e.ReviseTapped).taps(e.OpenTapped)
    assert [team.topic for team in room.exercise.teams] == [501, 502]


def test_only_the_topic_that_a_team_gets_is_written_to_anew() -> None:
    room = Classroom(setup(work=Work.TEAMS, teams=2)).opens()
    room.teacher.taps(e.TopicLinked, 501, "North").taps(e.TopicLinked, 502, "South")

    shown = (f.ShowTeam(2), f.ShowRoom(quiet=True), f.ShowConsoles(quiet=True))
    assert tuple(room.effects) == shown


def test_who_does_something_in_the_topic_of_a_team_is_in_it_while_that_can_be() -> None:
    room = Classroom(setup(work=Work.TEAMS, teams=2)).opens()
    room.teacher.taps(e.TopicLinked, 501, "North").taps(e.TopicLinked, 502, "South")
    ada, ben = room.people("Ada", "Ben")
    ada.joins(topic=502)
    assert room.notices == [f.Notice.SAVED]
    ada.joins(topic=502)
    assert room.notices == [f.Notice.ALREADY]
    room.teacher.taps(e.StartTapped)

    ben.sends("order beans", in_group=True, topic=501).joins(topic=502)

    teams = [room.exercise.people[each.number].team for each in (ada, ben)]
    assert teams == [2, 1]
    assert [note.sheet for note in room.exercise.notes.values()] == [1]
    assert room.notices == [f.Notice.ALREADY]


def test_who_leaves_keeps_everything_and_finds_it_on_coming_back() -> None:
    room, _, (ada, _) = a_class("Ada", "Ben")
    ada.sends("order beans").taps(e.LeftTapped)

    assert room.group.count.joined == 1
    assert room.group.count.notes == 1
    ada.joins()
    assert room.notices == [f.Notice.WELCOME_BACK]
    assert ada.notes == ["order beans"]
    ada.joins()
    assert room.notices == [f.Notice.ALREADY]


def test_who_is_forgotten_is_still_counted() -> None:
    room, _, (ada, _) = a_class("Ada", "Ben")
    ada.sends("order beans\ndo the books")

    room.happens(e.Forgotten(ada.number))

    assert (room.group.count.joined, room.group.count.notes) == (1, 2)


def test_who_is_forgotten_leaves_no_word_behind() -> None:
    room, teacher, (ada, ben) = a_class("Ada", "Ben", chosen=setup(segment=""))
    ada.sends("café owners")
    ben.sends("cafés")
    teacher.taps(e.CloseTapped).taps(e.SegmentTapped, room.number("café owners"))
    teacher.taps(e.NextTapped)
    ben.sends("order beans")
    room.reaches(State.SORTING)
    teacher.taps(e.MergeTapped, room.number("cafés"), room.number("café owners"))
    before = room.exercise.notes.keys()

    room.happens(e.Forgotten(ada.number))

    left = str(room.exercise)
    assert "café owners" not in left
    assert "Ada" not in left
    assert room.exercise.notes.keys() == before
    assert texts(room.group.notes) == ["cafés", "order beans"]
    again = room.exercise
    ada.joins().taps(e.WithdrawTapped, 1, False)
    assert room.notices == [f.Notice.STALE]
    assert room.exercise.notes == again.notes
    assert (room.exercise.people[ada.number].name, ada.notes) == ("Ada", [])
    room.happens(e.Forgotten(79999))
    assert room.effects == ()


def test_who_comes_late_answers_the_card_that_is_open() -> None:
    room, teacher, _ = a_class("Ada")
    teacher.taps(e.NextTapped)
    (late,) = room.people("Zoe")

    assert late.sends("queues").card.mine[0].section is Section.PAINS


def test_the_chats_admins_facilitate_while_they_are_admins() -> None:
    room = Classroom()
    admin = Person(room, 70005, "Amy")

    admin.taps(e.OpenTapped)
    assert (room.notices, room.state) == ([f.Notice.NOT_YOURS], State.SETTING_UP)
    room.happens(e.AdminsFound(frozenset({admin.number})))
    admin.taps(e.OpenTapped)
    assert room.state is State.JOINING
    room.happens(e.AdminsFound(frozenset()))
    admin.taps(e.StartTapped)
    assert (room.notices, room.state) == ([f.Notice.NOT_YOURS], State.JOINING)


def test_a_host_hands_over_and_is_host_no_more() -> None:
    room, teacher, (ada, _) = a_class("Ada", "Ben")
    stranger = Person(room, 79999, "Sid")

    teacher.taps(e.HandOverTapped, stranger.number)
    assert room.notices == [f.Notice.STALE]
    teacher.taps(e.HandOverTapped, ada.number)
    assert f.Tell(ada.number, f.Notice.HOST_NOW) in room.effects
    teacher.taps(e.NextTapped)
    assert room.notices == [f.Notice.NOT_YOURS]
    ada.taps(e.NextTapped)
    assert room.exercise.place.step == 1


def test_names_may_only_be_hidden_more_once_somebody_has_answered() -> None:
    room, teacher, (ada,) = a_class("Ada", chosen=setup(names=Names.ANONYMOUS))

    teacher.taps(e.NamesChosen, Names.FACILITATORS)
    assert names_in(room) is Names.FACILITATORS
    ada.sends("order beans")
    teacher.taps(e.NamesChosen, Names.SHOWN)
    assert room.notices == [f.Notice.PROMISED]
    teacher.taps(e.NamesChosen, Names.ANONYMOUS)
    assert names_in(room) is Names.ANONYMOUS
    ada.taps(e.WithdrawTapped, room.number("order beans"), True)
    teacher.taps(e.NamesChosen, Names.FACILITATORS)
    assert room.notices == [f.Notice.PROMISED]
