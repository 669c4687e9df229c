"""What a glossary holds, checked strictly: cards of concepts by theme, and a quiz.

Like a guide it is written as TOML twice: `concepts.toml` says what there is and what
belongs together, `concepts.en.toml` says it in words.
"""

from __future__ import annotations

import tomllib
from functools import cached_property
from typing import Annotated, Self

from pydantic import Field, model_validator
from rapidfuzz import fuzz

from conversations.strict import Strict, check_same

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,30}$")]
Label = Annotated[str, Field(min_length=1, max_length=34)]
Line = Annotated[str, Field(min_length=1, max_length=300)]

#: How alike (of 100) a searched word and a term must be, so that typing errors count.
ALIKE = 80
_SAME = 100  # two equal texts
#: Shorter words are in too many others.
SHORTEST = 3


class Concept(Strict):
    """Where a concept belongs, and which others to look at."""

    id: Id
    see: tuple[Id, ...] = ()


class Theme(Strict):
    """Concepts that belong together, in the order they are best read in."""

    id: Id
    concepts: tuple[Concept, ...] = Field(min_length=1)


class Quiz(Strict):
    """One question of the quiz; `answers` as they are shown, one of them `right`."""

    about: Id
    answers: tuple[Id, ...] = Field(min_length=2, max_length=4)
    right: Id

    @model_validator(mode="after")
    def _the_right_one_can_be_tapped(self) -> Self:
        if self.right not in self.answers:
            raise ValueError(f"the right answer about {self.about} is not shown")
        return self


class Structure(Strict):
    """A glossary without words."""

    themes: tuple[Theme, ...] = ()
    quiz: tuple[Quiz, ...] = ()


class ConceptWords(Strict):
    """A concept: its plain meaning, a definition in one sentence, an example.

    It is also found by `other` names.
    """

    term: Label
    plain: Line
    definition: Line
    example: Line
    other: tuple[Label, ...] = ()


class AnswerWords(Strict):
    """An answer on its button, and why it is right or wrong."""

    text: Label
    why: Line


class QuizWords(Strict):
    """A question and its answers."""

    ask: Line
    answers: dict[Id, AnswerWords]


class Words(Strict):
    """A glossary's words in one language."""

    themes: dict[Id, Label] = Field(default_factory=dict)
    concepts: dict[Id, ConceptWords] = Field(default_factory=dict)
    quiz: dict[Id, QuizWords] = Field(default_factory=dict)


class Glossary(Strict):
    """All concepts in one language."""

    structure: Structure = Structure()
    words: Words = Words()

    @model_validator(mode="after")
    def _every_id_is_known_and_has_words(self) -> Self:
        structure, words = self.structure, self.words
        ids = {c.id for theme in structure.themes for c in theme.concepts}
        check_same(
            {theme.id for theme in structure.themes} ^ words.themes.keys(), "theme"
        )
        check_same(ids ^ words.concepts.keys(), "concept")
        for concept in (c for theme in structure.themes for c in theme.concepts):
            check_same(set(concept.see) - ids, f"what to see beside {concept.id}")
        check_same({quiz.about for quiz in structure.quiz} ^ words.quiz.keys(), "quiz")
        check_same(words.quiz.keys() - ids, "quiz")
        for quiz in structure.quiz:
            answers = words.quiz[quiz.about].answers.keys()
            check_same(set(quiz.answers) ^ answers, f"answer about {quiz.about}")
        return self

    @cached_property
    def _concepts(self) -> dict[str, Concept]:
        return {c.id: c for theme in self.structure.themes for c in theme.concepts}

    def knows(self, concept: str) -> bool:
        """Whether there is a card of this concept."""
        return concept in self._concepts

    def see(self, concept: str) -> tuple[str, ...]:
        """Which other concepts to look at; KeyError when it is unknown."""
        return self._concepts[concept].see

    def theme_of(self, concept: str) -> Theme:
        """The theme a concept belongs to; StopIteration when it is unknown."""
        return next(
            theme
            for theme in self.structure.themes
            if any(each.id == concept for each in theme.concepts)
        )

    def theme(self, theme: str) -> Theme | None:
        """The theme with this id, if there is one."""
        return next((each for each in self.structure.themes if each.id == theme), None)

    def found(self, text: str, most: int) -> tuple[str, ...]:
        """The concepts that a search finds, the best first, at most so many.

        A concept's names count before the other words of its card. Whoever writes a
        name as it is looks for that one concept.
        """
        wanted = text.casefold().strip()
        if len(wanted) < SHORTEST:
            return ()
        scored = {concept: self._score(concept, wanted) for concept in self._concepts}
        hits = [concept for concept, score in scored.items() if score >= ALIKE]
        exact = [concept for concept in hits if scored[concept] == _SAME]
        if len(exact) == 1:
            return tuple(exact)
        return tuple(sorted(hits, key=lambda concept: -scored[concept])[:most])

    def _score(self, concept: str, wanted: str) -> float:
        words = self.words.concepts[concept]
        names = [name.casefold() for name in (words.term, *words.other)]
        by_name = max(fuzz.ratio(name, wanted) for name in names)
        if any(wanted in name or name in wanted.split() for name in names):
            by_name = max(by_name, 95)
        told = f"{words.plain} {words.definition} {words.example}".casefold()
        return max(by_name, ALIKE if wanted in told else 0)


def load_glossary(structure: str, words: str) -> Glossary:
    """Make a glossary from the TOML of its structure and of its words.

    Raises:
        tomllib.TOMLDecodeError: one of them is not TOML.
        pydantic.ValidationError: something is missing, unknown or too long.

    """
    return Glossary(
        structure=Structure.model_validate(tomllib.loads(structure)),
        words=Words.model_validate(tomllib.loads(words)),
    )
