"""What can happen to an interview; past tense, frozen, nothing of a messenger.

A module here is a family. What answers its events has the same name in
`conversations.interview`, what it shows in `views`, and how that looks in
`bot.telegram`.

Taps come in two kinds. A `CardTap` belongs to one question of one interview
and counts only while that question is open. A `MenuTap` stands on its own and
works from any card, however old.
"""

from __future__ import annotations

from typing import get_args

from conversations.interview.events import (
    asking,
    comparing,
    editing,
    evidence,
    exporting,
    hints,
    learning,
    menu,
    notes_in_turn,
    ordering,
    privacy,
    sections,
    segments,
    selecting,
    shared,
    tying,
    value_map,
)
from conversations.interview.events.asking import (
    ExamplesTapped,
    KeepTapped,
    RewordTapped,
)
from conversations.interview.events.comparing import (
    ComparedTapped,
    CompareTapped,
    CompareWithTapped,
)
from conversations.interview.events.editing import (
    AddTapped,
    DropTapped,
    EditTapped,
    FixTapped,
    NoteTapped,
    PlaceTapped,
    RateTapped,
    RestoreTapped,
    SectionTapped,
    SituationTapped,
    SortTapped,
    TextEdited,
)
from conversations.interview.events.evidence import (
    HeardListTapped,
    HeardNoteTapped,
    HeardTapped,
    QuoteTapped,
    UnquoteTapped,
)
from conversations.interview.events.exporting import (
    AlbumTapped,
    Exported,
    ExportsTapped,
    FileRefused,
    FileSent,
    FormatTapped,
    NotExported,
    PictureTapped,
    ProfileRead,
)
from conversations.interview.events.hints import LetBeTapped
from conversations.interview.events.learning import (
    ConceptTapped,
    GuessTapped,
    LearnTapped,
    LookUpTapped,
    QuizTapped,
    ThemeTapped,
)
from conversations.interview.events.menu import (
    ArchiveTapped,
    BeginTapped,
    BinTapped,
    Command,
    Commanded,
    CommandUnknown,
    DeleteTapped,
    DuplicateTapped,
    ExampleTapped,
    GuidesTapped,
    NextTypeTapped,
    OtherSent,
    ProfilesTapped,
    ProfileTapped,
    PutAwayTapped,
    RenameTapped,
    ReopenTapped,
    ResumeTapped,
    Returned,
    TakeOutTapped,
    UndeleteTapped,
    Unreadable,
)
from conversations.interview.events.notes_in_turn import MatchTapped
from conversations.interview.events.ordering import (
    AdjustTapped,
    AllChosen,
    LevelTapped,
    MoveTapped,
    OffersTaken,
    PickTapped,
    TopChosen,
    UnpickTapped,
)
from conversations.interview.events.privacy import (
    CoachTapped,
    DataGathered,
    DataNotGathered,
    ForgetTapped,
)
from conversations.interview.events.sections import OverviewTapped, SectionChosen
from conversations.interview.events.segments import GoOnTapped, OtherSideTapped
from conversations.interview.events.selecting import PassTapped, SelectTapped
from conversations.interview.events.shared import (
    BackTapped,
    Card,
    CardTap,
    File,
    LaterTapped,
    MenuTap,
    NextTapped,
    PageTapped,
    TextSent,
    TurnTapped,
)
from conversations.interview.events.tying import KindTapped, TiesTapped, TieTapped
from conversations.interview.events.value_map import ValueMapTapped

__all__ = [
    "CARD_TAPS",
    "EVENTS",
    "MENU_TAPS",
    "AddTapped",
    "AdjustTapped",
    "AlbumTapped",
    "AllChosen",
    "ArchiveTapped",
    "BackTapped",
    "BeginTapped",
    "BinTapped",
    "Card",
    "CardTap",
    "CoachTapped",
    "Command",
    "CommandUnknown",
    "Commanded",
    "CompareTapped",
    "CompareWithTapped",
    "ComparedTapped",
    "ConceptTapped",
    "DataGathered",
    "DataNotGathered",
    "DeleteTapped",
    "DropTapped",
    "DuplicateTapped",
    "EditTapped",
    "Event",
    "ExampleTapped",
    "ExamplesTapped",
    "Exported",
    "ExportsTapped",
    "File",
    "FileRefused",
    "FileSent",
    "FixTapped",
    "ForgetTapped",
    "FormatTapped",
    "GoOnTapped",
    "GuessTapped",
    "GuidesTapped",
    "HeardListTapped",
    "HeardNoteTapped",
    "HeardTapped",
    "KeepTapped",
    "KindTapped",
    "LaterTapped",
    "LearnTapped",
    "LetBeTapped",
    "LevelTapped",
    "LookUpTapped",
    "MatchTapped",
    "MenuTap",
    "MoveTapped",
    "NextTapped",
    "NextTypeTapped",
    "NoTap",
    "NotExported",
    "NoteTapped",
    "OffersTaken",
    "OtherSent",
    "OtherSideTapped",
    "OverviewTapped",
    "PageTapped",
    "PassTapped",
    "PickTapped",
    "PictureTapped",
    "PlaceTapped",
    "ProfileRead",
    "ProfileTapped",
    "ProfilesTapped",
    "PutAwayTapped",
    "QuizTapped",
    "QuoteTapped",
    "RateTapped",
    "RenameTapped",
    "ReopenTapped",
    "RestoreTapped",
    "ResumeTapped",
    "Returned",
    "RewordTapped",
    "SectionChosen",
    "SectionTapped",
    "SelectTapped",
    "SituationTapped",
    "SortTapped",
    "TakeOutTapped",
    "TextEdited",
    "TextSent",
    "ThemeTapped",
    "TieTapped",
    "TiesTapped",
    "TopChosen",
    "TurnTapped",
    "UndeleteTapped",
    "UnpickTapped",
    "UnquoteTapped",
    "Unreadable",
    "ValueMapTapped",
]

NoTap = (
    TextSent
    | TextEdited
    | OtherSent
    | FileSent
    | Exported
    | NotExported
    | ProfileRead
    | FileRefused
    | DataGathered
    | DataNotGathered
    | Returned
    | Commanded
    | CommandUnknown
)
"""What is no button: what people send, and what became of errands."""

Event = NoTap | CardTap | MenuTap
"""Everything a private conversation can meet."""

#: Every button of a question's card.
CARD_TAPS: tuple[type[CardTap], ...] = (
    *shared.TAPS,
    *asking.TAPS,
    *selecting.TAPS,
    *ordering.TAPS,
    *notes_in_turn.TAPS,
    *sections.TAPS,
    *hints.TAPS,
)

#: Every button that works from any card.
MENU_TAPS: tuple[type[MenuTap], ...] = (
    *menu.TAPS,
    *segments.TAPS,
    *value_map.TAPS,
    *editing.TAPS,
    *tying.TAPS,
    *evidence.TAPS,
    *comparing.TAPS,
    *privacy.TAPS,
    *exporting.TAPS,
    *learning.TAPS,
)

#: Every kind of event.
EVENTS: tuple[type[Event], ...] = (*get_args(NoTap), *CARD_TAPS, *MENU_TAPS)
