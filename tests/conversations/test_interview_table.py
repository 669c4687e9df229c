"""The table of transitions against the machine: every state with every event."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from random import Random

import pytest
from msgspec.structs import replace

from conversations.interview import effects as f
from conversations.interview import events as e
from conversations.interview import machine
from conversations.interview import views as v
from conversations.interview.machine import MachineError, declared, handled
from conversations.interview.session import Session
from conversations.interview.states import (
    EVERYWHERE,
    OVERLAYS,
    TRANSITIONS,
    State,
    targets,
)
from conversations.profile import Section
from tests.conversations.founder import Founder, Move, founder_in, leads_to, rate_all
from tests.conversations.sample_guides import (
    around,
    canvas,
    every_guide,
    gains_reviewed,
    library,
    rated_at_the_end,
    segment,
    worksheet,
)
from tests.conversations.sensible import sensible

_every_state = pytest.mark.parametrize("state", State)
_every_kind = pytest.mark.parametrize("kind", e.EVENTS, ids=lambda kind: kind.__name__)


def beneath(session: Session) -> State:
    """The state that is left when no other message is awaited."""
    return replace(session, awaited=None).state


def test_handlers_and_table_list_the_same_pairs() -> None:
    assert handled() == declared()


def test_every_kind_of_event_is_answered_somewhere() -> None:
    listed = {kind for row in TRANSITIONS.values() for kind in row} | set(EVERYWHERE)

    assert listed == set(e.EVENTS)


@_every_state
def test_every_state_is_reached(state: State) -> None:
    assert founder_in(state).state is state


@_every_kind
@_every_state
def test_an_event_leads_where_the_table_says(state: State, kind: type[e.Event]) -> None:
    ada = founder_in(state)
    under = beneath(ada.session)

    ada.does(sensible(kind, ada))

    assert ada.state in targets(state, kind) | targets(under, kind)
    assert ada.effects


@pytest.mark.parametrize("kind", e.CARD_TAPS, ids=lambda kind: kind.__name__)
@_every_state
def test_a_tap_that_the_table_does_not_list_only_gets_a_toast(
    state: State, kind: type[e.CardTap]
) -> None:
    ada = founder_in(state)
    before = ada.session
    if (beneath(before), kind) in declared():
        return

    ada.does(sensible(kind, ada))

    assert ada.session == before
    (effect,) = ada.effects
    assert isinstance(effect, f.Toast)


@_every_state
@pytest.mark.parametrize("command", e.Command)
def test_every_command_is_answered_everywhere(state: State, command: e.Command) -> None:
    ada = founder_in(state)
    before = ada.session
    place_kept = beneath(before)

    ada.gives(command)

    assert ada.state in {place_kept, State.IDLE}
    assert ada.session.interviews == before.interviews
    assert ada.effects


@_every_state
@pytest.mark.parametrize("kind", e.Unreadable)
def test_what_cannot_be_read_is_answered_everywhere(
    state: State, kind: e.Unreadable
) -> None:
    ada = founder_in(state)
    before = ada.session

    ada.shows(kind)

    assert ada.session == before
    assert ada.notices == [f.Notice(f"cannot_{kind}")]


@_every_state
def test_everything_kept_is_given_everywhere_and_changes_nothing(state: State) -> None:
    ada = founder_in(state)
    asked: list[f.Effect] = [*ada.gives(e.Command.MYDATA).effects]
    before = ada.session
    assert asked == [f.Gather()]

    ada.does(e.DataNotGathered())
    assert ada.notices == [f.Notice.DATA_NOT_GATHERED]
    ada.does(e.DataGathered(e.File("k", "my-data.json")))
    assert ada.said == v.ShowMyData(e.File("k", "my-data.json"))
    is_asked = before.open_interview is not None and ada.state is not State.FINISHED
    assert (f.ShowQuestion() in ada.effects) == is_asked
    assert ada.session == before


def test_leaving_the_table_is_an_error_that_names_state_and_event(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ada = founder_in(State.FINISHED)
    monkeypatch.setattr(machine, "targets", lambda state, kind: {state})
    before = ada.session

    with pytest.raises(MachineError, match="finished with BackTapped led to"):
        ada.goes_back()

    assert ada.session == before


# --- no row of the table is dead ---------------------------------------------------


def rows() -> Iterator[Move]:
    for state, row in TRANSITIONS.items():
        for kind, reached in row.items():
            yield from ((state, kind, target) for target in reached)


#: Files and what becomes of them lead nowhere in an interview.
_BESIDE: tuple[type[e.Event], ...] = (
    *(e.FileSent, e.Exported, e.NotExported, e.ProfileRead, e.FileRefused),
    *(e.DataGathered, e.DataNotGathered),
    *(e.ExportsTapped, e.FormatTapped, e.PictureTapped, e.AlbumTapped),
)

#: Which buttons somebody who strolls through an interview taps, and how often.
_STROLL: tuple[type[e.Event], ...] = (
    *(e.NextTapped,) * 8,
    *(e.BackTapped,) * 3,
    *(e.TextSent,) * 2,
    *(e.LevelTapped,) * 4,
    *(e.PickTapped,) * 4,
    *(e.SelectTapped,) * 3,
    *(e.AllChosen, e.TopChosen, e.RewordTapped, e.KeepTapped, e.AdjustTapped) * 2,
    *(e.SectionChosen, e.MatchTapped, e.TurnTapped, e.OffersTaken) * 2,
    *e.CARD_TAPS,
    *(kind for kind in e.EVENTS if kind not in _BESIDE),
)


def stroll(ada: Founder, chance: Random, steps: int) -> set[Move]:
    for _ in range(steps):
        if ada.state is State.IDLE and chance.random() < 0.5:
            ada.taps(e.ResumeTapped, 1)
        kind = chance.choice(_STROLL)
        if kind not in (e.BeginTapped, e.DeleteTapped, e.ForgetTapped):
            ada.does(sensible(kind, ada))
    return set(ada.trail)


@cache
def strolled() -> frozenset[Move]:
    """What happens to people who wander through each guide, many notes or few."""
    seen: set[Move] = set()
    for guide in every_guide():
        for seed in range(28):
            chance = Random(seed)
            ada = Founder(around(guide)).begins().sends("café owners")
            start = chance.choice([s for s in _ANYWHERE if s in leads_to(guide)])
            ada.answers_until(start, notes_each=seed % 3 or 1)
            if start is State.FINISHED and seed % 2:
                ada.adds_the_value_map()
            seen |= stroll(ada, chance, 400)
    return frozenset(seen)


_S = State


_ANYWHERE = (
    *(State.ASKING, State.REVIEWING, State.RATING, State.RANKED, State.TELLING),
    *(State.FINISHED,) * 2,
)


def texts_after_a_break() -> set[Move]:
    """What a text does that ends a break, wherever the break began."""
    seen: set[Move] = set()
    for state in State:
        for text in ("one more thing", "\u200b"):
            ada = founder_in(state).gives(e.Command.CANCEL)
            seen |= set(ada.sends(text).trail)
    return seen


def messages_that_are_no_answers() -> set[Move]:
    """Names, wordings and notes that are awaited, whatever question lies beneath."""
    seen: set[Move] = set()
    for state in set(State) - OVERLAYS:
        for kind in (
            *(e.RenameTapped, e.FixTapped, e.AddTapped),
            *(e.QuoteTapped, e.LookUpTapped),
        ):
            ada = founder_in(_S.ASKING if state is _S.IDLE else state)
            if state is _S.IDLE:
                ada.gives(e.Command.CANCEL)
            seen |= set(ada.does(sensible(kind, ada)).sends("other words").trail)
    return seen


def a_quote_for_a_profile_that_waits(state: State) -> set[Move]:
    """What a customer said about another profile than the one in hand."""
    return _said_of_another(state, founder_in(State.ASKING), e.QuoteTapped)


def situations_for_a_profile_that_waits() -> set[Move]:
    """Where a job of another profile is done, whatever is open in the one in hand."""
    seen: set[Move] = set()
    for state in set(State) - OVERLAYS:
        seen |= _said_of_another(state, founder_in(State.TELLING), e.SituationTapped)
    return seen


def _said_of_another(
    state: State,
    bob: Founder,
    tap: type[e.QuoteTapped | e.SituationTapped],
) -> set[Move]:
    ada = founder_in(_S.ASKING if state is _S.IDLE else state)
    if state is _S.IDLE:
        ada.gives(e.Command.CANCEL)
    ada.library = library(ada.guide, bob.guide)
    other = bob.interview
    number = ada.session.next_number
    waiting = replace(other, profile=replace(other.profile, number=number))
    ada.session = replace(ada.session.holding(waiting), next_number=number + 1)
    note = waiting.profile.of_section(Section.JOBS)[0]
    return set(ada.does(tap(number, note.number)).sends("yes").trail)


def the_first_type_once_more() -> set[Move]:
    """The type to begin with was tapped, looked at again, and stays."""
    ada = Founder(library(worksheet())).begins().sends("cafés\nregulars").goes_next()
    ada.taps(e.PickTapped, ada.number("cafés")).goes_back().goes_next()
    return set(ada.trail)


def another_note_goes_while_one_is_reworded() -> set[Move]:
    ada = founder_in(State.REWORDING)
    last = ada.profile.of_section(Section.JOBS)[-1]
    return set(ada.does(e.DropTapped(1, last.number)).trail)


def every_button_once() -> set[Move]:
    """Every button of every card, on the plainest way through each guide."""
    seen: set[Move] = set()
    for guide in every_guide():
        for state in leads_to(guide):
            ada = founder_in(state, around(guide))
            start = ada.session
            for kind in TRANSITIONS[state]:
                ada.session = start
                ada.does(sensible(kind, ada))
            seen |= set(ada.trail)
    return seen


def ways_back() -> set[Move]:
    """From an order to the review before it, to the order before, between options."""
    ordering = Founder(library(gains_reviewed())).begins()
    ordering.answers_until(State.ORDERING, Section.GAINS).goes_back()
    choosing = Founder(around(segment())).begins().answers_until(State.SELECTING)
    for _ in range(12):
        choosing.moves_on()
    choosing.goes_back(12)
    ranked = Founder(library(rated_at_the_end())).begins()
    while ranked.state is not State.RANKED or ranked.section is not Section.GAINS:
        is_enough = bool(ranked.profile.of_section(Section.GAINS))
        if is_enough and ranked.state is State.ASKING:
            ranked.goes_next()
        else:
            ranked.moves_on()
    ranked.goes_back()
    return {*ordering.trail, *choosing.trail, *ranked.trail}


def notes_change_while_a_question_is_open() -> set[Move]:
    """The editor's buttons and edited messages, whatever question is open."""
    seen: set[Move] = set()
    for state in set(State) - OVERLAYS:
        for kind in (e.DropTapped, e.SortTapped, e.PlaceTapped, e.TextEdited):
            ada = founder_in(state)
            seen |= set(ada.does(sensible(kind, ada)).trail)
    return seen


