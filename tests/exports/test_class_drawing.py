"""A class's pages: every note has its place, its dots and its words."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from bot.exports.classes import drawing
from bot.exports.classes.plain import MOST_NOTES, pages_of, plain
from bot.exports.classes.sheet import ClassSheet
from bot.exports.drawing import as_pdf
from bot.exports.gallery import SCRIPTS
from bot.exports.gallery.classes import FIRST, lesson
from bot.exports.plain import SCREEN, TooMuchToDrawError
from conversations.exercise.setup import Vote, Way
from conversations.exercise.sight import Member, Room
from tests.exports.drawn import GUIDE, Box, first_page, words_of
from tests.exports.lessons import DAY, said_of, sheet_of
from tests.exports.test_drawing import CAPITALS, CODE, LINES, LONG, ORDINARY

DOTS, RATINGS = Vote(), Vote(Way.RATINGS)

LESSONS = {
    "0 notes": lesson(GUIDE, ORDINARY, 0, DOTS),
    "3 notes": lesson(GUIDE, ORDINARY, 3, DOTS),
    "12 notes": lesson(GUIDE, ORDINARY, 12, DOTS),
    "30 notes": lesson(GUIDE, ORDINARY, 30, DOTS),
    "60 notes": lesson(GUIDE, ORDINARY, 60, DOTS),
    "120 notes": lesson(GUIDE, ORDINARY, 120, DOTS),
    "ratings": lesson(GUIDE, ORDINARY, 30, RATINGS),
    "no vote": lesson(GUIDE, ORDINARY, 30, None),
    "long words": lesson(GUIDE, (LONG, CAPITALS, "Wm" * 5), 21, DOTS),
    "five lines": lesson(GUIDE, (LINES,), 21, DOTS),
}

#: Those whose notes all have room on the canvas, in their own words.
WHOLE = ("3 notes", "12 notes", "30 notes", "ratings", "no vote")


def canvas_alone(sheet: ClassSheet) -> bytes:
    """What the picture shows, as a PDF."""
    return as_pdf(plain(sheet, pages_of(sheet)[:1], SCREEN), DAY)


@pytest.mark.parametrize("name", LESSONS)
def test_every_note_lies_in_its_place_and_none_is_cut_off_or_covered(name: str) -> None:
    """What a person who takes part sees: with dots, marks, and their own notes."""
    page = first_page(canvas_alone(sheet_of(LESSONS[name], Member(FIRST + 2))))
    inner = Box(20, 20, page.page.x1 - 20, page.page.bottom - 20)
    assert inner.holds(page.reach)
    for at, note in enumerate(page.notes):
        assert inner.holds(note)
        assert not any(note.overlaps(other) for other in page.notes[at + 1 :])
    for letter, text in page.letters:
        touched = [note for note in page.notes if note.overlaps(letter)]
        assert len(touched) <= 1, text
        assert all(note.holds(letter) for note in touched), text
        assert not any(badge.overlaps(letter) for badge in page.badges), text
    if name in WHOLE:
        wanted = ["".join(note.text.split()) for note in LESSONS[name].notes.values()]
        assert sorted(map(page.text_in, page.notes)) == sorted(wanted)


def test_the_pages_say_how_the_class_voted_and_agrees() -> None:
    text = words_of(drawing.page(sheet_of(LESSONS["12 notes"])))
    for said in (
        "24peoplevoted:5dotsforeveryone",
        "agreementontheorder",
        "hereopinionsdiffer",
        "Opinionsdiffer:someputitfarup,othersfardown",
        "Notrated",
        "FromStudent2",
    ):
        assert said in text
    assert "yours" not in text


def test_who_takes_part_finds_their_own_notes_marked() -> None:
    exercise = LESSONS["12 notes"]
    mine = words_of(drawing.page(sheet_of(exercise, Member(FIRST + 2))))
    assert "yours" in mine
    assert mine.count("Yours") == len(exercise.written_by(FIRST + 2)) == 1


def test_before_a_vote_nothing_looks_like_a_result() -> None:
    text = words_of(drawing.page(sheet_of(LESSONS["no vote"])))
    assert "Notvotedonyet" in text
    assert "Notrated" not in text
    assert "dots" not in text


def test_mean_ratings_are_shown() -> None:
    sheet = sheet_of(LESSONS["ratings"])
    best = sheet.canvas.sheets[0].sections[0].items[0]
    text = words_of(drawing.page(sheet))
    mean = f"{best.points / best.people:.1f}"
    assert f"Rated{mean}onaverageby24people" in text
    assert "meanratingoftheclass" in text


def test_teams_stand_side_by_side_and_each_has_its_pages() -> None:
    texts = [f"{note} of {letter}" for note in "xyz" for letter in "abc"]
    sheet = sheet_of(lesson(GUIDE, texts, 9, DOTS, teams=3))
    text = words_of(drawing.page(sheet))
    beside = text[: text.index("Classcanvas·Team1".upper())]
    for team in ("Team1", "Team2:Tablebythewindow", "Team3"):
        assert team in beside
        assert f"{team}:everynoteinfull" in text
    for note in texts:
        assert note.replace(" ", "") in beside


def test_many_teams_take_several_pages_and_the_picture_says_so() -> None:
    sheet = sheet_of(lesson(GUIDE, ORDINARY, 60, DOTS, teams=6))
    assert "MoreteamsareinthePDF" in words_of(canvas_alone(sheet))
    assert "MoreteamsareinthePDF" not in words_of(drawing.page(sheet))


def test_a_team_sees_its_own_sheet_only() -> None:
    texts = [f"note {number}" for number in range(1, 10)]
    exercise = lesson(GUIDE, texts, 9, DOTS, teams=3)
    text = words_of(drawing.page(sheet_of(exercise, Room(2))))
    assert {n for n in range(1, 10) if f"note{n}" in text} == {1, 4, 7}


def test_every_script_is_drawn_and_code_stays_what_it_is() -> None:
    exercise = said_of(lesson(GUIDE, SCRIPTS, len(SCRIPTS), DOTS), CODE)
    sheet = sheet_of(replace(exercise, segment=CODE))
    assert "".join(CODE.split()) in words_of(drawing.page(sheet))
    assert drawing.vector(sheet).startswith(b"<svg")


def test_more_notes_than_anybody_could_read_are_refused() -> None:
    with pytest.raises(TooMuchToDrawError):
        drawing.picture(sheet_of(lesson(GUIDE, ORDINARY, MOST_NOTES + 1, None)))
