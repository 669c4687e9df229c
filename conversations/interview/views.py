"""What cards and messages show, in the interview's own terms; the edge finds the words.

A view is frozen and decides nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

from conversations.canvas import Canvas
from conversations.coaching import Nudge
from conversations.comparison import Comparison
from conversations.concepts.model import AnswerWords, ConceptWords
from conversations.fit import Fit
from conversations.formats import Format, Paper
from conversations.guides.model import Guide
from conversations.guides.steps import Step
from conversations.interview.events import Card, File
from conversations.interview.session import Headline
from conversations.profile import Section, SectionState
from conversations.ranking import Reason


@dataclass(frozen=True, slots=True)
class Progress:
    """Section `section` of `sections`, prompt `prompt` of `prompts`; from 1."""

    section: int
    sections: int
    prompt: int = 0
    prompts: int = 0


@dataclass(frozen=True, slots=True)
class Named:
    """A theme or a concept as a button shows it."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Item:
    """A note on a card: its number and its text."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class RankedItem:
    """A note with its rank (from 1; None is "not rated") and the reason."""

    number: int
    text: str
    rank: int | None
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class Pages:
    """Page `page` (from 0) of `pages`."""

    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Question:
    """What every card of an open question knows; `part` as in NextTapped.

    `terms` are the concepts it speaks of.
    """

    card: Card
    part: int
    guide: Guide
    step: Step
    progress: Progress
    segment: str
    has_back: bool
    terms: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask a prompt; `notes` answer it, `earlier` are others of the section.

    What is offered has to answer what `matters` most to the customer.
    It is about `job` and compared with `other`, where there are any to speak of;
    `nudge` asks about a note. As part of an `exercise` it can be left out together
    with the rest of it.
    """

    question: Question
    job: str | None
    other: str | None
    exercise: bool
    notes: tuple[str, ...]
    earlier: tuple[str, ...]
    examples: int
    following: Step
    matters: tuple[str, ...]
    nudge: Nudge | None = None


@dataclass(frozen=True, slots=True)
class AskStatement:
    """Show the value proposition as a whole and ask for better words."""

    question: Question
    statement: str
    following: Step


@dataclass(frozen=True, slots=True)
class AskExercise:
    """Offer an exercise: its prompts are asked all, or none."""

    question: Question


@dataclass(frozen=True, slots=True)
class AskOptions:
    """Ask which options apply; `chosen` were tapped, None is "nothing was said".

    It is compared with `other`, where there is one. `verdict` is what the tests of
    a segment come to so far. One with a `single` answer leads on when it is tapped.
    """

    question: Question
    chosen: tuple[str, ...] | None
    other: str | None
    single: bool
    verdict: str
    following: Step


@dataclass(frozen=True, slots=True)
class AskReview:
    """Ask which notes the customer would word otherwise."""

    question: Question
    items: tuple[Item, ...]
    first: int
    pages: Pages


@dataclass(frozen=True, slots=True)
class AskRewording:
    """Ask for the new wording of a note."""

    question: Question
    text: str


@dataclass(frozen=True, slots=True)
class AskDepth:
    """Ask whether to rate the top three only, or all `count` notes."""

    question: Question
    count: int


@dataclass(frozen=True, slots=True)
class RatedItem:
    """A note with the level it has on the scale shown, if any (from 0).

    `offered` is the level that follows from what the note answers, if any does.
    """

    number: int
    text: str
    level: int | None
    offered: int | None = None


@dataclass(frozen=True, slots=True)
class AskRating:
    """Ask for the level of several notes; `first` counts the notes from 1."""

    question: Question
    scale: str
    marking: bool
    items: tuple[RatedItem, ...]
    first: int
    pages: Pages


@dataclass(frozen=True, slots=True)
class AskNumbers:
    """Ask for levels, one note after another; it is `turn`'s turn.

    `before` and `after` are the notes whose turn it could be instead; it is
    `complete` when every note has its level. The levels are numbers, or `in_words`.
    """

    question: Question
    scale: str
    in_words: bool
    items: tuple[RatedItem, ...]
    first: int
    turn: int
    before: int | None
    after: int | None
    complete: bool
    pages: Pages


@dataclass(frozen=True, slots=True)
class PickableItem:
    """A note that can be tapped; `place` (from 0) once it is."""

    number: int
    text: str
    place: int | None


