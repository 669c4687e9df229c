"""What a teacher and thirty students read of an exercise, card by card."""

from __future__ import annotations

import re

import pytest

from bot.outgoing import ClassCard, Slot
from conversations.exercise import effects as f
from conversations.exercise import events as e
from conversations.exercise.desk import Awaits, Looked, Screen, TextWanted
from conversations.exercise.setup import Names, Pace, Work
from conversations.exercise.states import State
from tests.bot.faces.seen import NUMBER, Faces, seen
from tests.bot.nasties import NASTIES
from tests.conversations.classroom import (
    ONE_SHEET,
    Classroom,
    Person,
    a_class,
    class_in,
    setup,
)
from tests.conversations.sample_guides import canvas, library, priority, worksheet

TELLS = re.compile(
    r"\b(tap|send|wait|write|give|answer|vote|talk|nothing to do)|⏭|▶", re.IGNORECASE
)


def opened(*names: str, **chosen: object) -> tuple[Faces, Person, list[Person]]:
    """A class whose first card is open, and what is seen of it."""
    room, teacher, people = a_class(*names, chosen=setup(**chosen))
    return Faces(room), teacher, people


def sends(person: Person, *notes: str) -> None:
    person.sends("\n".join(notes))


# --- every state ----------------------------------------------------------------------


@pytest.mark.parametrize("names", Names)
@pytest.mark.parametrize("work", Work)
@pytest.mark.parametrize("state", State)
def test_every_card_says_what_comes_next(
    state: State, work: Work, names: Names
) -> None:
    if state in (State.SORTING, State.VOTING, State.RESULT) and work is Work.OWN:
        return  # nobody sees what there would be to sort
    room = class_in(state, "Ada", "Ben", chosen=setup(work=work, names=names))
    faces = Faces(room)

    assert TELLS.search(faces.console().text)
    for screen in Screen:
        console = faces.console(screen, note=1)
        assert console.labels
        faces.check_nothing_is_offered_in_vain(console, room.teacher)
    if state is State.SETTING_UP:
        return
    tells = TELLS.search(faces.group().text)
    assert tells or state in (State.RESULT, State.FINISHED)
    for each in room.exercise.people.values():
        person = Person(room, each.person, each.name)
        card = faces.card(person)
        assert TELLS.search(card.text)
        faces.check_nothing_is_offered_in_vain(card, person)


# --- setting up -----------------------------------------------------------------------


def test_setting_up_is_one_card_with_every_choice() -> None:
    faces = Faces(Classroom(setup(minutes=20, notes_each=5)))
    console = faces.console()

    for line in (
        "Questions: Priority table",
        "Customer: café owners",
        "Time: 20 min, 3 cards (one card a section)",
        "Work: One canvas for all",
        "Names: Shown",
        "Notes: up to 5 a person and card",
    ):
        assert line in console.text
    assert "● 5 each" in console.labels
    assert console.tap("▶ Open") == e.OpenTapped(0)
    assert console.tap("👤 Customer") == TextWanted(0, Awaits.SEGMENT)
    assert console.tap("🗳") == e.SegmentGiven(0, "")
    assert console.tap("⏱") == Looked(0, Screen.PLAN)


def test_notes_each_have_no_row_where_everyone_has_a_sheet() -> None:
    console = Faces(Classroom(setup(work=Work.OWN))).console()

    assert not any("each" in label for label in console.labels)


def test_the_plan_shows_the_time_of_every_card() -> None:
    faces = Faces(Classroom(setup(minutes=20)))
    plan = faces.console(Screen.PLAN)

    assert "1. Jobs · 3 questions · 3 min" in plan.text
    assert plan.tap("90 min") == e.LessonChosen(0, 90)
    assert plan.tap("no clock") == e.LessonChosen(0, None)
    assert plan.tap("one card a question") == e.PaceChosen(0, Pace.PROMPTS)
    assert "● 20 min" in plan.labels


def test_a_long_plan_still_fits() -> None:
    chosen = setup(guide="canvas", segment="", pace=Pace.PROMPTS, minutes=90)
    plan = Faces(Classroom(chosen, library(priority(), canvas()))).console(Screen.PLAN)

    assert re.search(r"… and \d+ cards", plan.text)


