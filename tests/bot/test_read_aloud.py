"""A card read aloud, without its buttons, still says what can be done."""

from __future__ import annotations

import re

import pytest

from bot.telegram.render import TelegramRenderer
from bot.wording import Wording
from conversations.guides.model import Guide
from conversations.interview import effects as f
from conversations.interview import events as e
from conversations.interview.states import OVERLAYS, State
from tests.conversations.founder import Founder, founder_in, leads_to
from tests.conversations.sample_guides import (
    canvas,
    course,
    library,
    priority,
    segment,
    worksheet,
)
from tests.conversations.sensible import sensible

TELLS = re.compile(r"\b(tap|send|moved?|change)\b", re.IGNORECASE)
#: Every button of the menu and the editor that shows a card.
MENU = (
    *(e.ProfilesTapped, e.ProfileTapped, e.RenameTapped, e.GuidesTapped),
    *(e.EditTapped, e.SectionTapped, e.NoteTapped, e.AddTapped, e.FixTapped),
    *(e.DropTapped, e.DuplicateTapped, e.PutAwayTapped, e.ArchiveTapped),
    *(e.DeleteTapped, e.BinTapped, e.TiesTapped, e.TieTapped),
    *(e.DeleteTapped, e.BinTapped),
    *(e.LearnTapped, e.ThemeTapped, e.ConceptTapped, e.LookUpTapped),
    *(e.QuizTapped, e.GuessTapped),
)


def words_of(ada: Founder, *effects: f.Effect) -> str:
    """What a screen reader reads of the last card these effects show."""
    renderer = TelegramRenderer(ada.library, Wording())
    shown = renderer.messages(ada.session, effects or (f.ShowQuestion(),))
    return re.sub(r"<[^>]+>", "", shown[-1].text)


@pytest.mark.parametrize(
    ("guide", "state"),
    [
        pytest.param(guide, state, id=f"{guide.id}-{state}")
        for guide in (priority(), worksheet(), course(), segment(), canvas())
        for state in sorted(leads_to(guide) - OVERLAYS)
    ],
)
def test_a_question_says_what_to_do(guide: Guide, state: State) -> None:
    words = words_of(founder_in(state, library(guide)))

    assert TELLS.search(words), words


@pytest.mark.parametrize("kind", MENU, ids=lambda kind: kind.__name__)
def test_a_card_of_the_menu_says_what_to_do(kind: type[e.MenuTap]) -> None:
    ada = founder_in(State.FINISHED, library(worksheet()))
    ada.does(sensible(kind, ada))
    words = words_of(ada, *ada.effects)

    assert TELLS.search(words), words


@pytest.mark.parametrize(
    "guide", [priority(), worksheet(), canvas()], ids=lambda g: g.id
)
def test_progress_is_told_in_words(guide: Guide) -> None:
    ada = founder_in(State.ASKING, library(guide))

    assert re.match(r"Step \d of 4 · Jobs · question 1 of \d", words_of(ada))


@pytest.mark.parametrize(
    "guide", [priority(), worksheet(), course(), canvas()], ids=lambda g: g.id
)
def test_a_term_comes_with_its_plain_meaning_the_first_time(guide: Guide) -> None:
    meanings = {
        "segment": "people with the same needs",
        "jobs": "A job is what they want to get done",
        "pains": "A pain is what goes wrong, annoys or scares them",
        "gains": "A gain is a result they would be happy with",
    }
    for section, meaning in meanings.items():
        ada = Founder(library(guide)).begins()
        while ada.section != section or ada.state is State.OVERVIEW:
            ada.moves_on()
        assert meaning in words_of(ada)