def types_of_customers() -> set[Move]:
    """One of them is chosen, and chosen once more."""
    ada = Founder(library(worksheet())).begins().answers_until(State.ORDERING)
    return set(ada.moves_on().goes_back().goes_next().trail)


def a_few_come_first() -> set[Move]:
    """The three most important of many, until there are no more than a few."""
    seen: set[Move] = set()
    for section in (Section.JOBS, Section.PAINS, Section.RELIEVERS):
        ada = Founder(library(canvas())).begins().sends("café owners")
        ada.chooses(Section.PAINS).sends("late").taps(e.OverviewTapped)
        ada.chooses(section).answers_until(State.CHOOSING, section)
        ada.goes_back().goes_next().taps(e.TopChosen)
        for note in ada.profile.of_section(section)[:3]:
            ada.taps(e.PickTapped, note.number)
        ada.goes_back()
        for note in ada.profile.of_section(section)[:5]:
            ada.taps(e.DropTapped, 1, note.number)
        ada.goes_back().goes_next().taps(e.OverviewTapped).chooses(section)
        seen |= set(ada.trail)
    return seen


def a_section_waits_to_be_rated() -> set[Move]:
    ada = Founder(library(canvas())).begins().sends("café owners")
    ada.chooses(Section.GAINS).goes_next(5).sends("pay later")
    return set(ada.taps(e.OverviewTapped).chooses(Section.GAINS).trail)