def test_teams_are_asked_for_their_number() -> None:
    room = Classroom()
    assert "How many teams?" not in Faces(room).console(Screen.WORK).text
    room.teacher.taps(e.WorkChosen, Work.TEAMS)
    work = Faces(room).console(Screen.WORK)

    assert "● 4" in work.labels
    assert work.tap("12") == e.TeamsChosen(0, 12)


def test_an_earlier_exercise_can_be_taken() -> None:
    room = Classroom(known=library(priority(), worksheet()))
    assert "earlier" not in " ".join(Faces(room).console().labels)
    kept = {31: setup(segment="parents", minutes=None), 32: ONE_SHEET}
    home = Faces(room).console(templates=kept)
    list_ = Faces(room).console(Screen.TEMPLATES, templates=kept)

    assert home.tap("🗂") == Looked(0, Screen.TEMPLATES)
    assert "1. parents: Priority table, no clock" in list_.text
    assert list_.buttons["1"] == f"e:{NUMBER}:T:31"
    assert "● 2" in list_.labels


def test_names_can_only_be_hidden_more_once_somebody_answered() -> None:
    faces, _teacher, (ada,) = opened("Ada", names=Names.FACILITATORS)
    assert "Shown" in faces.console(Screen.NAMES).labels
    ada.sends("order beans")
    names = faces.console(Screen.NAMES)

    assert names.labels == ["● Only to me", "Anonymous", "↩ Back"]
    assert "never show more" in names.text


# --- joining --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("chosen", "promise"),
    [
        ({"names": Names.SHOWN}, "Names are shown"),
        ({"names": Names.FACILITATORS}, "Only those who lead the exercise see"),
        ({"names": Names.ANONYMOUS}, "nobody here, not even those who lead"),
        ({"work": Work.OWN}, "Nobody else sees it"),
    ],
)
def test_what_is_promised_is_said_before_the_first_answer(
    chosen: dict[str, object], promise: str
) -> None:
    room = Classroom(setup(**chosen)).opens()
    (ada,) = room.people("Ada")
    faces = Faces(room)

    assert promise in faces.group().text
    assert promise in faces.card(ada).text
    room.starts()
    assert promise in faces.card(ada).text
    ada.sends("order beans")
    assert promise not in faces.card(ada).text


def test_the_group_sees_how_many_have_joined() -> None:
    room = Classroom().opens()
    faces = Faces(room)

    assert "Nobody has joined yet" in faces.group().text
    room.people("Ada", "Ben")
    assert "2 have joined." in faces.group().text
    assert faces.group().tap("✋ Join") == e.Joined(0, "")


def test_teams_are_tapped_in_the_group_by_name() -> None:
    room = Classroom(setup(work=Work.TEAMS, teams=3)).opens()
    room.teacher.taps(e.TopicLinked, 501, "The Early Birds of the third row")
    group = Faces(room).group()

    assert group.tap("The Early Birds") == e.TeamTapped(0, 1)
    assert group.tap("Team 3") == e.TeamTapped(0, 3)


# --- asking ---------------------------------------------------------------------------


def test_the_console_counts_and_tells_the_time() -> None:
    faces, teacher, (ada, _ben) = opened("Ada", "Ben")
    sends(ada, "order beans", "do the books")
    faces.room.waits(seconds=95)
    console = faces.console()

    assert "1 of 2 have answered · 2 notes" in console.text
    assert "5 min left" in console.text
    assert console.tap("⏭ Next: Pains") == e.NextTapped(0, 0)
    assert console.tap("+1 min") == e.MinuteTapped(0, 0, 1)
    teacher.taps(e.MinuteTapped, 1).taps(e.PauseTapped)
    paused = faces.console()
    assert "The clock stands, with 6 min left." in paused.text
    assert paused.tap("▶ Go on") == e.ResumeTapped(0, 0)
    assert paused.tap("+1 min") == e.MinuteTapped(0, 0, 2)


def test_without_a_clock_nothing_is_said_of_time() -> None:
    faces, _, (ada,) = opened("Ada", minutes=None)

    for card in (faces.console(), faces.group(), faces.card(ada)):
        assert "min" not in card.text
        assert "+1 min" not in card.labels


def test_the_group_sees_numbers_only_until_it_is_revealed() -> None:
    faces, teacher, (ada, _ben) = opened("Ada", "Ben")
    ada.sends("order beans")
    asking = faces.group()
    assert "1 of 2 have answered · 1 note" in asking.text
    assert "order beans" not in asking.text
    assert "reply to this message" in asking.text
    teacher.taps(e.CloseTapped)
    assert "order beans" not in faces.group(notice=f.Notice.TIME_UP).text
    teacher.taps(e.RevealTapped)

    assert "• order beans · Ada" in faces.group().text


