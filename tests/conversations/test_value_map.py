"""Sections in any order, the value map, what answers what, and the fit."""

from __future__ import annotations

import pytest

from conversations.canvas import Canvas, canvas_of
from conversations.fit import fit_of
from conversations.guides.model import Guide
from conversations.interview import effects as f
from conversations.interview import events as e
from conversations.interview import views as v
from conversations.interview.states import State
from conversations.profile import Section, SectionState
from tests.conversations.founder import Founder, rate_all
from tests.conversations.sample_guides import canvas, library, priority, worksheet

UNTOUCHED, STARTED, DONE = SectionState


def at_the_menu() -> Founder:
    return Founder(library(canvas())).begins().sends("café owners")


def states(ada: Founder) -> dict[Section, SectionState]:
    view = ada.view
    assert isinstance(view, v.AskSection)
    return {each.section: each.state for each in view.sections}


def matches(ada: Founder) -> v.AskMatches:
    assert isinstance(ada.view, v.AskMatches)
    return ada.view


def fits(ada: Founder, text: str, fit: int = 1) -> Founder:
    """Tap an option of the note whose turn it is."""
    view = matches(ada)
    choice = next(option.choice for option in view.options if option.text == text)
    return ada.taps(e.MatchTapped, view.turn.note.number, choice, fit)


def drawn(ada: Founder) -> Canvas:
    return canvas_of(ada.profile, ada.guide)


def skips(ada: Founder) -> Founder:
    """Go on without another word as long as words are wanted."""
    while ada.state is State.ASKING:
        ada.goes_next()
    return ada


def relieves(ada: Founder, pains: str, *relievers: str) -> Founder:
    """Write pains and rate them from the worst on, then relievers, up to the links."""
    skips(ada.chooses(Section.PAINS).sends(pains))
    rate_all(ada, (4, 3, 2, 1)[: len(ada.profile.of_section(Section.PAINS))])
    while ada.state is not State.OVERVIEW:
        ada.goes_next()
    return skips(ada.chooses(Section.RELIEVERS).sends("\n".join(relievers)))


# --- sections in any order ----------------------------------------------------------


def test_the_menu_comes_behind_the_segment() -> None:
    assert set(states(at_the_menu()).values()) == {UNTOUCHED}


def test_a_section_is_in_progress_until_its_notes_are_in_order() -> None:
    ada = at_the_menu().chooses(Section.GAINS).sends("a free evening\nno waste")

    assert states(ada.taps(e.OverviewTapped))[Section.GAINS] is STARTED

    skips(ada.chooses(Section.GAINS))
    rate_all(ada, (3, 4)).answers_until(State.OVERVIEW)
    assert states(ada)[Section.GAINS] is DONE
    assert ada.order(Section.GAINS) == ["no waste", "a free evening"]


def test_a_section_goes_on_behind_the_last_answer() -> None:
    ada = at_the_menu().chooses(Section.JOBS).sends("order beans").goes_next(2)
    ada.sends("feel safe").taps(e.OverviewTapped).chooses(Section.PAINS)

    ada.taps(e.OverviewTapped).chooses(Section.JOBS)

    assert ada.prompt == "vpc.jobs.needs"


def test_the_next_section_that_is_not_done_is_suggested() -> None:
    ada = at_the_menu().chooses(Section.JOBS).sends("order beans")
    ada.answers_until(State.RATING)
    rate_all(ada, range(len(ada.profile.of_section(Section.JOBS))))
    ada.answers_until(State.OVERVIEW)

    view = ada.view
    assert isinstance(view, v.AskSection)
    assert view.suggested is Section.PAINS


def test_the_profile_is_finished_before_the_value_map_is_begun() -> None:
    ada = at_the_menu().answers_until(State.FINISHED)

    assert ada.profile.finished_at is not None
    assert not drawn(ada).value_map


