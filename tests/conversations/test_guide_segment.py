"""Describing a segment: facets by tap, the five tests, and where it leads."""

from __future__ import annotations

from datetime import timedelta

import pytest

from conversations.canvas import canvas_of, example_profile
from conversations.guides.model import Prompt, PromptKind
from conversations.interview import effects as f
from conversations.interview import events as e
from conversations.interview import views as v
from conversations.interview.states import State
from conversations.options import chosen
from conversations.profile import Section
from conversations.segment_card import Facet, FacetGroup, SegmentCard
from tests.conversations.founder import Founder
from tests.conversations.sample_guides import (
    canvas,
    course,
    library,
    priority,
    segment,
    worksheet,
)

GUIDE = segment()
FACETS = {
    "seg.geographic": "country city density language climate area population",
    "seg.demographic": "age gender income education social_status family life_stage "
    "occupation",
    "seg.psychographic": "lifestyle interests concerns personality values attitudes",
    "seg.behavioural": "benefits purchase usage intent occasion buyer_stage "
    "user_status life_cycle engagement",
}
#: What the method asks, in its order.
CATALOGUE = [
    "seg.name",
    "seg.base",
    *FACETS,
    "seg.separate.compared_with",
    "seg.separate",
    "seg.value.warmup",
    "seg.value.elements",
]
PROMPTS = [p for section in GUIDE.structure.sections for p in section.prompts]


def ada_with_every_guide() -> Founder:
    everything = library(segment(), priority(), worksheet(), course())
    return Founder(everything).begins().sends("riders")


def select(ada: Founder, *options: str, applies: int = 1) -> Founder:
    prompt = ada.guide.prompt(ada.prompt)
    assert prompt is not None
    for option in options:
        ada.taps(e.SelectTapped, prompt.options.index(option), applies)
    return ada


def skips_to(ada: Founder, prompt: str) -> Founder:
    while ada.prompt != prompt:
        ada.goes_next()
    return ada


def card_of(ada: Founder) -> SegmentCard:
    card = canvas_of(ada.profile, ada.guide).card
    assert card is not None
    return card


def test_everything_the_method_asks_is_asked_in_its_order() -> None:
    own = [p.id for p in PROMPTS if p.of is None]

    assert own == [*CATALOGUE, "seg.reflection.surprises"]


@pytest.mark.parametrize("group", FACETS)
def test_every_facet_can_be_tapped_and_is_then_asked_for(group: str) -> None:
    facets = FACETS[group].split()
    asked = [p.id for p in PROMPTS if p.of == group]

    assert list(next(p for p in PROMPTS if p.id == group).options) == facets
    assert asked == [f"{group}.{facet}" for facet in facets]


@pytest.mark.parametrize("prompt", PROMPTS, ids=lambda p: p.id)
def test_a_question_fits_a_phone_and_comes_with_examples(prompt: Prompt) -> None:
    words = GUIDE.words.prompts[prompt.id]

    assert len(words.preview) <= 60
    if not prompt.options and prompt.kind is not PromptKind.SURPRISES:
        assert 2 <= len(words.examples) <= 4
        assert words.more_examples


# --- tapping what applies -----------------------------------------------------------


def test_only_facets_that_were_tapped_are_asked_for() -> None:
    ada = skips_to(ada_with_every_guide(), "seg.geographic")
    select(ada, "climate", "city").goes_next()

    assert ada.prompt == "seg.geographic.city"
    assert ada.sends("Porto").prompt == "seg.geographic.climate"
    assert ada.goes_next().prompt == "seg.demographic"
    assert card_of(ada).groups == (
        FacetGroup("Where", (Facet("City", "Porto"), Facet("Climate", ""))),
    )


def test_a_tap_sets_an_option_and_does_not_toggle_it() -> None:
    ada = skips_to(ada_with_every_guide(), "seg.geographic")
    select(ada, "city")
    before = ada.session
    select(ada, "city")

    assert ada.session == before
    assert ada.notices == [f.Notice.ALREADY]
    select(ada, "city", applies=0)
    assert chosen(ada.profile, "seg.geographic") == ()
    assert [note.text for note in ada.profile.living] == ["riders"]