def test_answers_that_others_must_not_see_are_not_asked_for_in_the_group() -> None:
    anonymous, *_ = opened("Ada", names=Names.ANONYMOUS)
    private, *_ = opened("Ada", names=Names.FACILITATORS)

    assert "eply" not in anonymous.group().text
    assert "everybody here can read it" in private.group().text


def test_a_student_sees_what_was_written_and_what_still_fits() -> None:
    faces, _, (ada,) = opened("Ada")
    card = faces.card(ada)
    assert "room for 3 notes" in card.text
    assert "e.g. order next week's beans" in card.text
    sends(ada, "order beans", "do the books")
    card = faces.card(ada)

    assert "✓ order beans\n✓ do the books\n" in card.text
    assert "1 more fits on this card" in card.text
    assert card.tap("✓ Done") == e.DoneTapped(0, 0)
    ada.taps(e.DoneTapped, 0)
    assert "✓ Done" not in faces.card(ada).labels
    sends(ada, "find staff", "one too many")
    assert "⏳ one too many" in faces.card(ada, notice=f.Notice.PARKED).text


def test_who_is_missing_is_named_where_names_are() -> None:
    faces, _, (ada, ben) = opened("Ada", "Ben")
    ada.sends("order beans")
    assert faces.console().tap("🙋") == e.MissingTapped(0, 0)
    assert "Ben" in faces.waited().text
    assert "Ada" not in faces.waited().text
    ben.sends("do the books")
    assert "Everybody has answered" in faces.waited().text

    hidden, *_ = opened("Ada", names=Names.ANONYMOUS)
    assert "🙋 Who is missing?" not in hidden.console().labels


def test_everyones_own_sheets_are_not_revealed() -> None:
    faces, teacher, _ = opened("Ada", work=Work.OWN)
    assert "👁 Reveal" not in faces.console().labels
    teacher.taps(e.CloseTapped)

    assert "👁 Reveal" not in faces.console().labels
    assert "stay with whoever wrote them" in faces.group().text


def test_a_class_that_chooses_its_customer_is_told_to_before_it_goes_on() -> None:
    faces, teacher, (ada,) = opened("Ada", segment="")
    ada.sends("parents of toddlers")
    teacher.taps(e.CloseTapped)
    console = faces.console()
    assert "say who the customer is" in console.text
    assert not any(label.startswith("⏭") for label in console.labels)
    assert console.tap("👤") == TextWanted(0, Awaits.SEGMENT)
    note = faces.room.number("parents of toddlers")

    chosen = faces.console(Screen.NOTE, note=note).tap("👤 This is our customer")
    assert chosen == e.SegmentTapped(0, note)
    teacher.taps(e.SegmentTapped, note)
    assert faces.console().tap("⏭ Next: Jobs") == e.NextTapped(0, 0)


# --- notes ----------------------------------------------------------------------------