@pytest.mark.parametrize("section", [Section.SEGMENT, Section.REFLECTION])
def test_a_section_that_is_not_on_the_menu_cannot_be_chosen(section: Section) -> None:
    ada = at_the_menu()
    before = ada.session

    assert ada.chooses(section).notices == [f.Notice.STALE]
    assert ada.session == before


def test_a_guide_without_a_menu_shows_none() -> None:
    ada = Founder().begins().sends("café owners").taps(e.OverviewTapped)

    assert ada.notices == [f.Notice.STALE]
    assert ada.state is State.ASKING


# --- where and when a job is done ---------------------------------------------------


def test_a_job_has_a_situation_or_is_left_out() -> None:
    ada = at_the_menu().chooses(Section.JOBS).sends("order beans\ndo the books")
    skips(ada)
    rate_all(ada, (2, 4)).answers_until(State.TELLING)

    assert isinstance(ada.view, v.AskContext)
    assert ada.view.turn.note.text == "do the books"
    ada.taps(e.TurnTapped, ada.number("order beans")).sends("at the till,\nat noon")

    assert ada.state is State.RANKED
    assert ada.note("order beans").context == "at the till, at noon"
    assert ada.note("do the books").context == ""


def test_a_situation_can_be_told_later_and_only_of_a_job() -> None:
    ada = at_the_menu().chooses(Section.JOBS).sends("order beans")
    ada.taps(e.SituationTapped, 1, ada.number("order beans"))
    asked = ada.menu
    assert isinstance(asked, v.AskSituation)

    ada.sends("\u200b").sends("at the till,\nat noon")
    assert ada.note("order beans").context == "at the till, at noon"
    assert isinstance(ada.menu, v.ShowNote)

    ada.does(e.SortTapped(1, ada.number("order beans"), Section.PAINS))
    ada.taps(e.SituationTapped, 1, ada.number("order beans"))
    assert ada.notices[-1] is f.Notice.STALE


# --- the order ----------------------------------------------------------------------


def test_significance_counts_before_how_often() -> None:
    ada = at_the_menu().chooses(Section.JOBS).sends("sell the shop\nmop the floor")
    skips(ada)
    rate_all(ada, (2, 1)).goes_next()
    rate_all(ada, (0, 3))

    assert ada.order(Section.JOBS) == ["sell the shop", "mop the floor"]


# --- the value map ------------------------------------------------------------------


@pytest.mark.parametrize(
    "guide", [priority(), worksheet(), canvas()], ids=lambda g: g.id
)
def test_a_finished_profile_of_any_guide_gets_a_value_map(guide: Guide) -> None:
    ada = Founder(library(guide)).begins().answers_until(State.FINISHED)
    profile = drawn(ada).sections

    ada.adds_the_value_map().answers_until(State.FINISHED)

    assert drawn(ada).sections == profile
    assert all(part.items for part in drawn(ada).value_map)
    assert all(item.links for part in drawn(ada).value_map for item in part.items)
    assert isinstance(ada.view, v.ShowCanvas)
    assert ada.view.after.value_map is v.ValueMapState.BEGUN


def test_a_second_tap_on_the_value_map_goes_on_where_it_stands() -> None:
    ada = Founder().begins().answers_until(State.FINISHED).adds_the_value_map()
    ada.chooses(Section.PRODUCTS)

    assert ada.adds_the_value_map().prompt == "vpc.products.list"


def test_a_profile_without_notes_gets_no_value_map() -> None:
    ada = Founder().begins().sends("café owners")
    while ada.state is not State.FINISHED:
        ada.goes_next()

    assert isinstance(ada.view, v.ShowCanvas)
    assert ada.view.after.value_map is v.ValueMapState.NONE
    assert ada.adds_the_value_map().notices == [f.Notice.STALE]


def test_a_note_answers_several_others_and_a_tap_sets_it() -> None:
    ada = relieves(at_the_menu(), "late\ndear\nloud", "we call you back")
    fits(fits(ada, "late"), "loud")
    assert fits(ada, "late").notices == [f.Notice.ALREADY]
    fits(ada, "loud", 0)

    assert ada.note("we call you back").links == (ada.number("late"),)


