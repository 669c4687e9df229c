"""XLSX of a class: a summary, a row a note, the rounds, who took part, the quizzes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from math import ceil

from xlsxwriter.worksheet import Worksheet

from bot.exports.classes.rows import columns_of, titles_of_cards
from bot.exports.classes.sheet import (
    ClassSheet,
    about_class,
    about_sheet,
    mean_of,
    segment_of,
    team_name,
    team_names,
)
from bot.exports.rows import section_title
from bot.exports.workbook import Book, Cell, writing
from bot.wording import shortened
from conversations.exercise.report import Count, Outcome, ReportNote
from conversations.exercise.setup import Way

_BAR = "#2A65A5"

#: How many notes the chart shows, and how much of their words.
FIRST, BRIEF = 12, 60


def xlsx_of(sheet: ClassSheet) -> bytes:
    """What a class came to as a workbook."""
    file = io.BytesIO()
    with writing(segment_of(sheet), sheet.on, sheet.paper, file) as book:
        _summary(book, sheet)
        _notes(book, sheet)
        _rounds(book, sheet)
        _parts(book, sheet)
        _quizzes(book, sheet)
    return file.getvalue()


# --- the summary ----------------------------------------------------------------------


def _summary(book: Book, sheet: ClassSheet) -> None:
    """What kind of class it was, and the notes that got most, as a chart."""
    w = sheet.wording
    page = book.added(w.label("Summary"))
    page.fit_to_pages(1, 1)
    page.set_column(0, 0, 60)
    page.set_column(1, 2, 18)
    page.set_column(3, 3, 30)
    about = [*about_class(sheet)]
    for one in sheet.canvas.sheets:
        line = "; ".join(about_sheet(sheet, one))
        team = team_name(w, one)
        about.append(f"{team}: {line}" if team else line)
    head = book.headed(page, about)
    if rows := _first(sheet):
        _chart(book, page, sheet, head, rows)
    else:
        _counts(book, page, sheet, head)


def _first(sheet: ClassSheet) -> list[ReportNote]:
    """The notes that got most: votes, or stars before there was a vote."""
    got = [note for note in sheet.report.notes if _got(sheet, note)]
    got.sort(key=lambda note: _got(sheet, note), reverse=True)
    return got[:FIRST]


def _got(sheet: ClassSheet, note: ReportNote) -> float:
    vote = sheet.canvas.vote
    if vote is None:
        return note.stars
    if vote.way is Way.DOTS:
        return note.item.points if note.item else 0
    return float(mean_of(note.item) or 0)


def _chart(
    book: Book, page: Worksheet, sheet: ClassSheet, head: int, notes: list[ReportNote]
) -> None:
    w, vote = sheet.wording, sheet.canvas.vote
    teams = team_names(sheet)
    if vote is None:
        got = w.label("Stars")
    elif vote.way is Way.DOTS:
        got = w.label("Dots")
    else:
        got = w.label("Mean rating")
    heads = (
        w.label("Note"),
        w.label("Section"),
        got,
        *([w.label("Team")] if teams else []),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            shortened(note.text, BRIEF),
            section_title(sheet.guide, note.section),
            _got(sheet, note),
            *([teams.get(note.team, "")] if teams else []),
        )
        for note in notes
    ]
    book.lines(page, head, heads, rows, bold=0)
    most = max(_got(sheet, note) for note in notes)
    title = w.label("What got most")
    book.bars(page, head, len(rows), [(2, _BAR)], title, unit=ceil(most / 8))


def _counts(book: Book, page: Worksheet, sheet: ClassSheet, head: int) -> None:
    """How many notes each section has, where nothing else is known yet."""
    w = sheet.wording
    counts: dict[str, int] = {}
    for note in sheet.report.notes:
        title = section_title(sheet.guide, note.section)
        counts[title] = counts.get(title, 0) + 1
    if not counts:
        return
    heads = (w.label("Section"), w.label("Notes"))
    book.lines(page, head, heads, list(counts.items()), bold=0)
    unit = ceil(max(counts.values()) / 8)
    book.bars(page, head, len(counts), [(1, _BAR)], w.label("Notes"), unit)


# --- the tables -----------------------------------------------------------------------


def _notes(book: Book, sheet: ClassSheet) -> None:
    columns = columns_of(sheet)
    rows = [[column.cell(note) for column in columns] for note in sheet.report.notes]
    page = book.added(sheet.wording.label("Notes"))
    book.table(page, [column.head for column in columns], rows)


def _rounds(book: Book, sheet: ClassSheet) -> None:
    """What each note got in every round, and what the teachers gave it."""
    outcomes = sheet.report.outcomes
    if not outcomes:
        return
    teams = team_names(sheet)
    counts = [{count.note: count for count in each.counts} for each in outcomes]
    notes = [n for n in sheet.report.notes if any(n.number in each for each in counts)]
    heads = [sheet.wording.label("Section"), sheet.wording.label("Note")]
    heads += [sheet.wording.label("Team")] if teams else []
    for each in outcomes:
        heads += _heads(sheet, each)
    rows = [
        [
            section_title(sheet.guide, note.section),
            note.text,
            *([teams.get(note.team, "")] if teams else []),
            *(
                cell
                for each, found in zip(outcomes, counts, strict=True)
                for cell in _given(each, found.get(note.number))
            ),
        ]
        for note in notes
    ]
    book.table(book.added(sheet.wording.label("Rounds")), heads, rows)


def _heads(sheet: ClassSheet, outcome: Outcome) -> list[str]:
    w, number = sheet.wording, outcome.round
    if outcome.vote.way is Way.DOTS:
        got = w.label("Round {number}: dots", number=number)
    else:
        got = w.label("Round {number}: mean rating", number=number)
    heads = [got, w.label("Round {number}: people", number=number)]
    if _has_teachers(outcome):
        heads.append(w.label("Round {number}: you", number=number))
    return heads


def _has_teachers(outcome: Outcome) -> bool:
    return any(count.teachers for count in outcome.counts)


def _given(outcome: Outcome, count: Count | None) -> list[Cell]:
    teachers: list[Cell] = [count.teachers or "" if count else ""]
    if count is None:
        got: list[Cell] = ["", ""]
    elif outcome.vote.way is Way.DOTS:
        got = [count.points, count.people]
    else:
        mean = round(count.points / count.people, 2) if count.people else ""
        got = [mean, count.people]
    return got + teachers * _has_teachers(outcome)


def _parts(book: Book, sheet: ClassSheet) -> None:
    """Who took part, how much, and whether they voted; never for what."""
    w, parts, teams = sheet.wording, sheet.report.parts, team_names(sheet)
    if not parts:
        return
    rounds = [each.round for each in sheet.report.outcomes]
    heads = [
        w.label("Name"),
        *([w.label("Team")] if teams else []),
        w.label("Is here"),
        w.label("Notes"),
        *titles_of_cards(sheet),
        *(w.label("Voted in round {number}", number=number) for number in rounds),
    ]
    rows: list[list[Cell]] = [
        [
            part.name,
            *([teams.get(part.team, "")] if teams else []),
            _yes(sheet, part.here),
            part.notes,
            *_all_yes(sheet, part.answered),
            *_all_yes(sheet, part.voted),
        ]
        for part in parts
    ]
    book.table(book.added(w.label("Participation")), heads, rows, bold=0)


def _quizzes(book: Book, sheet: ClassSheet) -> None:
    """What each question came to, and who had how many right if anybody has a name."""
    w, quizzes = sheet.wording, sheet.report.quizzes
    questions: list[list[Cell]] = [
        [
            quiz.quiz,
            each.words.ask,
            each.words.answer,
            each.score.right,
            each.score.answered,
        ]
        for quiz in quizzes
        for each in quiz.outcomes
    ]
    if not questions:
        return
    heads = [
        w.label("Quiz"),
        w.label("Question"),
        w.label("Right answer"),
        w.label("Right"),
        w.label("Answered"),
    ]
    book.table(book.added(w.label("Quiz")), heads, questions, bold=1)
    scores: list[list[Cell]] = [
        [quiz.quiz, each.place, each.name, each.right]
        for quiz in quizzes
        for each in quiz.table
        if each.name
    ]
    if scores:
        heads = [w.label("Quiz"), w.label("Place"), w.label("Name"), w.label("Right")]
        book.table(book.added(w.label("Quiz scores")), heads, scores, bold=2)


def _all_yes(sheet: ClassSheet, answers: Sequence[bool]) -> list[str]:
    return [_yes(sheet, answer) for answer in answers]


def _yes(sheet: ClassSheet, answer: bool) -> str:
    return sheet.wording.label("yes") if answer else sheet.wording.label("no")