def with_many_notes(count: int, **chosen: object) -> tuple[Faces, Person, list[Person]]:
    """A class of which everybody wrote two notes; the card is closed."""
    names = [f"Pupil {number}" for number in range(count // 2)]
    faces, teacher, people = opened(*names, **chosen)
    for number, person in enumerate(people):
        sends(person, f"first wish {number}", f"second wish {number}")
    teacher.taps(e.CloseTapped)
    return faces, teacher, people


def test_many_notes_come_in_pages_with_numbers_that_go_on() -> None:
    faces, _, _ = with_many_notes(22)
    first, last = faces.console(Screen.NOTES), faces.console(Screen.NOTES, 99)

    assert first.labels[:6] == ["1", "2", "3", "4", "5", "6"]
    assert first.tap("Page 2") == Looked(0, Screen.NOTES, 1)
    assert last.labels == ["21", "22", "◀ Page 2", "↩ Back"]
    assert first.tap("2") == Looked(0, Screen.NOTE, 0, 2)


def test_what_was_taken_off_comes_last_and_can_be_brought_back() -> None:
    faces, teacher, _ = with_many_notes(4)
    teacher.taps(e.RemoveTapped, 1).taps(e.HideTapped, 2)
    listed = faces.console(Screen.NOTES).text

    assert listed.index("second wish 1") < listed.index("🗑 first wish 0")
    note = faces.console(Screen.NOTE, note=1)
    assert "It was taken off" in note.text
    assert note.tap("✓ Bring it back") == e.ApproveTapped(0, 1)
    assert "🗑 Take off" not in note.labels


def test_what_waits_has_a_list_of_its_own() -> None:
    faces, teacher, (ada,) = opened("Ada", notes_each=1)
    sends(ada, "order beans", "one too many")
    teacher.taps(e.CloseTapped)

    assert faces.console().tap("⏳ Waiting (1)") == Looked(0, Screen.PARKED)
    assert "📝 Notes" in faces.console().labels
    assert "one too many" in faces.console(Screen.PARKED).text
    assert "one too many" not in faces.console(Screen.NOTES).text
    assert faces.console(Screen.NOTE, note=2).tap("✓ Take") == e.ApproveTapped(0, 2)


def test_a_note_in_the_spotlight_stands_above_the_groups_card() -> None:
    faces, teacher, _ = with_many_notes(4)
    assert "🔦 Talk about this one" not in faces.console(Screen.NOTE, note=3).labels
    teacher.taps(e.RevealTapped)
    lit = faces.console(Screen.NOTE, note=3).tap("🔦 Talk about this one")
    assert lit == e.SpotlightTapped(0, 3, lit=True)
    teacher.taps(e.SpotlightTapped, 3, True)

    assert faces.group().text.startswith(
        "🔦 Let's talk about: “first wish 1” · Pupil 1"
    )
    assert "In the spotlight: “first wish 1”" in faces.console().text


def test_a_long_list_is_cut_for_the_group() -> None:
    faces, teacher, _ = with_many_notes(300)
    teacher.taps(e.RevealTapped)

    assert re.search(r"… and \d+ more$", faces.group().text)


def test_the_longest_texts_fit_on_every_card() -> None:
    """Long notes of many people with long names, in a section of many questions."""
    names = [f"{number} {'N' * 70}" for number in range(40)]
    chosen = setup(guide="canvas", work=Work.TEAMS, teams=2, segment="S" * 80)
    room, teacher, people = a_class(
        *names, chosen=chosen, known=library(priority(), canvas())
    )
    faces = Faces(room)
    while room.state is State.ASKING:
        for person in people:
            sends(person, *["word " * 150] * 9)
        assert faces.card(people[0], notice=f.Notice.PARKED).labels
        teacher.taps(e.RevealTapped).taps(e.SpotlightTapped, 1, True)
        for team in range(3):
            assert faces.group(team, f.Notice.TIME_UP).text
        assert faces.card(people[0], notice=f.Notice.PARKED).labels
        for screen in Screen:
            assert faces.console(screen, note=1).labels
        teacher.taps(e.NextTapped)
    assert faces.waited().text
    assert faces.card(people[0]).labels


def test_moving_shows_where_the_note_is() -> None:
    faces, _, _ = with_many_notes(2)
    move = faces.console(Screen.MOVE, note=1)

    assert "● Jobs" in move.labels
    assert isinstance(move.tap("Pains"), e.MoveTapped)
    assert move.tap("↩") == Looked(0, Screen.NOTE, 0, 1)


# --- stars and sorting ----------------------------------------------------------------


def test_stars_are_given_page_by_page() -> None:
    faces, _, (ada, *_) = with_many_notes(24)
    faces.room.reaches(State.STARRING)
    second = faces.card(ada, page=1)

    assert "2 stars to give" in second.text
    assert second.tap("◀") == e.PageTapped(0, 0)
    given = second.tap("12")
    assert isinstance(given, e.StarTapped)
    assert (given.starred, given.page) == (True, 1)
    ada.taps(e.StarTapped, given.note, True, 1)
    again = faces.card(ada, page=1)
    assert again.tap("⭐ 12") == e.StarTapped(0, given.note, starred=False, page=1)
    assert f.AskOne(ada.number, quiet=True, page=1) in faces.room.effects


def test_the_notes_of_each_section_are_one_tap_away_when_there_are_many() -> None:
    faces, teacher, (ada,) = opened("Ada", notes_each=10)
    for section in ("job", "pain"):
        sends(ada, *(f"{section} {number}" for number in range(10)))
        teacher.taps(e.NextTapped)
    faces.room.reaches(State.STARRING)

    assert "● Jobs" in faces.card(ada).labels
    assert faces.card(ada).tap("Pains") == e.PageTapped(0, 1)
    assert "● Pains" in faces.card(ada, page=1).labels


def test_own_notes_are_taken_back_page_by_page() -> None:
    faces, _, (ada,) = opened("Ada", work=Work.OWN)
    sends(ada, *(f"wish {number}" for number in range(14)))
    assert faces.notes(ada).tap("Page 2") == e.MineTapped(0, 1)
    page = faces.notes(ada, 1)

    assert page.tap("✖ 12") == e.WithdrawTapped(0, 12, withdrawn=True, page=1)
    ada.taps(e.WithdrawTapped, 12, True, 1)
    again = faces.notes(ada, 1).tap("↩ 12")
    assert again == e.WithdrawTapped(0, 12, withdrawn=False, page=1)
    assert f.ShowMine(ada.number, 1) in faces.room.effects


def alike() -> tuple[Faces, Person]:
    """A class that said the same in three ways, and something else."""
    faces, teacher, (ada, ben, cem) = opened("Ada", "Ben", "Cem")
    ada.sends("stale beans")
    ben.sends("beans stale")
    sends(cem, "stale beans!", "long queues")
    faces.room.reaches(State.SORTING)
    return faces, teacher


def test_what_is_alike_is_decided_pair_by_pair_or_all_at_once() -> None:
    faces, teacher = alike()
    assert faces.console().tap("≈ Alike") == Looked(0, Screen.ALIKE)
    pair = faces.console(Screen.ALIKE)

    into = pair.tap("⇠ Merge into 1")
    assert isinstance(into, e.MergeTapped)
    assert pair.tap("⇢ Merge into 2") == e.MergeTapped(0, into.into, into.note)
    assert pair.tap("Merge all 3 alike") == e.MergeAlikeTapped(0, into.into)
    assert isinstance(pair.tap("Keep both"), e.KeepBothTapped)
    assert isinstance(pair.tap("Later"), e.LaterTapped)
    teacher.taps(e.MergeAlikeTapped, into.into)
    assert "Nothing looks alike any more" in faces.console(Screen.ALIKE).text
    merged = faces.console(Screen.NOTE, note=into.into)
    assert "It also stands for:" in merged.text
    assert isinstance(merged.tap("⛓ Apart: beans stale"), e.UnmergeTapped)


def test_the_shortlist_is_put_together_by_numbers() -> None:
    faces, teacher = alike()
    shortlist = faces.console(Screen.SHORTLIST)

    assert "Shortlist · 4 notes on it" in shortlist.text
    off = shortlist.tap("☑ 1")
    assert isinstance(off, e.ListTapped)
    assert off.listed is False
    teacher.taps(e.ListTapped, off.note, False)
    assert faces.console(Screen.SHORTLIST).tap("☐ 1") == e.ListTapped(0, off.note, True)
    assert "📋 Shortlist (3)" in faces.console().labels


def test_facilitators_see_whose_team_a_note_is_of() -> None:
    faces, teacher, (ada, ben) = opened("Ada", "Ben", work=Work.TEAMS, teams=2)
    ada.sends("order beans")
    ben.sends("do the books")
    teacher.taps(e.RevealTapped)

    assert "Team 2 · Jobs\n2. do the books" in faces.console(Screen.NOTES).text
    assert "do the books" not in faces.card(ada).text
    assert "do the books" not in faces.group().text
    assert "• do the books" in faces.group(team=2).text


def test_a_team_without_a_topic_sees_its_notes_in_private() -> None:
    chosen = {"work": Work.TEAMS, "teams": 2}
    faces, teacher, (ada, _, cem) = opened("Ada", "Ben", "Cem", **chosen)
    cem.sends("do the books")
    assert "do the books" not in faces.card(ada).text
    teacher.taps(e.RevealTapped)

    assert f.AskEveryone() in faces.room.effects
    assert "What your team wrote, too:\n• do the books · Cem" in faces.card(ada).text


# --- now and then ---------------------------------------------------------------------


def test_more_invites_and_offers_what_is_rarely_needed() -> None:
    faces, _, _ = opened("Ada")
    more = faces.console(Screen.MORE)

    assert "https://t.me/profile_bot?start=j7-1-" in more.text
    assert more.tap("📝") == TextWanted(0, Awaits.ROOM_NOTE)
    assert more.tap("👤") == TextWanted(0, Awaits.SEGMENT)
    assert more.tap("👀") == Looked(0, Screen.NAMES)
    assert more.tap("🏁") == Looked(0, Screen.LEAVE)
    assert faces.console(Screen.LEAVE).tap("🏁 Yes") == e.FinishTapped(0, 0)


def test_where_nothing_can_be_voted_on_nobody_is_told_of_a_vote() -> None:
    faces, teacher, (ada,) = opened("Ada")
    ada.sends("order beans")
    teacher.taps(e.FinishTapped)
    over = faces.console()

    assert "Take it away as a file" in over.text
    assert "vote" not in over.text
    assert "🔁 Vote again" not in over.labels


def test_somebody_else_can_be_handed_the_exercise() -> None:
    names = [f"Pupil {number}" for number in range(12)]
    faces, _, people = opened(*names)
    first = faces.console(Screen.PEOPLE)

    assert first.tap("Pupil 0") == e.HandOverTapped(0, people[0].number)
    assert first.tap("Page 2") == Looked(0, Screen.PEOPLE, 1)
    hidden, *_ = opened(*names, names=Names.ANONYMOUS)
    assert hidden.console(Screen.PEOPLE).labels == ["↩ Back"]


@pytest.mark.parametrize("what", Awaits)
def test_a_console_that_waits_for_text_has_a_way_back(what: Awaits) -> None:
    faces = Faces(Classroom())
    waiting = seen(faces.renderer.awaiting(NUMBER, what))

    assert "Send me" in waiting.text
    assert waiting.tap("↩ Back") == Looked(0, Screen.HOME)


# --- how cards are sent ---------------------------------------------------------------


def test_quiet_cards_stay_and_others_come_anew() -> None:
    faces, _, (ada,) = opened("Ada")
    room = faces.room
    loud = faces.renderer.room(NUMBER, room.group)
    quiet = faces.renderer.room(NUMBER, room.group, quiet=True)

    assert (loud.slot, loud.anew, loud.pinned, loud.stays) == (Slot.ROOM, 1, 1, 0)
    assert (quiet.anew, quiet.pinned, quiet.stays) == (False, False, True)
    card = faces.card(ada).message
    assert (card.slot, card.card) == (Slot.QUESTION, ClassCard(NUMBER, 0))
    assert faces.console().message.slot is Slot.CONSOLE
    assert faces.notes(ada).message.slot is Slot.MENU


def test_the_time_of_a_card_is_told_where_now_is_not_known() -> None:
    faces, teacher, _ = opened("Ada")
    teacher.taps(e.MinuteTapped, 2)
    shown = faces.renderer.room(NUMBER, faces.room.group)

    assert "8½ min for this card" in shown.text


def test_how_long_it_takes_to_reach_everyone_is_said() -> None:
    faces, _, _ = opened("Ada")
    shown = faces.renderer.console(NUMBER, faces.room.console, seconds=11)

    assert "within 11 seconds" in shown.text


# --- what people write ----------------------------------------------------------------


@pytest.mark.parametrize("at", range(0, len(NASTIES), 12))
def test_what_people_write_is_shown_as_they_wrote_it(at: int) -> None:
    """Notes, names, the customer and a topic: none of them is ever markup."""
    nasty = [text for text in NASTIES[at : at + 12] if text.strip()]
    name = nasty[0]
    room = Classroom(setup(segment=nasty[-1], work=Work.TEAMS, teams=2, notes_each=10))
    room.opens().teacher.taps(e.TopicLinked, 501, name)
    ada, ben = room.people(name, nasty[-1])
    room.starts()
    for text in nasty:
        ada.sends(text)
    ben.sends("&" * 4000)
    room.teacher.taps(e.RevealTapped)
    faces = Faces(room)

    everywhere = [faces.group(team) for team in range(3)]
    for screen in Screen:
        everywhere += [faces.console(screen, 0, note) for note in room.exercise.notes]
    everywhere += [faces.card(ada), faces.card(ben), faces.notes(ada)]
    everywhere += [faces.waited()]
    for state in (State.STARRING, State.SORTING, State.FINISHED):
        room.reaches(state)
        everywhere += [faces.group(1), faces.card(ada), faces.card(ben)]
        everywhere += [faces.console(screen, 0, 1) for screen in Screen]
    listed = " ".join(each.text for each in everywhere)
    for note in room.exercise.notes.values():
        assert " ".join(note.text.split())[:40] in listed