@dataclass(frozen=True, slots=True)
class AskOrder:
    """Ask to tap notes, most important first.

    `picked` lists those tapped so far. With `tie` only notes of equal score
    are shown; `start` ranks stand above them. `wanted` taps are enough.
    """

    question: Question
    items: tuple[PickableItem, ...]
    picked: tuple[str, ...]
    tie: bool
    start: int
    wanted: int
    pages: Pages


@dataclass(frozen=True, slots=True)
class AskFirst:
    """Ask which type of customer to begin with; `chosen` was tapped before."""

    question: Question
    items: tuple[Item, ...]
    chosen: int | None
    pages: Pages


@dataclass(frozen=True, slots=True)
class ShowRanking:
    """Show a section in its order, with the reason for each place."""

    question: Question
    items: tuple[RankedItem, ...]
    following: Step


@dataclass(frozen=True, slots=True)
class AskMoves:
    """Let notes be moved up and down; `first` counts the ranks from 1."""

    question: Question
    items: tuple[Item, ...]
    first: int
    count: int
    pages: Pages


@dataclass(frozen=True, slots=True)
class MenuSection:
    """A section of the menu, how many notes it has and how far it is."""

    section: Section
    notes: int
    state: SectionState


@dataclass(frozen=True, slots=True)
class AskSection:
    """Ask which section to go on with; `suggested` is the next that is not done."""

    question: Question
    sections: tuple[MenuSection, ...]
    suggested: Section | None


@dataclass(frozen=True, slots=True)
class InTurn:
    """The note whose turn it is: `place` (from 1) of `of`, between two others."""

    note: Item
    place: int
    of: int
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Option:
    """What can be tapped for a note: `choice` as in MatchTapped."""

    choice: int
    text: str
    fits: bool
    about: str = ""


@dataclass(frozen=True, slots=True)
class AskMatches:
    """Ask what a note answers, or which choices fit it."""

    question: Question
    turn: InTurn
    options: tuple[Option, ...]
    pages: Pages


@dataclass(frozen=True, slots=True)
class AskContext:
    """Ask in which situation a note belongs; `told` has the notes that have one."""

    question: Question
    turn: InTurn
    context: str
    told: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ShowFit:
    """Show what is answered and what is not."""

    question: Question
    fit: Fit


class ValueMapState(Enum):
    """Whether a canvas has a value map, or could have one."""

    NONE = auto()
    POSSIBLE = auto()
    BEGUN = auto()


@dataclass(frozen=True, slots=True)
class After:
    """Where one can go from a finished canvas.

    `next_types` are the types of customers that have no sheet of their own yet, and
    `other_side` is the group on the other side, when it has none. `guides` are
    those that can go on with what is known about the segment.
    """

    next_number: int
    next_types: tuple[Item, ...]
    value_map: ValueMapState
    other_side: str = ""
    guides: tuple[Guide, ...] = ()


@dataclass(frozen=True, slots=True)
class ShowCanvas:
    """Show the finished canvas and ask for surprises."""

    question: Question
    canvas: Canvas
    after: After


@dataclass(frozen=True, slots=True)
class ShowKept:
    """Say that surprises were kept with the canvas."""

    question: Question
    surprises: tuple[str, ...]
    after: After


@dataclass(frozen=True, slots=True)
class ShowWelcome:
    """Greet; offer to go on with `unfinished`, or to begin."""

    guide: Guide
    guides: int
    unfinished: Headline | None
    progress: Progress | None
    profiles: int
    next_number: int
    resting: bool


@dataclass(frozen=True, slots=True)
class ListedProfile:
    """A profile in a list; `progress` is None when it is finished."""

    number: int
    name: str
    progress: Progress | None
    archived: bool = False


class Shelf(Enum):
    """Where profiles are: at hand, put away, or deleted not long ago."""

    AT_HAND = auto()
    ARCHIVE = auto()
    BIN = auto()


@dataclass(frozen=True, slots=True)
class ShowProfiles:
    """List the profiles of a shelf; `others` counts those of the other shelves."""

    shelf: Shelf
    profiles: tuple[ListedProfile, ...]
    total: int
    others: Mapping[Shelf, int]
    next_number: int
    next_guide: str
    pages: Pages


@dataclass(frozen=True, slots=True)
class ShowProfile:
    """Show what can be done with one profile."""

    profile: ListedProfile
    next_number: int


@dataclass(frozen=True, slots=True)
class ShowGuides:
    """Show the ways to be interviewed."""

    guides: tuple[Guide, ...]
    next_number: int
    profiles: int