def kinds_of_products() -> set[Move]:
    ada = Founder(library(canvas())).begins().sends("café owners")
    ada.chooses(Section.JOBS).answers_until(State.RATING).taps(e.OverviewTapped)
    ada.chooses(Section.PRODUCTS).answers_until(State.OVERVIEW)
    return set(ada.goes_back(2).trail)


def everything_at(state: State) -> set[Move]:
    """What a question that is seldom open makes of everything that counts anywhere."""
    return {
        move
        for kind in EVERYWHERE
        for move in [
            founder_in(state).does(sensible(kind, founder_in(state))).trail[-1]
        ]
    }


def two_ties() -> set[Move]:
    """Four jobs, two and two alike: left equal, and looked at once more."""
    ada = Founder().begins().sends("café owners").sends("a\nb\nc\nd").goes_next(4)
    rate_all(ada, (3, 3, 0, 0)).goes_next().goes_next().goes_back()
    return set(ada.goes_next(3).trail)


def test_every_row_of_the_table_happens() -> None:
    happened = strolled() | texts_after_a_break() | two_ties()
    happened |= messages_that_are_no_answers() | notes_change_while_a_question_is_open()
    happened |= (
        every_button_once()
        | types_of_customers()
        | a_few_come_first()
        | kinds_of_products()
    )
    happened |= ways_back()
    happened |= a_section_waits_to_be_rated()
    happened |= a_quote_for_a_profile_that_waits(State.SELECTING)
    happened |= situations_for_a_profile_that_waits()
    happened |= the_first_type_once_more()
    happened |= set(founder_in(State.OFFERED).taps(e.LaterTapped).trail)

    assert set(rows()) - happened == set()


def test_what_is_allowed_everywhere_happens() -> None:
    deleted = founder_in(State.ASKING).taps(e.DeleteTapped, 1).trail
    reopened = founder_in(State.CHOOSING).taps(e.ReopenTapped, 1).trail
    forgotten = founder_in(State.ASKING).taps(e.ForgetTapped, 2).trail
    moves = {
        *strolled(),
        *deleted,
        *reopened,
        *forgotten,
        *another_note_goes_while_one_is_reworded(),
    }
    moves |= notes_change_while_a_question_is_open()
    many = Founder().begins().answers_until(State.CHOOSING, notes_each=3)
    moves |= set(many.does(sensible(e.DropTapped, many)).trail)
    for state in (State.OFFERED, State.CHOOSING, State.MATCHING, State.TELLING):
        moves |= everything_at(state)
    happened = {(kind, after) for _, kind, after in moves}
    listed = {
        (kind, after) for kind, reached in EVERYWHERE.items() for after in reached or ()
    }

    assert listed - happened == set()