def test_what_was_said_about_a_facet_stays_when_its_tap_is_taken_back() -> None:
    ada = skips_to(ada_with_every_guide(), "seg.geographic")
    select(ada, "city").goes_next().sends("Porto").goes_back(2)
    select(ada, "city", applies=0)

    assert canvas_of(ada.profile, ada.guide).card is None
    assert "Porto" in ada.texts(Section.SEGMENT)
    select(ada, "city")
    assert card_of(ada).groups[0].facets == (Facet("City", "Porto"),)


def test_an_option_that_does_not_exist_changes_nothing() -> None:
    ada = skips_to(ada_with_every_guide(), "seg.geographic")
    before = ada.session

    for option in (-2, -1, 7):
        ada.taps(e.SelectTapped, option, 1)
        assert ada.session == before
        assert ada.notices == [f.Notice.STALE]


def test_what_is_put_aside_is_off_the_card() -> None:
    ada = select(ada_with_every_guide(), "niche")
    select(ada, "city").goes_next().sends("Porto")
    for text in ("Niche market", "Porto"):
        ada.does(e.SortTapped(1, ada.number(text), Section.PARKED))

    assert card_of(ada) == SegmentCard(
        groups=(FacetGroup("Where", (Facet("City", ""),)),)
    )


def test_the_customer_base_is_one_tap_that_leads_on() -> None:
    ada = select(ada_with_every_guide(), "niche")
    assert ada.prompt == "seg.geographic"
    ada.goes_back()
    select(ada, "mass")

    assert ada.prompt == "seg.geographic"
    assert card_of(ada).base == "Mass market"


def test_words_given_to_what_was_tapped_stand_on_the_card() -> None:
    ada = select(ada_with_every_guide(), "niche")
    ada.does(e.FixTapped(1, ada.number("Niche market"))).sends("a tiny niche")

    assert card_of(ada).base == "a tiny niche"
    assert chosen(ada.profile, "seg.base") == ("niche",)


# --- a segment of its own? ----------------------------------------------------------


def test_the_verdict_says_in_one_sentence_which_tests_speak_for_it() -> None:
    ada = skips_to(ada_with_every_guide(), "seg.separate.compared_with")
    ada.sends("commuters")
    assert ada.prompt == "seg.separate"
    assert isinstance(ada.view, v.AskOptions)
    assert (ada.view.other, ada.view.verdict) == ("commuters", "")
    select(ada, "channels", "offer")

    assert ada.view.verdict == (
        "A segment of its own, apart from “commuters”: they need an offer of their "
        "own and you reach them through other channels."
    )
    assert card_of(ada).verdict == ada.view.verdict


@pytest.mark.parametrize(
    ("other", "verdict"),
    [("commuters", "Treat them and “commuters” as one."), ("", "they resemble.")],
)
def test_no_test_at_all_is_a_verdict_too(other: str, verdict: str) -> None:
    ada = skips_to(ada_with_every_guide(), "seg.separate.compared_with")
    ada.sends(other) if other else ada.goes_next()
    ada.taps(e.SelectTapped, -1, 1)

    assert card_of(ada).verdict.startswith("Not a segment of its own: none of the")
    assert card_of(ada).verdict.endswith(verdict)
    assert ada.texts(Section.SEGMENT)[-1] == "None of these"


def test_whoever_skips_the_test_gets_no_verdict() -> None:
    ada = skips_to(ada_with_every_guide(), "seg.separate").goes_next()

    assert canvas_of(ada.profile, ada.guide).card is None


def test_the_warm_up_is_never_on_the_canvas() -> None:
    ada = skips_to(ada_with_every_guide(), "seg.value.warmup")
    ada.sends("the bike was in stock")
    assert ada.prompt == "seg.value.elements"
    canvas = canvas_of(select(ada, "ease", "risk").profile, ada.guide)

    assert "the bike" not in str(canvas)
    assert canvas.card == SegmentCard(values=("Less risk", "Ease"))


# --- from here on -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("guide", "prompt"),
    [
        ("priority", "prio.jobs.tasks"),
        ("course", "course.jobs.life_goals"),
        ("worksheet", "ws.segment.describe"),
    ],
)
def test_the_segment_goes_in_front_of_any_guide(guide: str, prompt: str) -> None:
    ada = select(ada_with_every_guide(), "niche")
    select(ada, "city").goes_next().sends("Porto").answers_until(State.FINISHED)
    view = ada.view
    assert isinstance(view, v.ShowCanvas)
    assert {each.id for each in view.after.guides} == {
        "priority",
        "course",
        "worksheet",
    }
    card = card_of(ada)

    ada.does(e.GoOnTapped(1, guide))

    assert (ada.profile.guide, ada.prompt) == (guide, prompt)
    assert (ada.profile.name, ada.profile.finished_at) == ("riders", None)
    assert card_of(ada) == card
    assert canvas_of(ada.profile, ada.guide).description == ()
    assert [line.number for line in ada.session.headlines] == [1]
    ada.answers_until(State.FINISHED)
    assert card_of(ada) == card


