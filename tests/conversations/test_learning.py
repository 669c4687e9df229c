"""Concept cards: every term of the method, to look up or leaf through, and a quiz."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from conversations.concepts.model import Glossary
from conversations.interview import effects as f
from conversations.interview import events as e
from conversations.interview import views as v
from conversations.interview.states import State
from tests.conversations.founder import Founder, founder_in
from tests.conversations.sample_guides import every_guide, glossary

#: What the method says there is to know, as concepts.
_METHOD = """
    segment own_profile separate_segment market_types mass_market niche_market
    segmented_market diversified_market multi_sided segmentation geographic
    demographic psychographic behavioural value elements_of_value value_proposition
    relevancy quantified_benefit difference canvas fit value_map
    products_and_services pain_reliever gain_creator customer_profile job pain gain
    tangible digital intangible financial functional_job social_job emotional_job
    basic_need maslow physiological_needs safety_needs belonging_needs esteem_needs
    self_actualisation obstacle risk bad_outcome required_gain expected_gain
    desired_gain unexpected_gain further_reading buyer cocreator transferrer
    ancillary_job outcome impact significance intensity relevance adoption_barrier
    buyer_stage assumption
"""
CATALOGUE = _METHOD.split()
GLOSSARY = glossary()
CONCEPTS = [c.id for theme in GLOSSARY.structure.themes for c in theme.concepts]


def test_every_concept_of_the_method_has_a_card() -> None:
    assert sorted(CONCEPTS) == sorted(CATALOGUE)


@pytest.mark.parametrize("concept", CONCEPTS)
def test_a_card_says_it_plainly_in_one_sentence_with_an_example(concept: str) -> None:
    words = GLOSSARY.words.concepts[concept]

    assert len(words.plain) <= 60
    assert words.definition.endswith(".")
    assert words.definition.count(". ") == 0
    assert words.example != words.definition
    assert 2 <= len(GLOSSARY.see(concept)) <= 5
    assert concept not in GLOSSARY.see(concept)


def test_every_card_is_reached_from_another() -> None:
    seen = {other for concept in CONCEPTS for other in GLOSSARY.see(concept)}

    assert set(CONCEPTS) - seen - {"own_profile"} <= {"segmentation"}


def test_what_questions_speak_of_has_a_card() -> None:
    terms = {
        term
        for guide in every_guide()
        for prompt in guide.words.prompts.values()
        for term in prompt.terms
    }

    assert terms
    assert terms <= set(CONCEPTS)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("pain", "pain"),
        ("Pain", "pain"),
        ("segmnt", "segment"),
        ("psycographic", "psychographic"),
        ("co-creator", "cocreator"),
        ("jobs to be done", "job"),
        ("what is a gain", "gain"),
        ("self-actualization", "self_actualisation"),
        ("toothpaste", "market_types"),
        ("books", "further_reading"),
    ],
)
def test_a_search_finds_names_and_forgives_typing_errors(text: str, first: str) -> None:
    assert GLOSSARY.found(text, 8)[0] == first


def test_a_term_written_as_it_is_leads_to_its_card_alone() -> None:
    assert GLOSSARY.found(" Fit", 8) == ("fit",)


@pytest.mark.parametrize(
    "text", ["", "x", "  ", "quarterly earnings", "😀", "a" * 4000]
)
def test_a_search_for_something_else_finds_nothing(text: str) -> None:
    assert GLOSSARY.found(text, 8) == ()


def test_a_card_without_words_is_refused() -> None:
    words = {**GLOSSARY.words.model_dump(), "concepts": {}}

    with pytest.raises(ValidationError, match="differ in concept"):
        Glossary.model_validate({"structure": GLOSSARY.structure, "words": words})


# --- in a conversation ----------------------------------------------------------------


@pytest.mark.parametrize(
    "kind",
    [
        e.Commanded(e.Command.LEARN),
        e.Commanded(e.Command.LEARN, "niche"),
        e.ThemeTapped("pains"),
        e.ConceptTapped("pain"),
        e.QuizTapped(0, 0),
    ],
)
def test_learning_leaves_the_open_question_open(kind: e.Event) -> None:
    ada = founder_in(State.ASKING)
    before = ada.session

    ada.does(kind)

    assert ada.session == before
    assert isinstance(ada.effects[0], f.ShowMenu)
    assert ada.sends("one more").note("one more").prompt == "prio.jobs.tasks"


def test_a_card_leads_back_to_the_question_that_is_open() -> None:
    ada = founder_in(State.ASKING).does(e.ConceptTapped("pain"))
    assert isinstance(ada.menu, v.ShowConcept)
    assert ada.menu.goes_on == 1
    alone = Founder().does(e.ConceptTapped("pain"))
    assert isinstance(alone.menu, v.ShowConcept)
    assert alone.menu.goes_on is None


def test_a_question_links_to_the_concepts_it_speaks_of() -> None:
    ada = Founder().begins()
    assert isinstance(ada.view, v.Ask)

    assert ada.view.question.terms == (v.Named("segment", "Segment"),)


def test_the_next_message_is_looked_up_once() -> None:
    ada = founder_in(State.LOOKING_UP).sends("nich")
    assert isinstance(ada.menu, v.ShowFound)
    assert ada.menu.concepts[0].id == "niche_market"
    assert ada.state is not State.LOOKING_UP
    assert "nich" not in [note.text for note in ada.profile.notes]


def test_a_single_hit_is_shown_at_once() -> None:
    ada = founder_in(State.LOOKING_UP).sends("adoption barrier")

    assert isinstance(ada.menu, v.ShowConcept | v.ShowFound)
    ada.does(e.Commanded(e.Command.LEARN, "psycographic"))
    assert isinstance(ada.menu, v.ShowConcept)
    assert ada.menu.words.term == "Psychographic"


@pytest.mark.parametrize("kind", [e.ConceptTapped("love"), e.ThemeTapped("love")])
def test_what_is_not_there_is_an_old_button(kind: e.Event) -> None:
    assert Founder().does(kind).notices == [f.Notice.STALE]


# --- the quiz -----------------------------------------------------------------------


def test_the_quiz_gives_a_reason_for_every_answer_and_counts_the_right_ones() -> None:
    ada = Founder()
    right = 0
    for number, quiz in enumerate(GLOSSARY.structure.quiz):
        ada.does(e.QuizTapped(number, right))
        asked = ada.menu
        assert isinstance(asked, v.AskQuiz)
        assert len(asked.answers) == len(quiz.answers)
        for at, answer in enumerate(quiz.answers):
            ada.does(e.GuessTapped(number, right, at))
            told, is_right = ada.menu, answer == quiz.right
            assert isinstance(told, v.ShowReason)
            assert (told.right is None) == is_right
            assert told.score == right + is_right
            assert told.given.why
        right += 1
    ada.does(e.QuizTapped(right, right))
    assert ada.menu == v.ShowScore(right, len(GLOSSARY.structure.quiz), None)


def test_right_answers_are_not_always_in_the_same_place() -> None:
    places = [quiz.answers.index(quiz.right) for quiz in GLOSSARY.structure.quiz]

    assert max(places.count(place) for place in set(places)) <= len(places) * 0.6


@pytest.mark.parametrize(
    "kind",
    [
        e.QuizTapped(-1, 0),
        e.QuizTapped(99, 0),
        e.QuizTapped(1, 2),
        e.GuessTapped(0, 0, 9),
        e.GuessTapped(0, 5, 0),
        e.GuessTapped(15, 0, 0),
    ],
)
def test_a_forged_button_of_the_quiz_changes_nothing(kind: e.Event) -> None:
    assert Founder().does(kind).notices == [f.Notice.STALE]
