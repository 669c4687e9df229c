"""The full canvas and the value map: all that the method asks, in words for a phone."""

from __future__ import annotations

import pytest

from conversations.canvas import canvas_of, example_profile
from conversations.guides.model import Guide, PromptKind, PromptWords, Weighing
from conversations.guides.steps import StepKind
from conversations.profile import PROFILE_SECTIONS, VALUE_MAP_SECTIONS, Section
from tests.conversations.sample_guides import canvas, priority, worksheet

GUIDE = canvas()

PROMPTS = {
    Section.SEGMENT: ["vpc.segment.pick"],
    Section.JOBS: [
        *("vpc.jobs.functional", "vpc.jobs.social", "vpc.jobs.emotional"),
        *("vpc.jobs.needs", "vpc.jobs.buyer", "vpc.jobs.cocreator"),
        "vpc.jobs.transferrer",
    ],
    Section.PAINS: [
        *("vpc.pains.costly", "vpc.pains.feel_bad", "vpc.pains.underperforming"),
        *("vpc.pains.difficulties", "vpc.pains.social", "vpc.pains.risks"),
        *("vpc.pains.awake", "vpc.pains.mistakes", "vpc.pains.barriers"),
    ],
    Section.GAINS: [
        *("vpc.gains.easier", "vpc.gains.social", "vpc.gains.looking_for"),
        *("vpc.gains.dreams", "vpc.gains.measures", "vpc.gains.adoption"),
    ],
    Section.REFLECTION: ["vpc.reflection.surprises"],
    Section.PRODUCTS: [
        *("vpc.products.list", "vpc.products.buyer", "vpc.products.cocreator"),
        *("vpc.products.transferrer", "vpc.products.jobs", "vpc.products.kind"),
    ],
    Section.RELIEVERS: [
        *("vpc.relievers.savings", "vpc.relievers.feel_better", "vpc.relievers.fix"),
        *("vpc.relievers.difficulties", "vpc.relievers.social"),
        *("vpc.relievers.risks", "vpc.relievers.sleep", "vpc.relievers.mistakes"),
        *("vpc.relievers.barriers", "vpc.fit.link"),
    ],
    Section.CREATORS: [
        *("vpc.creators.looking_for", "vpc.creators.dreams"),
        *("vpc.creators.outcomes", "vpc.creators.adoption", "vpc.fit.link"),
    ],
}

RATINGS = {
    Section.JOBS: ["vpc.rank.significance", "vpc.rank.frequency"],
    Section.PAINS: ["vpc.rank.intensity", "vpc.rank.frequency"],
    Section.GAINS: ["vpc.rank.relevance", "vpc.rank.frequency"],
    Section.RELIEVERS: ["vpc.rank.relievers", "vpc.rank.frequency"],
    Section.CREATORS: ["vpc.rank.creators", "vpc.rank.frequency"],
}

EVERY_PROMPT = sorted({id_ for ids in PROMPTS.values() for id_ in ids})
ANSWERED = [
    id_
    for id_ in EVERY_PROMPT
    if (prompt := GUIDE.prompt(id_))
    and prompt.kind in (PromptKind.SEGMENT, PromptKind.NOTES)
]


def words(prompt: str) -> PromptWords:
    return GUIDE.words.prompts[prompt]


def test_everything_the_method_asks_is_asked_in_its_section() -> None:
    asked = {
        section.id: [prompt.id for prompt in section.prompts]
        for section in GUIDE.structure.every_section
    }

    assert asked == PROMPTS


def test_everything_is_rated_as_the_method_says() -> None:
    rated = {
        section.id: [rating.id for rating in section.ratings]
        for section in GUIDE.structure.every_section
        if section.ratings
    }

    assert rated == RATINGS
    assert GUIDE.section(Section.JOBS).context == "vpc.rank.context"


@pytest.mark.parametrize("section", RATINGS)
def test_a_section_is_ordered_by_five_levels_and_then_by_how_often(
    section: Section,
) -> None:
    first, then = GUIDE.section(section).ratings
    scales = GUIDE.structure.scales

    assert GUIDE.section(section).weighing is Weighing.IN_TURN
    assert len(scales[first.scale].levels) == 5
    assert scales[then.scale].levels == ("rarely", "monthly", "weekly", "daily")


def test_levels_go_from_low_to_high() -> None:
    ends = {name: scale.levels[::4] for name, scale in GUIDE.structure.scales.items()}

    assert ends["significance"] == ("trivial", "crucial")
    assert ends["intensity"] == ends["relief"] == ("very_light", "very_intense")
    assert ends["relevance"] == ends["creation"] == ("insignificant", "substantial")


def test_a_product_is_of_several_kinds() -> None:
    prompt = GUIDE.prompt("vpc.products.kind")

    assert prompt is not None
    assert prompt.choices == ("tangible", "digital", "intangible", "financial")


@pytest.mark.parametrize(
    "guide", [priority(), worksheet(), canvas()], ids=lambda g: g.id
)
def test_the_value_map_stands_behind_every_guide(guide: Guide) -> None:
    at = guide.value_map_begins
    sections = [section.id for section in guide.structure.value_map]
    close = guide.steps[at - 1]

    assert close.kind is StepKind.CLOSE
    assert guide.steps[at:-1] == GUIDE.steps[GUIDE.value_map_begins : -1]
    assert guide.steps[-1] == close
    assert tuple(sections) == VALUE_MAP_SECTIONS


def test_only_the_long_guide_has_a_menu_before_the_value_map() -> None:
    assert GUIDE.menu == PROFILE_SECTIONS + VALUE_MAP_SECTIONS
    assert priority().menu == VALUE_MAP_SECTIONS


@pytest.mark.parametrize("prompt", EVERY_PROMPT)
def test_a_question_fits_a_phone(prompt: str) -> None:
    asks = [words(prompt).ask, words(prompt).ask_plain or ""]

    assert max(map(len, asks)) <= 160
    assert len(words(prompt).preview) <= 60


@pytest.mark.parametrize("prompt", [p for p in EVERY_PROMPT if p != "vpc.segment.pick"])
def test_a_prompt_asks_one_question(prompt: str) -> None:
    assert words(prompt).ask.count("?") == 1


@pytest.mark.parametrize("prompt", ANSWERED)
def test_a_question_comes_with_two_to_four_examples(prompt: str) -> None:
    everything = words(prompt).examples + words(prompt).more_examples

    assert 2 <= len(words(prompt).examples) <= 4
    assert len(set(everything)) == len(everything) > len(words(prompt).examples)


@pytest.mark.parametrize("prompt", EVERY_PROMPT)
def test_a_question_about_the_top_job_can_be_asked_without_one(prompt: str) -> None:
    about_a_job = "{job}" in words(prompt).ask

    assert about_a_job == (words(prompt).ask_plain is not None)
    assert "{" not in (words(prompt).ask_plain or "")


@pytest.mark.parametrize("section", PROFILE_SECTIONS + VALUE_MAP_SECTIONS)
def test_a_section_says_what_does_not_belong_in_it(section: Section) -> None:
    intro = GUIDE.words.sections[section].intro

    assert "Not " in intro or "Leave out" in intro
    assert intro.count(".") <= 3


def test_the_example_stands_in_the_order_it_is_written_in() -> None:
    example = canvas_of(example_profile(GUIDE), GUIDE)
    written = GUIDE.words.example.notes

    for part in example.sections:
        texts = [item.text for item in part.items]
        assert texts == [note.text for note in written[part.section]]
        assert all(item.rank for item in part.items)