def test_the_full_canvas_goes_on_at_its_sections() -> None:
    ada = Founder(library(segment(), canvas())).begins().sends("riders")
    ada.answers_until(State.FINISHED).does(e.GoOnTapped(1, "canvas"))

    assert (ada.profile.guide, ada.session.state) == ("canvas", State.OVERVIEW)
    assert ada.profile.name == "riders"


def test_the_button_that_went_on_does_nothing_twice() -> None:
    ada = ada_with_every_guide().answers_until(State.FINISHED)
    ada.does(e.GoOnTapped(1, "priority"))
    before = ada.session
    ada.does(e.GoOnTapped(1, "worksheet"))

    assert ada.session == before
    assert ada.notices == [f.Notice.ALREADY]


@pytest.mark.parametrize("guide", ["segment", "unheard_of"])
def test_one_goes_on_with_another_guide_only(guide: str) -> None:
    ada = ada_with_every_guide().answers_until(State.FINISHED)
    before = ada.session
    ada.does(e.GoOnTapped(1, guide))

    assert ada.session == before


def test_the_first_message_still_names_the_segment_after_going_on() -> None:
    ada = ada_with_every_guide().answers_until(State.FINISHED)
    ada.does(e.GoOnTapped(1, "priority")).edits(1, "night riders")

    assert ada.profile.name == "night riders"
    assert ada.texts(Section.SEGMENT).count("night riders") == 1


def test_going_back_after_going_on_shows_the_name_as_answered() -> None:
    ada = ada_with_every_guide().answers_until(State.FINISHED)
    ada.does(e.GoOnTapped(1, "priority")).goes_back()

    assert isinstance(ada.view, v.Ask)
    assert ada.view.notes == ("riders",)


def test_the_other_side_of_the_market_gets_a_profile_that_knows_it() -> None:
    ada = select(ada_with_every_guide(), "multi_sided")
    assert ada.prompt == "seg.base.other_side"
    ada.sends("drivers").answers_until(State.FINISHED)
    assert isinstance(ada.view, v.ShowCanvas)
    assert ada.view.after.other_side == "drivers"
    number = ada.session.next_number

    ada.does(e.OtherSideTapped(number, 1))

    assert (ada.profile.number, ada.profile.name) == (number, "drivers")
    assert ada.prompt == "seg.geographic"
    card = card_of(ada)
    assert (card.base, card.other_side) == ("Multi-sided", "riders")
    ada.does(e.OtherSideTapped(number, 1))
    assert ada.notices == [f.Notice.ALREADY]
    ada.does(e.ResumeTapped(1))
    assert isinstance(ada.view, v.ShowCanvas)
    assert ada.view.after.other_side == ""


def test_without_another_side_there_is_none_to_begin() -> None:
    ada = ada_with_every_guide()
    select(ada, "multi_sided").sends("drivers").goes_back(2)
    select(ada, "niche").answers_until(State.FINISHED)
    before = ada.session

    ada.does(e.OtherSideTapped(ada.session.next_number, 1))

    assert ada.session == before
    assert card_of(ada).other_side == ""


def test_a_choice_whose_words_were_forgotten_can_be_tapped_again() -> None:
    ada = skips_to(ada_with_every_guide(), "seg.geographic")
    select(ada, "city")
    select(ada, "city", applies=0)
    ada.now += timedelta(days=2)
    select(ada, "language")

    assert chosen(ada.profile, "seg.geographic") == ("language",)


def test_the_example_is_a_card_with_a_verdict() -> None:
    card = canvas_of(example_profile(GUIDE), GUIDE).card

    assert card is not None
    assert card.verdict.startswith("A segment of its own, apart from “day-shift")
    assert [group.title for group in card.groups] == ["Where", "Who", "How they think"]


def test_options_that_speak_for_a_segment_say_why() -> None:
    tests = next(p for p in PROMPTS if p.kind is PromptKind.TESTS)

    assert len(tests.options) == 5
    assert all(w.why for w in GUIDE.words.prompts[tests.id].options.values())