def test_a_note_of_another_section_cannot_be_answered() -> None:
    ada = relieves(at_the_menu(), "late", "we call you back")
    own = ada.number("we call you back")

    assert ada.taps(e.MatchTapped, own, own, 1).notices == [f.Notice.STALE]
    assert ada.note("we call you back").links == ()


def test_a_product_can_be_of_several_kinds() -> None:
    ada = at_the_menu().chooses(Section.PRODUCTS).sends("a repair and a guarantee")
    skips(ada)
    fits(fits(ada, "tangible"), "intangible")

    assert ada.note("a repair and a guarantee").tags == ("tangible", "intangible")


def test_many_pains_come_in_pages() -> None:
    ada = relieves(at_the_menu(), "a\nb\nc\nd", "we help")
    for number in range(6):
        ada.does(e.AddTapped(1, Section.PAINS)).sends(f"more {number}")

    assert [len(matches(ada).options), matches(ada).pages.pages] == [8, 2]
    assert len(matches(ada.taps(e.PageTapped, 1)).options) == 2


# --- levels that follow from links --------------------------------------------------


def test_a_reliever_is_offered_the_highest_intensity_that_it_answers() -> None:
    ada = relieves(at_the_menu(), "late\ndear\nloud", "we call", "we help")
    fits(fits(ada, "loud"), "dear").goes_next()

    view = ada.view
    assert isinstance(view, v.AskNumbers)
    assert [item.offered for item in view.items] == [3, None]
    assert [item.level for item in view.items] == [None, None]

    ada.taps(e.OffersTaken)
    assert ada.note("we call").ratings == {"vpc.rank.relievers": "intense"}
    assert ada.note("we help").ratings == {}
    assert ada.taps(e.OffersTaken).notices == [f.Notice.ALREADY]

    ada.taps(e.LevelTapped, ada.number("we call"), 1)
    assert ada.note("we call").ratings == {"vpc.rank.relievers": "light"}


def test_a_pain_of_another_scale_speaks_in_proportion() -> None:
    ada = Founder(library(priority())).begins().sends("café owners")
    ada.answers_until(State.RATING, Section.PAINS)
    rate_all(ada, (0, 1, 2)).answers_until(State.FINISHED).adds_the_value_map()
    ada.chooses(Section.RELIEVERS).sends("mild\nmiddling\nmuch")
    skips(ada)
    for pain in ada.profile.of_section(Section.PAINS):
        fits(ada, pain.text)
        if matches(ada).turn.after is not None:
            ada.taps(e.TurnTapped, matches(ada).turn.after or 0)
    ada.goes_next()

    view = ada.view
    assert isinstance(view, v.AskNumbers)
    assert [item.offered for item in view.items] == [0, 2, 4]


# --- the fit ------------------------------------------------------------------------


def test_the_fit_names_what_nothing_answers_and_what_answers_nothing() -> None:
    ada = relieves(at_the_menu(), "a\nb\nc\nd", "first", "fourth", "none")
    fits(ada, "a").taps(e.TurnTapped, ada.number("fourth"))
    fits(ada, "d")
    fit = fit_of(drawn(ada))

    assert fit is not None
    assert [each.item.text for each in fit.unanswered] == ["b", "c"]
    assert [each.item.text for each in fit.idle] == ["fourth", "none"]
    assert fit.answered == 1


def test_before_anything_is_offered_there_is_no_fit() -> None:
    ada = Founder().begins().answers_until(State.FINISHED)

    assert fit_of(drawn(ada)) is None


# --- links when notes change --------------------------------------------------------


