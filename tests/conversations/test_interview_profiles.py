"""Several profiles: listing, opening, naming, deleting and undoing."""

from __future__ import annotations

import pytest

from conversations.formats import Format
from conversations.interview import effects as f
from conversations.interview import events as e
from conversations.interview import views as v
from conversations.interview.menu import MOST_PROFILES
from conversations.interview.session import profiles_named
from conversations.interview.states import State
from conversations.words import LONGEST_NAME
from tests.conversations.founder import NOON, Founder, founder_in


@pytest.fixture
def ada() -> Founder:
    """Ada with a finished profile (1) and one she is in the middle of (2)."""
    return founder_in(State.FINISHED).begins().sends("bakers")


def listed(ada: Founder) -> v.ShowProfiles:
    ada.gives(e.Command.PROFILES)
    assert isinstance(ada.menu, v.ShowProfiles)
    return ada.menu


# --- the list ----------------------------------------------------------------------


def test_profiles_are_listed_newest_first(ada: Founder) -> None:
    menu = listed(ada)

    assert [(line.number, line.name) for line in menu.profiles] == [
        (2, "bakers"),
        (1, "café owners"),
    ]
    assert [line.progress for line in menu.profiles] == [v.Progress(2, 4, 1, 3), None]
    assert (menu.total, menu.next_number) == (2, 3)


def test_a_long_list_has_pages() -> None:
    ada = Founder()
    for number in range(20):
        ada.begins().sends(f"segment {number}")
    ada.taps(e.ProfilesTapped, 2)

    assert isinstance(ada.menu, v.ShowProfiles)
    assert [line.number for line in ada.menu.profiles] == [4, 3, 2, 1]
    assert ada.menu.pages == v.Pages(2, 3)


@pytest.mark.parametrize(("page", "shown"), [(-3, 0), (99, 0)])
def test_a_page_that_does_not_exist_is_the_nearest(
    ada: Founder, page: int, shown: int
) -> None:
    ada.taps(e.ProfilesTapped, page)

    assert isinstance(ada.menu, v.ShowProfiles)
    assert ada.menu.pages.page == shown


def test_looking_at_the_list_leaves_the_open_question_open(ada: Founder) -> None:
    before = ada.session
    listed(ada)
    ada.taps(e.ProfileTapped, 1)

    assert ada.session == before
    assert ada.menu == v.ShowProfile(v.ListedProfile(1, "café owners", None), 3)


def test_a_profile_opened_from_the_list_is_in_hand(ada: Founder) -> None:
    ada.taps(e.ResumeTapped, 1)

    assert ada.card.profile == 1
    assert ada.state is State.FINISHED


def test_notes_go_to_the_profile_in_hand_only(ada: Founder) -> None:
    first = ada.session.interviews[1]
    ada.sends("knead dough")

    assert ada.session.interviews[1] == first


def test_one_person_keeps_only_so_many_profiles() -> None:
    ada = Founder()
    for _ in range(MOST_PROFILES):
        ada.begins()
    before = ada.session

    ada.begins()

    assert ada.session == before
    assert ada.notices == [f.Notice.SHELF_FULL]
    assert ada.taps(e.DeleteTapped, 1).begins().card.profile == MOST_PROFILES + 1


# --- names -------------------------------------------------------------------------


def test_a_profile_gets_another_name(ada: Founder) -> None:
    asked = ada.taps(e.RenameTapped, 1).menu

    ada.sends("- Cafés\nin small towns")

    assert asked == v.AskName(v.ListedProfile(1, "café owners", None))
    assert ada.session.interviews[1].profile.name == "Cafés in small towns"
    assert ada.menu == v.ShowProfile(
        v.ListedProfile(1, "Cafés in small towns", None), 3
    )
    assert ada.state is State.ASKING
    assert ada.card.profile == 2


def test_a_long_name_is_cut(ada: Founder) -> None:
    ada.taps(e.RenameTapped, 1).sends("x" * 500)

    assert len(ada.session.shelf[1].name) == LONGEST_NAME


def test_a_name_without_words_is_asked_for_again(ada: Founder) -> None:
    ada.taps(e.RenameTapped, 1).sends("\u200b")

    assert ada.state is State.RENAMING
    assert ada.notices == [f.Notice.NO_WORDS]


def test_a_sticker_is_no_name(ada: Founder) -> None:
    ada.taps(e.RenameTapped, 1).shows(e.Unreadable.STICKER)

    assert ada.state is State.RENAMING
    assert ada.menu == v.AskName(v.ListedProfile(1, "café owners", None))
    assert ada.notices == [f.Notice.CANNOT_STICKER]


def test_answering_the_open_question_by_tap_keeps_the_name(ada: Founder) -> None:
    ada.taps(e.RenameTapped, 1).goes_next().sends("knead dough")

    assert ada.session.shelf[1].name == "café owners"
    assert ada.note("knead dough").prompt == "prio.jobs.problems"


