"""Which questions a quiz asks, from the cards of concepts, and their words.

Nothing here is random: the same seed gives the same quiz.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from hashlib import sha256

from msgspec import Struct

from conversations.concepts.model import Glossary, Theme
from conversations.exercise.quizzes import MIXED, Question

#: How many words there are to choose from, where one is asked for.
WORDS = 4


class QuestionWords(Struct, frozen=True):
    """A question in words; with `meaning`, `ask` is what the right word means.

    `why` is said once somebody has answered.
    """

    ask: str
    meaning: bool
    options: tuple[str, ...]
    right: int
    why: str

    @property
    def answer(self) -> str:
        """The option that is right."""
        return self.options[self.right]


def themes_of(glossary: Glossary) -> tuple[str, ...]:
    """What a quiz can be about."""
    return (MIXED, *(theme.id for theme in glossary.structure.themes))


def chosen(
    glossary: Glossary, theme: str, count: int, seed: str, before: Collection[str]
) -> tuple[Question, ...]:
    """So many questions about a theme; fewer where it has not that many words.

    Concepts that were asked about `before` come last; none is asked about twice.
    """
    themes = [t for t in glossary.structure.themes if theme in (MIXED, t.id)]
    homes = {concept.id: home for home in themes for concept in home.concepts}
    order = _shuffled(homes, seed)
    order.sort(key=lambda concept: concept in before)
    made = (_about(glossary, concept, homes[concept], seed) for concept in order)
    return tuple(question for question in made if question is not None)[:count]


def _about(glossary: Glossary, concept: str, home: Theme, seed: str) -> Question | None:
    """The glossary's own question about a concept, else which word is meant."""
    for quiz in glossary.structure.quiz:
        if quiz.about == concept:
            options = _shuffled(quiz.answers, seed + concept)
            return Question(concept, tuple(options), options.index(quiz.right))
    others = [each.id for each in home.concepts if each.id != concept]
    if not others:
        return None
    options = [concept, *_shuffled(others, seed + concept)[: WORDS - 1]]
    options = _shuffled(options, concept + seed)
    return Question(concept, tuple(options), options.index(concept), meaning=True)


def _shuffled(items: Iterable[str], seed: str) -> list[str]:
    return sorted(items, key=lambda item: sha256(f"{seed} {item}".encode()).digest())


def words_of(glossary: Glossary, question: Question) -> QuestionWords:
    """A question in the words of the glossary; by its ids if that has changed since."""
    try:
        return _worded(glossary, question)
    except KeyError:
        return QuestionWords(
            question.about,
            meaning=False,
            options=question.options,
            right=question.right,
            why="",
        )


def _worded(glossary: Glossary, question: Question) -> QuestionWords:
    words = glossary.words
    concept = words.concepts[question.about]
    if question.meaning:
        options = tuple(words.concepts[each].term for each in question.options)
        ask, why = concept.plain, concept.definition
    else:
        quiz = words.quiz[question.about]
        options = tuple(quiz.answers[each].text for each in question.options)
        ask, why = quiz.ask, quiz.answers[question.options[question.right]].why
    return QuestionWords(ask, question.meaning, options, question.right, why)
