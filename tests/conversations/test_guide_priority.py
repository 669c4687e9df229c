"""The guide we ship: all that the method asks, and words that fit a phone."""

from __future__ import annotations

import pytest

from conversations.canvas import Canvas, canvas_of, example_profile
from conversations.guides.model import PromptKind, PromptWords
from conversations.profile import PROFILE_SECTIONS, Section
from tests.conversations.sample_guides import priority

GUIDE = priority()

PROMPTS = {
    "prio.segment.pick": Section.SEGMENT,
    "prio.jobs.tasks": Section.JOBS,
    "prio.jobs.problems": Section.JOBS,
    "prio.jobs.needs": Section.JOBS,
    "prio.jobs.viewpoint": Section.JOBS,
    "prio.pains.before": Section.PAINS,
    "prio.pains.during": Section.PAINS,
    "prio.pains.after": Section.PAINS,
    "prio.gains.required": Section.GAINS,
    "prio.gains.expected": Section.GAINS,
    "prio.gains.surprising": Section.GAINS,
    "prio.reflection.surprises": Section.REFLECTION,
}

RATINGS = {
    Section.JOBS: ["prio.rank.frequency", "prio.rank.outcome"],
    Section.PAINS: ["prio.rank.severity"],
    Section.GAINS: [],
}

SCALES = {
    "frequency": ("rarely", "monthly", "weekly", "daily"),
    "outcome": ("not_much", "a_lot"),
    "severity": ("mild", "moderate", "severe"),
}

ANSWERED = [
    prompt.id
    for section in GUIDE.structure.sections
    for prompt in section.prompts
    if prompt.kind in (PromptKind.SEGMENT, PromptKind.NOTES)
]


def words(prompt: str) -> PromptWords:
    return GUIDE.words.prompts[prompt]


def test_every_prompt_of_the_method_is_asked_in_its_section() -> None:
    asked = {
        prompt.id: section.id
        for section in GUIDE.structure.sections
        for prompt in section.prompts
    }

    assert list(asked.items()) == list(PROMPTS.items())


@pytest.mark.parametrize("section", PROFILE_SECTIONS)
def test_every_rating_of_the_method_is_asked_in_its_section(section: Section) -> None:
    guide = GUIDE.section(section)

    assert [rating.id for rating in guide.ratings] == RATINGS[section]
    assert guide.order == "prio.rank.order"


def test_scales_go_from_low_to_high() -> None:
    levels = {name: scale.levels for name, scale in GUIDE.structure.scales.items()}

    assert {name: levels[name] for name in SCALES} == SCALES
    for scale in GUIDE.structure.scales.values():
        weights = [scale.weight(level) for level in scale.levels]
        assert weights == sorted(set(weights))


def test_a_lot_that_hangs_on_a_job_weighs_as_much_as_every_day() -> None:
    scales = GUIDE.structure.scales

    assert scales["outcome"].weight("a_lot") == scales["frequency"].weight("daily")


@pytest.mark.parametrize("prompt", PROMPTS)
def test_a_question_fits_a_phone(prompt: str) -> None:
    asks = [words(prompt).ask, words(prompt).ask_plain or ""]

    assert max(map(len, asks)) <= 200
    assert len(words(prompt).preview) <= 60


@pytest.mark.parametrize("prompt", [p for p in PROMPTS if p != "prio.segment.pick"])
def test_a_prompt_asks_one_question(prompt: str) -> None:
    assert words(prompt).ask.count("?") == 1
    assert "?" not in (words(prompt).ask_plain or "?")[:-1]


def test_the_segment_is_asked_for_with_help_for_those_without_customers() -> None:
    ask = words("prio.segment.pick").ask

    assert "spend most" in ask
    assert "No customers yet?" in ask
    assert "feels the problem most" in ask


@pytest.mark.parametrize("prompt", ANSWERED)
def test_a_question_comes_with_two_to_four_examples(prompt: str) -> None:
    assert 2 <= len(words(prompt).examples) <= 4
    assert words(prompt).more_examples
    everything = words(prompt).examples + words(prompt).more_examples
    assert len(set(everything)) == len(everything)


@pytest.mark.parametrize("prompt", PROMPTS)
def test_a_question_about_the_top_job_can_be_asked_without_one(prompt: str) -> None:
    about_a_job = "{job}" in words(prompt).ask

    assert about_a_job == (words(prompt).ask_plain is not None)
    assert "{" not in (words(prompt).ask_plain or "")


def test_pains_are_asked_about_the_top_job() -> None:
    pains = [prompt for prompt, section in PROMPTS.items() if section is Section.PAINS]

    assert all("{job}" in words(prompt).ask for prompt in pains)


@pytest.mark.parametrize("section", PROFILE_SECTIONS)
def test_a_section_has_all_its_words(section: Section) -> None:
    its_words = GUIDE.words.sections[section]

    assert its_words.top
    assert its_words.order
    assert its_words.intro.count(".") <= 2
    assert "{note}" in GUIDE.words.customer_question[section]


# --- the worked example ------------------------------------------------------------


@pytest.fixture
def example() -> Canvas:
    return canvas_of(example_profile(GUIDE), GUIDE)


def test_the_example_is_about_people_who_ride_to_work(example: Canvas) -> None:
    texts = " ".join(item.text for part in example.sections for item in part.items)

    assert "ride" in example.segment
    for topic in ("to work", "picked up", "waiting", "fare"):
        assert topic in texts
    assert "reliability" in example.surprises[0]


def test_the_example_has_every_note_in_its_place(example: Canvas) -> None:
    for part in example.sections:
        ranks = [item.rank for item in part.items]
        assert len(ranks) >= 3
        assert ranks == list(range(1, len(ranks) + 1))


@pytest.mark.parametrize("section", PROFILE_SECTIONS)
def test_the_example_stands_in_the_order_it_is_written_in(section: Section) -> None:
    written = [note.text for note in GUIDE.words.example.notes[section]]
    part = PROFILE_SECTIONS.index(section)
    shown = canvas_of(example_profile(GUIDE), GUIDE).sections[part].items

    assert [item.text for item in shown] == written


def test_the_example_says_why_each_note_stands_where_it_stands(example: Canvas) -> None:
    reasons = [item.reason for part in example.sections for item in part.items]

    assert None not in reasons


@pytest.mark.parametrize("section", [Section.JOBS, Section.PAINS])
def test_the_example_is_rated_with_levels_that_exist(section: Section) -> None:
    ratings = {rating.id: rating.scale for rating in GUIDE.section(section).ratings}

    for note in GUIDE.words.example.notes[section]:
        assert note.ratings
        for rating, level in note.ratings.items():
            assert level in SCALES[ratings[rating]]
