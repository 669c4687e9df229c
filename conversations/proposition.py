"""The value proposition: one clear statement, made of the parts a person gave."""

from __future__ import annotations

import re

from conversations.guides.model import Guide, PromptKind
from conversations.profile import Profile, Section

_PLACEHOLDER = re.compile(r"\{(segment|text)\}")


def statement_of(profile: Profile, guide: Guide) -> str:
    """Why the customer would choose what is offered; empty while nothing was said.

    The person's own wording counts before what is composed of the parts.
    """
    own = own_statement(profile, guide)
    return own or composed(profile, guide)


def own_statement(profile: Profile, guide: Guide) -> str:
    """The statement as the person worded it, if they did."""
    prompt = guide.prompt_of(PromptKind.STATEMENT)
    notes = profile.of_prompt(prompt.id) if prompt else ()
    return " ".join(note.text for note in notes if note.section is Section.PROPOSITION)


def composed(profile: Profile, guide: Guide) -> str:
    """A sentence for each part that was answered, one after another."""
    if not guide.asks_about(Section.PROPOSITION):
        return ""
    sentences = []
    for prompt in guide.section(Section.PROPOSITION).prompts:
        sentence = guide.words.prompts[prompt.id].sentence
        texts = [
            note.text
            for note in profile.of_prompt(prompt.id)
            if note.section is Section.PROPOSITION
        ]
        if sentence and texts:
            sentences.append(_said(sentence, _inner(profile.name), _joined(texts)))
    return " ".join(sentences)


def _said(sentence: str, segment: str, text: str) -> str:
    """A sentence filled in one go: a person's words may hold braces, too."""
    words = {"segment": segment, "text": text}
    return _PLACEHOLDER.sub(lambda it: words[it[1]], sentence)


def _joined(texts: list[str]) -> str:
    """Answers in the middle of a sentence: no full stop, no capital at first."""
    inner = [_inner(text.strip().rstrip(".!").rstrip()) for text in texts]
    return ", ".join(text for text in inner if text)


def _inner(text: str) -> str:
    is_word = text[1:2].islower()  # and no abbreviation, no "I"
    return text[:1].lower() + text[1:] if is_word else text
