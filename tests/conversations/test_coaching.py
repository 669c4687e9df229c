"""Hints: few, right, never twice, and silent when in doubt."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.coaching import Doubt, are_alike, nudge_about
from conversations.guides.model import Guide
from conversations.interview import effects as f
from conversations.interview import events as e
from conversations.interview import views as v
from conversations.interview.states import State
from conversations.profile import PROFILE_SECTIONS, Note, Profile, Section
from tests.conversations.founder import Founder
from tests.conversations.sample_guides import every_guide, priority

JOBS, PAINS, GAINS = Section.JOBS, Section.PAINS, Section.GAINS
PROMPTS = {
    JOBS: "prio.jobs.tasks",
    PAINS: "prio.pains.before",
    GAINS: "prio.gains.expected",
}


def doubts(section: Section, *texts: str) -> list[Doubt | None]:
    """What is asked about each of these notes of a section."""
    guide = priority()
    notes = tuple(
        Note(number, section, PROMPTS[section], text)
        for number, text in enumerate(texts, 1)
    )
    profile = Profile(1, guide.id, guide.version, notes=notes)
    nudges = [nudge_about(profile, note, guide) for note in notes]
    return [nudge.doubt if nudge else None for nudge in nudges]


# --- what is asked ------------------------------------------------------------------


@pytest.mark.parametrize("text", ["parking", "Status", "time."])
@pytest.mark.parametrize("section", PROFILE_SECTIONS)
def test_one_word_is_vague(section: Section, text: str) -> None:
    assert doubts(section, text) == [Doubt.VAGUE]


@pytest.mark.parametrize(
    "text",
    [
        "an app",
        "a mobile app to order beans",
        "better software for shifts",
        "Newsletter",
        "our website",
    ],
)
def test_something_to_offer_is_no_job(text: str) -> None:
    assert doubts(JOBS, text) == [Doubt.SOLUTION]


@pytest.mark.parametrize(
    ("section", "text"),
    [
        (JOBS, "hate waiting"),
        (JOBS, "they are afraid to ask"),
        (GAINS, "too expensive"),
        (GAINS, "it takes too long"),
        (PAINS, "would love a day off"),
        (PAINS, "happy when the shop is full"),
    ],
)
def test_what_sounds_like_another_section_is_asked_about(
    section: Section, text: str
) -> None:
    assert doubts(section, text) == [Doubt.ELSEWHERE]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("beans arrive stale", "stale beans"),
        ("the supplier is late", "the supplier comes late"),
        ("know what is in stock", "know what’s in stock"),
        ("find staff", "Find good staff!"),
        ("expensive parking", "the parking is expensive"),
    ],
)
def test_what_may_be_the_same_thing_is_asked_about(one: str, other: str) -> None:
    assert doubts(PAINS, one, other) == [None, Doubt.ALIKE]


# --- and what is not ----------------------------------------------------------------


@pytest.mark.parametrize("guide", every_guide(), ids=lambda guide: guide.id)
def test_nothing_is_asked_about_the_examples_of_a_guide(guide: Guide) -> None:
    notes: list[Note] = []
    for prompt, words in guide.words.prompts.items():
        texts = dict.fromkeys((*words.examples, *words.more_examples))
        for text in texts:
            notes.append(Note(len(notes) + 1, guide.home_of[prompt], prompt, text))
    worked: list[Note] = []
    for section, examples in guide.words.example.notes.items():
        for example in examples:
            prompt = guide.prompt_for(section) or ""
            worked.append(Note(len(worked) + 1, section, prompt, example.text))
    example_of = Profile(1, guide.id, guide.version, notes=tuple(worked))
    profile = Profile(1, guide.id, guide.version, notes=tuple(notes))

    assert [n for note in worked if (n := nudge_about(example_of, note, guide))] == []

    assert [
        nudge for note in notes if (nudge := nudge_about(profile, note, guide))
    ] == []


@pytest.mark.parametrize(
    "text",
    [
        "use the app less",
        "find an app for the shifts",
        "keep the website running",
        "do the books",
        "get paid",
        "10 %",
        "Pünktlichkeit",
        "节省时间",
        "أوفر الوقت",
        "🙂",
        "B2B",
    ],
)
def test_a_short_real_answer_is_left_alone(text: str) -> None:
    for section in PROFILE_SECTIONS:
        assert doubts(section, text) == [None]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("order beans", "order milk"),
        ("order beans", "order beans without running out"),
        ("save time", "save money"),
        ("beans arrive late", "beans arrive stale"),
        ("find parking near work", "find parking near home"),
        ("no time for family", "time for family"),
        ("get to work", "get home from work"),
        ("learn English", "learn French"),
        ("meet new people", "meet old friends"),
        ("note 1", "note 2"),
        ("", ""),
    ],
)
def test_what_only_looks_alike_is_left_alone(one: str, other: str) -> None:
    assert not are_alike(one, other)
    assert not are_alike(other, one)


def test_a_guide_in_another_language_is_silent() -> None:
    guide = priority()
    words = guide.words.model_copy(update={"language": "de"})
    german = guide.model_copy(update={"words": words})
    note = Note(1, JOBS, PROMPTS[JOBS], "Parken")
    profile = Profile(1, guide.id, guide.version, notes=(note,))

    assert nudge_about(profile, note, german) is None


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_is_written_can_be_looked_at(one: str, other: str) -> None:
    assert are_alike(one, other) == are_alike(other, one)
    for section in PROFILE_SECTIONS:
        doubts(section, one, other)


# --- on the card --------------------------------------------------------------------


@pytest.fixture
def ada() -> Founder:
    """She is asked for jobs, and has sent a vague one."""
    return Founder().begins().sends("café owners").sends("parking")


def nudged(ada: Founder) -> str | None:
    """The note that the open card asks about."""
    assert isinstance(ada.view, v.Ask)
    return ada.view.nudge.note.text if ada.view.nudge else None


def test_one_tap_lets_a_note_be_and_a_second_says_so(ada: Founder) -> None:
    number = ada.number("parking")
    assert nudged(ada) == "parking"

    assert ada.taps(e.LetBeTapped, number).notices == [f.Notice.LET_BE]
    assert nudged(ada) is None
    assert ada.taps(e.LetBeTapped, number).notices == [f.Notice.ALREADY]
    assert ada.texts(JOBS) == ["parking"]


def test_there_is_at_most_one_a_section(ada: Founder) -> None:
    ada.taps(e.LetBeTapped, ada.number("parking")).sends("status\nan app")
    assert nudged(ada) is None

    ada.answers_until(State.ASKING, PAINS).sends("status")
    assert nudged(ada) == "status"


def test_it_goes_when_the_note_says_more_and_none_follows(ada: Founder) -> None:
    ada.does(e.FixTapped(1, ada.number("parking"))).sends("find parking at noon")
    assert nudged(ada) is None
    assert nudged(ada.sends("status")) is None


def test_it_goes_with_the_note(ada: Founder) -> None:
    ada.does(e.DropTapped(1, ada.number("parking")))
    assert nudged(ada) is None


def test_the_next_question_does_not_repeat_it(ada: Founder) -> None:
    assert nudged(ada.goes_next()) is None
    assert nudged(ada.goes_back()) == "parking"


def test_a_doubled_note_can_be_dropped(ada: Founder) -> None:
    ada = Founder().begins().sends("café owners")
    ada.sends("find staff\nfind good staff")
    assert nudged(ada) == "find good staff"
    ada.does(e.DropTapped(1, ada.number("find good staff")))
    assert nudged(ada) is None
    ada.does(e.RestoreTapped(1, ada.number("find good staff")))
    assert nudged(ada) == "find good staff"


def test_who_wants_no_hints_gets_none() -> None:
    ada = Founder().does(e.CoachTapped(0)).begins().sends("café owners")
    assert nudged(ada.sends("parking")) is None
    assert ada.does(e.CoachTapped(0)).notices == [f.Notice.ALREADY]

    ada.does(e.CoachTapped(1))
    assert f.Notice.COACH_ON in ada.notices
    assert nudged(ada.sends("status")) == "status"


def test_hints_turned_off_go_from_the_open_card(ada: Founder) -> None:
    ada.does(e.CoachTapped(0))

    assert nudged(ada) is None
    assert f.ShowQuestion(quiet=True) in ada.effects
