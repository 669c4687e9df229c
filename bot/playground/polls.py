"""One poll or quiz, and how the Bot API tells it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(slots=True)
class Poll:
    """One poll; a quiz has correct options, by their place from 0.

    `votes` has the places chosen, by voter. `tells_correct` says whether the bot is
    told the answers of a quiz before it is closed: of its own ones, and in private.
    """

    id: str
    question: str
    options: tuple[str, ...]
    is_anonymous: bool = True
    allows_several: bool = False
    allows_revoting: bool = True
    correct: tuple[int, ...] = ()
    explanation: Mapping[str, Any] = field(default_factory=dict)
    tells_correct: bool = True
    is_closed: bool = False
    votes: dict[int, tuple[int, ...]] = field(default_factory=dict)

    @property
    def is_quiz(self) -> bool:
        """Tell whether answers are right or wrong."""
        return bool(self.correct)

    def voters(self, place: int) -> int:
        """Count who chose an option."""
        return sum(place in chosen for chosen in self.votes.values())

    def as_json(self) -> Json:
        """Render a Bot API `Poll`."""
        poll: Json = {
            "id": self.id,
            "question": self.question,
            "options": [
                {
                    "persistent_id": str(place),
                    "text": text,
                    "voter_count": self.voters(place),
                }
                for place, text in enumerate(self.options)
            ],
            "total_voter_count": len(self.votes),
            "is_closed": self.is_closed,
            "is_anonymous": self.is_anonymous,
            "type": "quiz" if self.is_quiz else "regular",
            "allows_multiple_answers": self.allows_several,
            "allows_revoting": self.allows_revoting,
            "members_only": False,
            **self.explanation,
        }
        if self.is_quiz and (self.tells_correct or self.is_closed):
            poll["correct_option_ids"] = list(self.correct)
        return poll