def test_an_old_button_does_not_end_the_naming(ada: Founder) -> None:
    old = ada.tap(e.NextTapped)
    ada.goes_next().taps(e.RenameTapped, 1)
    before = ada.session

    assert ada.does(old).session == before
    assert ada.notices == [f.Notice.STALE]


@pytest.mark.parametrize(
    "event",
    [
        *(e.Commanded(command) for command in e.Command),
        e.CommandUnknown("/dance"),
        e.Returned(),
        e.ProfilesTapped(0),
        e.ProfileTapped(1),
        e.ResumeTapped(2),
        e.ExampleTapped(),
        e.DeleteTapped(1),
        e.UndeleteTapped(1),
        e.BeginTapped(3),
    ],
    ids=repr,
)
def test_whoever_does_something_else_keeps_the_name(
    ada: Founder, event: e.Event
) -> None:
    ada.taps(e.RenameTapped, 1).does(event)

    assert ada.session.awaited is None
    assert ada.session.shelf[1].name == "café owners"


# --- deleting ----------------------------------------------------------------------


def test_a_deleted_profile_is_listed_no_more_and_can_be_brought_back(
    ada: Founder,
) -> None:
    whole = ada.session.interviews[1]
    offered = ada.taps(e.DeleteTapped, 1).menu

    assert offered == v.ShowDeleted(1, "café owners")
    assert ada.session.interviews[1].profile.deleted_at == NOON
    assert [line.number for line in listed(ada).profiles] == [2]

    ada.taps(e.UndeleteTapped, 1)

    assert ada.session.interviews[1] == whole
    assert ada.menu == v.ShowProfile(v.ListedProfile(1, "café owners", None), 3)


def test_deleting_another_profile_leaves_the_open_question_open(ada: Founder) -> None:
    ada.taps(e.DeleteTapped, 1)

    assert ada.state is State.ASKING
    assert ada.card.profile == 2


def test_deleting_the_profile_in_hand_closes_its_question(ada: Founder) -> None:
    ada.taps(e.DeleteTapped, 2)

    assert ada.session.interview is None
    assert ada.state is State.IDLE
    assert ada.sends("hello").state is State.IDLE


def test_deleting_twice_is_deleting_once(ada: Founder) -> None:
    once = ada.taps(e.DeleteTapped, 1).session

    assert ada.taps(e.DeleteTapped, 1).session == once
    assert ada.menu == v.ShowDeleted(1, "café owners")


@pytest.mark.parametrize("button", [e.ResumeTapped, e.ProfileTapped, e.RenameTapped])
def test_a_deleted_profile_can_only_be_brought_back(
    ada: Founder, button: type[e.MenuTap]
) -> None:
    ada.taps(e.DeleteTapped, 1)
    before = ada.session

    assert ada.taps(button, 1).session == before
    assert ada.effects == (f.Toast(f.Notice.DELETED),)


@pytest.mark.parametrize(
    "button",
    [
        e.ResumeTapped,
        e.ProfileTapped,
        e.RenameTapped,
        e.DeleteTapped,
        e.UndeleteTapped,
    ],
)
def test_a_profile_that_never_was_is_nobodys(
    ada: Founder, button: type[e.MenuTap]
) -> None:
    before = ada.session

    assert ada.taps(button, 99).session == before
    assert ada.effects == (f.Toast(f.Notice.STALE),)


def test_a_number_is_never_given_twice(ada: Founder) -> None:
    ada.taps(e.DeleteTapped, 2).begins()

    assert ada.card.profile == 3


@pytest.mark.parametrize(
    "result",
    [
        e.Exported(1, (e.File("k", "canvas.pdf"),)),
        e.NotExported(1, (Format.PDF,)),
    ],
)
def test_a_file_that_arrives_leaves_alone_what_is_awaited(
    ada: Founder, result: e.Event
) -> None:
    before = ada.taps(e.RenameTapped, 1).session

    assert ada.does(result).session == before
    assert f.ShowQuestion() not in ada.effects
    ada.sends("Bakers")
    assert ada.session.interviews[1].profile.name == "Bakers"


# --- what must be loaded -----------------------------------------------------------


def test_an_event_says_which_profiles_it_needs(ada: Founder) -> None:
    resting = ada.session
    renaming = ada.taps(e.RenameTapped, 1).session

    assert profiles_named(resting, e.ResumeTapped(1)) == {1}
    assert profiles_named(resting, e.NextTapped(2, 0, 0)) == {2}
    assert profiles_named(resting, e.TextSent("hi", 1)) == set()
    assert profiles_named(renaming, e.TextSent("hi", 1)) == {1}
    assert profiles_named(renaming, e.DeleteTapped(2)) == {1, 2}