def test_a_link_rests_while_what_it_answers_is_gone() -> None:
    ada = relieves(at_the_menu(), "late\ndear", "we call")
    fits(ada, "late")
    late, ours = ada.number("late"), ada.number("we call")

    def answered() -> list[str]:
        return [note.text for note in ada.profile.answered(ada.note("we call"))]

    ada.taps(e.DropTapped, 1, late)
    assert answered() == []
    assert ada.taps(e.RestoreTapped, 1, late).profile.note(ours)
    assert answered() == ["late"]
    ada.does(e.SortTapped(1, late, Section.GAINS))
    assert answered() == []
    ada.does(e.SortTapped(1, late, Section.PAINS))
    assert answered() == ["late"]


def test_links_are_changed_in_the_editor() -> None:
    ada = relieves(at_the_menu(), "late\ndear", "we call")
    late, ours = ada.number("late"), ada.number("we call")

    ada.taps(e.TieTapped, 1, ours, late, 1)
    assert ada.note("we call").links == (late,)
    assert isinstance(ada.menu, v.ShowTies)
    assert ada.taps(e.TieTapped, 1, ours, late, 1).notices == [f.Notice.ALREADY]
    ada.taps(e.TieTapped, 1, ours, late, 0)
    assert ada.note("we call").links == ()


def test_kinds_are_changed_in_the_editor() -> None:
    ada = at_the_menu().chooses(Section.PRODUCTS).sends("an app")
    app = ada.number("an app")

    ada.taps(e.KindTapped, 1, app, 1, 1)
    assert ada.note("an app").tags == ("digital",)
    assert ada.taps(e.KindTapped, 1, app, 1, 1).notices == [f.Notice.ALREADY]
    assert ada.taps(e.KindTapped, 1, app, 9, 1).notices == [f.Notice.STALE]
    ada.taps(e.KindTapped, 1, app, 1, 0)
    assert ada.note("an app").tags == ()


def test_the_editor_shows_the_value_map_as_soon_as_it_is_begun() -> None:
    ada = Founder().begins().answers_until(State.FINISHED).taps(e.EditTapped, 1)
    assert isinstance(ada.menu, v.ShowSections)
    assert Section.PRODUCTS not in [each.section for each in ada.menu.sections]

    ada.adds_the_value_map().chooses(Section.PRODUCTS).sends("beans")
    ada.taps(e.EditTapped, 1)
    assert isinstance(ada.menu, v.ShowSections)
    assert Section.PRODUCTS in [each.section for each in ada.menu.sections]


# --- the job that a pain or a gain comes from ---------------------------------------


def with_a_top_job() -> Founder:
    ada = at_the_menu().chooses(Section.JOBS).sends("order beans\ndo the books")
    while ada.state is State.ASKING:
        ada.goes_next()
    return rate_all(ada, (4, 2)).answers_until(State.OVERVIEW)


def test_prompts_for_pains_and_gains_name_the_top_job() -> None:
    for section in (Section.PAINS, Section.GAINS):
        ada = with_a_top_job().chooses(section)
        while ada.state is State.ASKING:
            assert isinstance(ada.view, v.Ask)
            assert ada.view.job == "order beans"
            ada.goes_next()


def test_what_was_asked_about_a_job_belongs_to_it() -> None:
    ada = with_a_top_job().chooses(Section.PAINS).sends("takes all day").goes_next()
    ada.sends("nobody calls back")

    assert ada.note("takes all day").for_job == ada.number("order beans")
    assert ada.note("nobody calls back").for_job is None


def test_a_pain_is_tied_to_another_job_and_untied() -> None:
    ada = with_a_top_job().chooses(Section.PAINS).sends("takes all day")
    pain, books = ada.number("takes all day"), ada.number("do the books")

    ada.taps(e.TieTapped, 1, pain, books, 1)
    assert ada.note("takes all day").for_job == books
    ada.taps(e.DropTapped, 1, books)
    assert ada.profile.job_of(ada.note("takes all day")) is None
    ada.taps(e.RestoreTapped, 1, books).taps(e.TieTapped, 1, pain, books, 0)
    assert ada.note("takes all day").for_job is None
