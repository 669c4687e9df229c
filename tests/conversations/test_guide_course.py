"""The lesson in five steps: its exercise, its priorities, its value proposition."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from conversations.canvas import canvas_of, example_profile
from conversations.guides.steps import StepKind
from conversations.interview import effects as f
from conversations.interview import events as e
from conversations.interview import views as v
from conversations.interview.states import State
from conversations.interview.view.shared import progress
from conversations.profile import PROFILE_SECTIONS, Section
from conversations.proposition import composed, statement_of
from tests.conversations.founder import Founder, founder_in
from tests.conversations.sample_guides import course, library

GUIDE = course()
LEVELS = ("physiological", "safety", "belonging", "esteem", "self_actualisation")

#: What the method asks, in its order.
CATALOGUE = [
    "course.segment.pick",
    "course.jobs.life_goals",
    "course.jobs.functional",
    "course.jobs.social",
    "course.jobs.emotional",
    *(f"course.jobs.maslow.{level}" for level in LEVELS),
    "course.pains.obstacles",
    "course.pains.risks",
    "course.pains.outcomes",
    "course.gains.required",
    "course.gains.expected",
    "course.gains.desired",
    "course.gains.unexpected",
    "course.proposition.relevancy",
    "course.proposition.benefit",
    "course.proposition.difference",
]
#: What the interview adds to it: the offer, what would help, and two looks back.
ADDED = {
    "course.jobs.maslow",
    *(f"course.gains.maslow.{level}" for level in LEVELS),
    "course.proposition.statement",
    "course.reflection.surprises",
}
ASKED = [p.id for section in GUIDE.structure.sections for p in section.prompts]


def at_the_exercise() -> Founder:
    return founder_in(State.OFFERED)


def at_the_proposition() -> Founder:
    ada = Founder(library(course())).begins()
    return ada.answers_until(State.ASKING, Section.PROPOSITION)


def test_everything_the_method_asks_is_asked_in_its_order() -> None:
    assert [prompt for prompt in ASKED if prompt not in ADDED] == CATALOGUE
    assert set(ASKED) - set(CATALOGUE) == ADDED


def test_all_three_are_put_in_order_at_the_end_by_tapping() -> None:
    ordered = [step.section for step in GUIDE.steps if step.kind is StepKind.ORDER]
    first = next(i for i, s in enumerate(GUIDE.steps) if s.kind is StepKind.ORDER)

    assert ordered == list(PROFILE_SECTIONS)
    assert {GUIDE.section(section).order for section in ordered} == {
        "course.rank.order"
    }
    assert GUIDE.steps[first - 1].id == "course.gains.unexpected"
    assert progress(GUIDE, first) == v.Progress(5, 6)


@pytest.mark.parametrize("prompt", ASKED)
def test_a_question_fits_a_phone_and_comes_with_examples(prompt: str) -> None:
    words = GUIDE.words.prompts[prompt]
    without = {
        "course.jobs.maslow",
        "course.proposition.statement",
        "course.reflection.surprises",
    }

    assert len(words.preview) <= 60
    assert words.ask.count("?") == 1
    assert ("{job}" in words.ask) == (words.ask_plain is not None)
    if prompt not in without:
        assert 2 <= len(words.examples) <= 4
        assert words.more_examples


# --- the exercise -----------------------------------------------------------------


def test_one_tap_leaves_the_whole_exercise_out() -> None:
    ada = at_the_exercise().taps(e.PassTapped)

    assert ada.prompt == "course.pains.obstacles"
    assert ada.goes_back().state is State.OFFERED


def test_each_level_asks_for_the_need_and_then_what_would_help() -> None:
    ada = at_the_exercise().goes_next()
    ada.sends("sleep eight hours").goes_next()
    assert isinstance(ada.view, v.Ask)
    assert ada.view.job == "sleep eight hours"
    ada.sends("it stays dark until noon")

    need, help_ = ada.note("sleep eight hours"), ada.note("it stays dark until noon")
    assert (need.section, help_.section) == (Section.JOBS, Section.GAINS)
    assert help_.for_job == need.number
    assert ada.goes_next().prompt == "course.jobs.maslow.safety"


def test_a_level_without_a_need_asks_for_no_help() -> None:
    ada = at_the_exercise().goes_next(2)

    assert ada.prompt == "course.jobs.maslow.safety"


def test_the_exercise_can_be_left_half_way_and_keeps_what_was_said() -> None:
    ada = at_the_exercise().goes_next().sends("sleep eight hours").taps(e.PassTapped)

    assert ada.prompt == "course.pains.obstacles"
    assert "sleep eight hours" in ada.texts(Section.JOBS)
    assert ada.goes_back().prompt == "course.jobs.maslow.physiological"
    assert ada.goes_back().state is State.OFFERED


def test_there_is_no_exercise_to_leave_elsewhere() -> None:
    ada = founder_in(State.ASKING)
    before = ada.session

    ada.taps(e.PassTapped)

    assert ada.session == before
    assert ada.notices == [f.Notice.STALE]


# --- the value proposition ------------------------------------------------------------


def says(ada: Founder, *parts: str) -> Founder:
    for part in parts:
        if part:
            ada.sends(part)
        ada.goes_next()
    return ada


PARTS = ("Get through Saturday.", "four hours a month back", "deliver before seven!")


def test_the_parts_become_one_statement() -> None:
    ada = says(at_the_proposition(), *PARTS)

    assert isinstance(ada.view, v.AskStatement)
    assert ada.view.statement == (
        "We help café owners get through Saturday. That gives them four hours a month "
        "back. Unlike others, we deliver before seven."
    )


@pytest.mark.parametrize(
    ("parts", "statement"),
    [
        (("", "four hours back", ""), "That gives them four hours back."),
        (("", "", "SMS reminders"), "Unlike others, we SMS reminders."),
        (("sleep\nrest", "", ""), "We help café owners sleep, rest."),
        (("use {text}", "", ""), "We help café owners use {text}."),
    ],
)
def test_a_statement_of_the_parts_there_are(
    parts: tuple[str, ...], statement: str
) -> None:
    ada = says(at_the_proposition(), *parts)

    assert statement_of(ada.profile, ada.guide) == statement


def test_without_a_part_there_is_no_statement_to_look_at() -> None:
    ada = says(at_the_proposition(), "", "", "")

    assert ada.state is State.FINISHED
    assert canvas_of(ada.profile, ada.guide).statement == ()


def test_the_statement_can_be_put_in_better_words() -> None:
    ada = says(at_the_proposition(), *PARTS)
    ada.sends("Never out of beans\non a Saturday.").sends("Beans, always.")

    assert isinstance(ada.view, v.AskStatement)
    assert ada.view.statement == "Beans, always."
    ada.goes_next()
    assert canvas_of(ada.profile, ada.guide).statement == ("Beans, always.",)


def test_what_is_kept_follows_its_parts() -> None:
    ada = says(at_the_proposition(), *PARTS).goes_next()
    note = ada.note("four hours a month back")
    ada.does(e.FixTapped(1, note.number)).sends("five hours a month back")

    (statement,) = canvas_of(ada.profile, ada.guide).statement
    assert "five hours" in statement


def test_a_part_moved_elsewhere_is_no_part_any_more() -> None:
    ada = says(at_the_proposition(), *PARTS)
    number = ada.number("four hours a month back")
    profile = ada.profile.with_note(
        replace(ada.profile.notes[number - 1], section=Section.GAINS)
    )

    assert "four hours" not in composed(profile, ada.guide)


def test_the_example_ends_in_a_statement() -> None:
    (statement,) = canvas_of(example_profile(GUIDE), GUIDE).statement

    assert statement.startswith("We help first-year students away from home eat well")