@dataclass(frozen=True, slots=True)
class AskName:
    """Ask for a profile's new name."""

    profile: ListedProfile


@dataclass(frozen=True, slots=True)
class ShowDeleted:
    """Say that a profile was deleted, and offer to undo it."""

    number: int
    name: str


@dataclass(frozen=True, slots=True)
class ShowHelp:
    """Say what the bot does and which commands there are."""


@dataclass(frozen=True, slots=True)
class ShowSummary:
    """Show a canvas as it stands, as a message of its own."""

    canvas: Canvas
    guide: Guide
    example: bool = False


# --- editing ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class EditedSection:
    """A section in the list of what can be changed.

    Of its `notes`, `unrated` have no place yet, where places are given.
    """

    section: Section
    notes: int
    unrated: int


@dataclass(frozen=True, slots=True)
class ShowSections:
    """Show the sections of a profile and how far each is."""

    profile: ListedProfile
    guide: Guide
    sections: tuple[EditedSection, ...]


@dataclass(frozen=True, slots=True)
class EditedNote:
    """A note as the editor shows it: its place from 1, and its levels.

    `levels` has a pair of rating id and level id for each rating it was given.
    `heard` is how many customers said so; None where nobody is asked.
    """

    number: int
    text: str
    rank: int | None
    levels: tuple[tuple[str, str], ...]
    heard: int | None = None


@dataclass(frozen=True, slots=True)
class ShowSection:
    """Show the notes of a section; `first` counts them from 1."""

    profile: ListedProfile
    guide: Guide
    section: Section
    notes: tuple[EditedNote, ...]
    total: int
    first: int
    can_add: bool
    is_ordered: bool
    pages: Pages


class TieKind(Enum):
    """What a note can be tied to."""

    ANSWERS = auto()  # the notes that it answers
    JOB = auto()  # the job that it comes from


@dataclass(frozen=True, slots=True)
class ShowNote:
    """Show a note and what can be done with it.

    It is tied to `ties` in the way that `tie_kind` says, if it can be tied at all.

    `ranked` is how many notes of its section have a place; `page` is the one of
    the section that lists it; `sections` are those it could go to instead.
    """

    profile: ListedProfile
    guide: Guide
    section: Section
    note: EditedNote
    ranked: int
    is_ordered: bool
    page: int
    sections: tuple[Section, ...]
    tie_kind: TieKind | None
    ties: tuple[str, ...]
    choices: tuple[Option, ...]
    context: str


@dataclass(frozen=True, slots=True)
class AskSituation:
    """Ask in which situation a job is done."""

    profile: int
    note: Item
    question: str


@dataclass(frozen=True, slots=True)
class ShowTies:
    """Show what a note can be tied to, and what it is tied to."""

    profile: ListedProfile
    note: Item
    kind: TieKind
    options: tuple[Option, ...]
    pages: Pages


@dataclass(frozen=True, slots=True)
class AskWording:
    """Ask for other words for a note."""

    profile: int
    note: int
    text: str


@dataclass(frozen=True, slots=True)
class AskNotes:
    """Ask for notes of a section."""

    profile: ListedProfile
    guide: Guide
    section: Section


@dataclass(frozen=True, slots=True)
class ShowDropped:
    """Say that a note was deleted, and offer to undo it."""

    profile: ListedProfile
    section: Section
    guide: Guide
    note: int
    text: str


# --- what customers were heard saying ----------------------------------------------


@dataclass(frozen=True, slots=True)
class HeardItem:
    """A note, its section, and how many customers said so."""

    number: int
    section: Section
    text: str
    heard: int


@dataclass(frozen=True, slots=True)
class ShowHeardList:
    """List the notes that customers may have confirmed; `first` counts from 1."""

    profile: ListedProfile
    guide: Guide
    notes: tuple[HeardItem, ...]
    first: int
    pages: Pages


@dataclass(frozen=True, slots=True)
class ShowHeard:
    """Show how many customers said what a note says, and in which words.

    `page` is the one of the list that has the note.
    """

    profile: ListedProfile
    guide: Guide
    note: HeardItem
    quote: str
    page: int


@dataclass(frozen=True, slots=True)
class AskQuote:
    """Ask for the words of a customer."""

    profile: int
    note: int
    text: str


# --- comparing ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ShowCompare:
    """List profiles to compare: all, or those to compare the `first` with."""

    first: ListedProfile | None
    profiles: tuple[ListedProfile, ...]
    pages: Pages


