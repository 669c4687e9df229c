"""What cards and messages show, in the interview's own terms; the edge finds the words.

A view is frozen and decides nothing. A module here is a family, as in `events`.
"""

from __future__ import annotations

from conversations.guides.steps import Progress
from conversations.interview.views.asking import (
    Ask,
    AskReview,
    AskRewording,
    AskStatement,
)
from conversations.interview.views.canvases import (
    After,
    ShowCanvas,
    ShowKept,
    ShowSummary,
)
from conversations.interview.views.comparing import ShowCompare, ShowComparison
from conversations.interview.views.editing import (
    AskNotes,
    AskSituation,
    AskWording,
    EditedNote,
    EditedSection,
    ShowDropped,
    ShowNote,
    ShowSection,
    ShowSections,
)
from conversations.interview.views.evidence import (
    AskQuote,
    HeardItem,
    ShowHeard,
    ShowHeardList,
)
from conversations.interview.views.exporting import (
    ShowExports,
    ShowFiles,
    ShowNotExported,
)
from conversations.interview.views.learning import (
    AskLookup,
    AskQuiz,
    ShowConcept,
    ShowFound,
    ShowReason,
    ShowScore,
    ShowTheme,
    ShowThemes,
)
from conversations.interview.views.menu import (
    AskName,
    Shelf,
    ShowDeleted,
    ShowGuides,
    ShowHelp,
    ShowProfile,
    ShowProfiles,
    ShowWelcome,
)
from conversations.interview.views.notes_in_turn import AskContext, AskMatches, InTurn
from conversations.interview.views.ordering import (
    AskDepth,
    AskFirst,
    AskMoves,
    AskNumbers,
    AskOrder,
    AskRating,
    PickableItem,
    RankedItem,
    RatedItem,
    ShowRanking,
)
from conversations.interview.views.privacy import (
    AskForget,
    ShowMyData,
    ShowPrivacy,
    ShowSettings,
)
from conversations.interview.views.sections import AskSection, MenuSection
from conversations.interview.views.selecting import AskExercise, AskOptions
from conversations.interview.views.shared import (
    Item,
    ListedProfile,
    Named,
    Option,
    Pages,
    Question,
)
from conversations.interview.views.tying import ShowTies, TieKind
from conversations.interview.views.value_map import ShowFit, ValueMapState

__all__ = [
    "After",
    "Ask",
    "AskContext",
    "AskDepth",
    "AskExercise",
    "AskFirst",
    "AskForget",
    "AskLookup",
    "AskMatches",
    "AskMoves",
    "AskName",
    "AskNotes",
    "AskNumbers",
    "AskOptions",
    "AskOrder",
    "AskQuiz",
    "AskQuote",
    "AskRating",
    "AskReview",
    "AskRewording",
    "AskSection",
    "AskSituation",
    "AskStatement",
    "AskWording",
    "EditedNote",
    "EditedSection",
    "HeardItem",
    "InTurn",
    "Item",
    "ListedProfile",
    "MenuSection",
    "MenuView",
    "MessageView",
    "Named",
    "Option",
    "Pages",
    "PickableItem",
    "Progress",
    "Question",
    "QuestionView",
    "RankedItem",
    "RatedItem",
    "Shelf",
    "ShowCanvas",
    "ShowCompare",
    "ShowComparison",
    "ShowConcept",
    "ShowDeleted",
    "ShowDropped",
    "ShowExports",
    "ShowFiles",
    "ShowFit",
    "ShowFound",
    "ShowGuides",
    "ShowHeard",
    "ShowHeardList",
    "ShowHelp",
    "ShowKept",
    "ShowMyData",
    "ShowNotExported",
    "ShowNote",
    "ShowPrivacy",
    "ShowProfile",
    "ShowProfiles",
    "ShowRanking",
    "ShowReason",
    "ShowScore",
    "ShowSection",
    "ShowSections",
    "ShowSettings",
    "ShowSummary",
    "ShowTheme",
    "ShowThemes",
    "ShowTies",
    "ShowWelcome",
    "TextView",
    "TieKind",
    "ValueMapState",
]

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
