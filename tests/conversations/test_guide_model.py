"""What a guide must hold before it may be asked."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from pydantic import ValidationError

from conversations.guides.library import Library
from conversations.guides.model import Guide, load_guide
from conversations.guides.steps import StepKind
from conversations.profile import Profile, Section
from tests.conversations.sample_guides import (
    Change,
    changed,
    gains_reviewed_but_not_ordered,
    priority,
    rated_at_the_end,
    second_version,
    section,
    shipped_texts,
)

Texts = dict[str, Any]


def _unknown_in_structure(structure: Texts, words: Texts) -> None:
    structure["colour"] = "red"


def _unknown_in_section(structure: Texts, words: Texts) -> None:
    section(structure, "jobs")["colour"] = "red"


def _unknown_in_words(structure: Texts, words: Texts) -> None:
    words["prompts"]["prio.jobs.tasks"]["hint"] = "think"


def _unknown_section(structure: Texts, words: Texts) -> None:
    section(structure, "jobs")["id"] = "dreams"


def _unknown_in_value_map(structure: Texts, words: Texts) -> None:
    structure["value_map"]["colour"] = "red"


def _choice_without_words(structure: Texts, words: Texts) -> None:
    del words["value_map"]["prompts"]["vpc.products.kind"]["choices"]["digital"]


def _prompt_without_words(structure: Texts, words: Texts) -> None:
    del words["prompts"]["prio.jobs.tasks"]


def _words_without_prompt(structure: Texts, words: Texts) -> None:
    words["prompts"]["prio.jobs.dreams"] = words["prompts"]["prio.jobs.tasks"]


def _rating_without_words(structure: Texts, words: Texts) -> None:
    del words["ratings"]["prio.rank.severity"]


def _order_without_words(structure: Texts, words: Texts) -> None:
    del words["ratings"]["prio.rank.order"]


def _section_without_words(structure: Texts, words: Texts) -> None:
    del words["sections"]["jobs"]


def _scale_without_words(structure: Texts, words: Texts) -> None:
    del words["scales"]["severity"]


def _level_without_words(structure: Texts, words: Texts) -> None:
    del words["scales"]["severity"]["mild"]


def _question_without_text(structure: Texts, words: Texts) -> None:
    words["prompts"]["prio.jobs.tasks"]["ask"] = "  "


def _unknown_scale(structure: Texts, words: Texts) -> None:
    section(structure, "pains")["ratings"][0]["scale"] = "size"


def _too_few_weights(structure: Texts, words: Texts) -> None:
    structure["scales"]["outcome"]["weights"] = [1]


def _scale_of_one_level(structure: Texts, words: Texts) -> None:
    structure["scales"]["outcome"] = {"levels": ["a_lot"]}


def _long_question(structure: Texts, words: Texts) -> None:
    words["prompts"]["prio.jobs.tasks"]["ask"] = "x" * 201


def _long_label(structure: Texts, words: Texts) -> None:
    words["scales"]["severity"]["mild"]["label"] = "x" * 21


@pytest.mark.parametrize(
    ("mistake", "named"),
    [
        (_unknown_in_structure, "colour"),
        (_unknown_in_section, "colour"),
        (_unknown_in_words, "hint"),
        (_unknown_section, "'jobs'"),
        (_unknown_in_value_map, "colour"),
        (_choice_without_words, "digital"),
        (_prompt_without_words, "prio.jobs.tasks"),
        (_words_without_prompt, "prio.jobs.dreams"),
        (_rating_without_words, "prio.rank.severity"),
        (_order_without_words, "prio.rank.order"),
        (_section_without_words, "jobs"),
        (_scale_without_words, "severity"),
        (_level_without_words, "mild"),
        (_question_without_text, "at least 1 character"),
        (_unknown_scale, "unknown scale"),
        (_too_few_weights, "one weight for each level"),
        (_scale_of_one_level, "at least 2 items"),
        (_long_question, "at most 200 characters"),
        (_long_label, "at most 20 characters"),
    ],
)
def test_a_guide_with_a_mistake_is_refused(mistake: Change, named: str) -> None:
    with pytest.raises(ValidationError, match=named):
        changed(mistake)


def test_a_line_of_200_characters_is_accepted() -> None:
    def long_question(structure: Texts, words: Texts) -> None:
        words["prompts"]["prio.jobs.tasks"]["ask"] = "x" * 200

    assert len(changed(long_question).words.prompts["prio.jobs.tasks"].ask) == 200


def test_a_text_that_is_not_toml_is_refused() -> None:
    structure, words = shipped_texts()

    with pytest.raises(tomllib.TOMLDecodeError):
        load_guide(structure + "\n[", words)


def kinds(guide: Guide) -> list[tuple[StepKind, Section]]:
    """The steps up to the canvas."""
    steps = guide.steps[: guide.value_map_begins]
    return [(step.kind, step.section) for step in steps]


def test_a_section_is_put_in_order_as_soon_as_it_is_collected() -> None:
    sections = [section for _, section in kinds(priority())]

    assert sections == sorted(sections, key=list(Section).index)


def test_ratings_at_the_end_come_after_all_questions_and_before_the_canvas() -> None:
    steps = kinds(rated_at_the_end())
    asked = {StepKind.ASK, StepKind.REVIEW}
    last_question = max(at for at, (kind, _) in enumerate(steps) if kind in asked)
    rankings = [kind not in asked for kind, _ in steps]

    assert rankings.index(True) == last_question + 1
    assert steps[-1] == (StepKind.CLOSE, Section.REFLECTION)
    assert sorted(steps) == sorted(kinds(priority()))


def test_a_section_without_an_order_prompt_is_not_put_in_order() -> None:
    gains = [
        kind
        for kind, here in kinds(gains_reviewed_but_not_ordered())
        if here is Section.GAINS
    ]

    assert gains == [*[StepKind.ASK] * 3, StepKind.REVIEW]


def test_a_running_interview_keeps_its_version() -> None:
    both = Library.of([priority(), second_version()])

    assert both.guide_of(Profile(1, "priority", 1)) is priority()
    assert both.newest("priority") is second_version()


def test_a_guide_that_is_missing_is_an_error() -> None:
    known = Library.of([priority()])

    with pytest.raises(KeyError):
        known.guide_of(Profile(1, "priority", 2))
    with pytest.raises(ValueError, match="empty"):
        known.newest("worksheet")