@dataclass(frozen=True, slots=True)
class ShowComparison:
    """Show two profiles side by side; the words are those of the left one's guide."""

    comparison: Comparison
    guide: Guide


# --- settings and privacy -----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ShowSettings:
    """Show what a person can choose; `coached` as in the session."""

    coached: bool
    is_open: bool


@dataclass(frozen=True, slots=True)
class ShowPrivacy:
    """Say what is kept, where and for how long."""


@dataclass(frozen=True, slots=True)
class ShowMyData:
    """Send the file with everything that is kept of a person."""

    file: File


@dataclass(frozen=True, slots=True)
class AskForget:
    """Ask whether everything shall be deleted: so many profiles, for good."""

    profiles: int
    next_number: int


# --- taking a canvas away ----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ShowExports:
    """Show what a canvas can be taken away as; `more` than the usual files or not."""

    profile: ListedProfile
    more: bool


@dataclass(frozen=True, slots=True)
class ShowFiles:
    """Send files of a canvas; a `picture` shows it in the chat."""

    profile: ListedProfile
    canvas: Canvas
    files: tuple[File, ...]
    picture: bool


@dataclass(frozen=True, slots=True)
class ShowNotExported:
    """Say that files could not be made, and what can be done instead."""

    profile: ListedProfile
    formats: tuple[Format, ...]
    picture: bool
    too_much: bool
    paper: Paper


# --- learning -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ShowThemes:
    """Show what can be learned: themes, and a quiz of `questions`.

    `goes_on` is here, as in what follows, the profile whose question is open.
    """

    themes: tuple[Named, ...]
    questions: int
    goes_on: int | None


@dataclass(frozen=True, slots=True)
class ShowTheme:
    """Show the concepts of a theme."""

    title: str
    concepts: tuple[Named, ...]
    goes_on: int | None


@dataclass(frozen=True, slots=True)
class ShowConcept:
    """Show a concept, its theme, and which others to look at."""

    words: ConceptWords
    see: tuple[Named, ...]
    theme: Named
    goes_on: int | None


@dataclass(frozen=True, slots=True)
class AskLookup:
    """Ask for a word to look up."""

    goes_on: int | None


@dataclass(frozen=True, slots=True)
class ShowFound:
    """Show the concepts that a search found, often none or several."""

    text: str
    concepts: tuple[Named, ...]
    goes_on: int | None


@dataclass(frozen=True, slots=True)
class AskQuiz:
    """Ask question `question` (from 0) of `count`; `right` were right before."""

    ask: str
    answers: tuple[str, ...]
    question: int
    count: int
    right: int
    goes_on: int | None


@dataclass(frozen=True, slots=True)
class ShowReason:
    """Say why the given answer is wrong, and which is right; None when it was right.

    `score` were right so far of the questions before `next_question`.
    """

    ask: str
    given: AnswerWords
    right: AnswerWords | None
    about: Named
    next_question: int
    count: int
    score: int
    goes_on: int | None


@dataclass(frozen=True, slots=True)
class ShowScore:
    """Say how many answers were right in the end."""

    right: int
    count: int
    goes_on: int | None


QuestionView = (
    Ask
    | AskStatement
    | AskExercise
    | AskOptions
    | AskReview
    | AskRewording
    | AskDepth
    | AskRating
    | AskNumbers
    | AskOrder
    | AskFirst
    | ShowRanking
    | AskMoves
    | AskSection
    | AskMatches
    | AskContext
    | ShowFit
    | ShowCanvas
    | ShowKept
    | ShowWelcome
)
MenuView = (
    ShowProfiles
    | ShowProfile
    | ShowGuides
    | AskName
    | ShowDeleted
    | ShowSections
    | ShowSection
    | ShowNote
    | ShowTies
    | AskWording
    | AskSituation
    | AskNotes
    | ShowDropped
    | ShowHeardList
    | ShowHeard
    | AskQuote
    | ShowCompare
    | ShowSettings
    | AskForget
    | ShowExports
    | ShowNotExported
    | ShowThemes
    | ShowTheme
    | ShowConcept
    | AskLookup
    | ShowFound
    | AskQuiz
    | ShowReason
    | ShowScore
)
TextView = ShowHelp | ShowSummary | ShowComparison | ShowPrivacy
MessageView = TextView | ShowFiles | ShowMyData
