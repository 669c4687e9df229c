"""Cards of open questions about notes: asking, reviewing, rewording."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup, escape

from bot.telegram.buttons import (
    Row,
    button,
    foot,
    in_rows,
    next_button,
    page_row,
    term_row,
)
from bot.telegram.hints import nudge_lines, nudge_rows
from bot.wording import Wording, filled, shortened
from conversations.guides.model import ONE_ANSWER, PromptKind, PromptWords
from conversations.guides.steps import Step, StepKind
from conversations.interview import events as e
from conversations.interview import views as v
from conversations.notes import OF_A_JOB
from conversations.profile import Section

_PLACEHOLDER = re.compile(r"\{(job|segment|other)\}")

#: How many of many notes a card lists, and how long each may be there.
LISTED = 12
NOTE_LENGTH = 90


class Face(NamedTuple):
    """A card before it is addressed: text, buttons, and what remains of it."""

    lines: list[Markup]
    keyboard: tuple[Row, ...]
    shrunk: Markup


def heading(w: Wording, question: v.Question) -> Markup:
    """Where one is: step, section, and the prompt within it."""
    guide, step = question.guide, question.step
    title = guide.words.sections[step.section].title
    return _heading(w, title, question.progress, guide.is_priorities(step))


@lru_cache(maxsize=1024)  # a step has the same for everybody
def _heading(w: Wording, title: str, at: v.Progress, is_priorities: bool) -> Markup:
    if at.sections == 1 and at.prompts == 0:
        return escape(title)
    if at.sections == 1:
        return w.say(
            "{section} · question {prompt} of {prompts}",
            section=title,
            prompt=at.prompt,
            prompts=at.prompts,
        )
    if at.prompts > 1:
        return w.say(
            "Step {number} of {total} · {section} · question {prompt} of {prompts}",
            number=at.section,
            total=at.sections,
            section=title,
            prompt=at.prompt,
            prompts=at.prompts,
        )
    if is_priorities:
        return w.say(
            "Step {number} of {total} · Priorities · {section}",
            number=at.section,
            total=at.sections,
            section=title,
        )
    return w.say(
        "Step {number} of {total} · {section}",
        number=at.section,
        total=at.sections,
        section=title,
    )


def noted(texts: Iterable[str]) -> list[Markup]:
    """Notes with a check mark, shortened; of many only the newest."""
    lines = [filled("✓ {}", shortened(text, NOTE_LENGTH)) for text in texts]
    if len(lines) > LISTED:
        hidden = len(lines) - LISTED
        return [filled("✓ … (+{})", hidden), *lines[-LISTED:]]
    return lines


def numbered(items: Iterable[v.Item], first: int) -> list[Markup]:
    """Notes with their numbers, shortened."""
    return [
        filled("{}. {}", number, shortened(item.text, NOTE_LENGTH))
        for number, item in enumerate(items, first)
    ]


def asked(view: v.Ask) -> str:
    """The question itself, about the job or the customer it speaks of."""
    return filled_question(_words(view), view.job, view.question.segment, view.other)


def filled_question(
    words: PromptWords, job: str | None, segment: str, other: str | None
) -> str:
    """A question with the texts of a person that it speaks of; plain without them."""
    spoken_of = _PLACEHOLDER.findall(words.ask)
    if not spoken_of:
        return words.ask
    texts = {"job": job or "", "segment": segment, "other": other or ""}
    ask = words.ask if all(map(texts.get, spoken_of)) else words.ask_plain or words.ask
    # One of a person's texts may hold another's placeholder: all in one go.
    return _PLACEHOLDER.sub(lambda it: shortened(texts[it[1]], 60), ask)


def _words(view: v.Ask) -> PromptWords:
    return view.question.guide.words.prompts[view.question.step.id]


def ask_face(w: Wording, view: v.Ask) -> Face:
    """The card of a prompt, before and after the first answer."""
    question = escape(asked(view))
    about = _to_think_of(w, view)
    lines = [heading(w, view.question), *_introduction(view), *about]
    lines.append(filled("<b>{}</b>", question))
    following = view.following
    lines += _answers(w, view, following) if following else _invitation(w, view)
    # Further cards of a question need not repeat it above every note.
    shrunk = w.say("✓ Saved") if view.notes else question
    return Face(lines, _ask_keyboard(w, view), shrunk)


def _introduction(view: v.Ask) -> list[Markup]:
    """What belongs in a section, said when it opens."""
    guide, step = view.question.guide, view.question.step
    home = guide.home_of[step.id]
    opens = view.question.progress.prompt == 1 or home is Section.STEPS
    if view.notes or not opens:
        return []
    section = guide.words.sections[home]
    return [filled("<i>{}</i>", section.intro), Markup("")]


def _to_think_of(w: Wording, view: v.Ask) -> list[Markup]:
    """What to think of: a job that the question does not name, or what matters most."""
    if view.notes:
        return []
    is_about_a_job = view.question.step.section in OF_A_JOB
    if view.job and is_about_a_job and "{job}" not in _words(view).ask:
        return [w.say("Think above all of “{job}”.", job=shortened(view.job, 60))]
    if view.matters:
        texts = " · ".join(shortened(text, 60) for text in view.matters)
        return [w.say("What matters most to them: {notes}", notes=texts)]
    return []


def _invitation(w: Wording, view: v.Ask) -> list[Markup]:
    lines = []
    lines.append(_how_to_answer(w, view))
    words = _words(view)
    examples = [*words.examples, *words.more_examples[: view.examples]]
    if examples:
        lines.append(w.say("<i>e.g. {examples}</i>", examples=" · ".join(examples)))
    if view.earlier:
        lines += [Markup(""), w.say("You already have:"), *noted(view.earlier)]
    return lines


def _how_to_answer(w: Wording, view: v.Ask) -> Markup:
    if _kind(view) is PromptKind.SEGMENT:
        return w.say(
            "Send me your answer as a message. One group only: the next one gets a "
            "profile of its own."
        )
    if _kind(view) in _ONE_SENTENCE:
        return w.say("Send me your answer as a message, or tap Skip.")
    if _kind(view) is PromptKind.TYPES:
        return w.say("One per line, or one per message.")
    if _kind(view) is PromptKind.STEPS:
        return w.say("Send one step per line, the first one first, or tap Skip.")
    return w.say("Send one note per line, or one per message, or tap Skip.")


#: The kinds of prompts for which a list of notes would be too much.
_ONE_SENTENCE = (
    PromptKind.OTHER_SIDE,
    PromptKind.FACET,
    PromptKind.COMPARED,
    PromptKind.WARMUP,
    PromptKind.PART,
)


def _kind(view: v.Ask) -> PromptKind | None:
    prompt = view.question.guide.prompt(view.question.step.id)
    return prompt.kind if prompt else None


def _answers(w: Wording, view: v.Ask, following: Step) -> list[Markup]:
    onward = following_text(w, view.question, following)
    if _kind(view) in ONE_ANSWER:
        more = w.say(
            "Send another answer to replace this one, or tap Next: {following}",
            following=onward,
        )
    else:
        more = w.say("Send more, or tap Next: {following}", following=onward)
    return [*noted(view.notes), *nudge_lines(w, view), Markup(""), more]


def following_text(w: Wording, question: v.Question, step: Step) -> Markup:
    """What Next leads to, in a few words."""
    if question.guide.prompt(step.id) and step.kind is not StepKind.CLOSE:
        return escape(question.guide.words.prompts[step.id].preview)
    if step.kind is StepKind.MENU:
        return w.say("the next section.")
    if step.kind is StepKind.CLOSE:
        return w.say("your canvas.")
    return w.say("we put them in order.")


def _ask_keyboard(w: Wording, view: v.Ask) -> tuple[Row, ...]:
    question = view.question
    card = question.card
    first: list[Row] = []
    required = _kind(view) in (PromptKind.SEGMENT, PromptKind.TYPES)
    if view.notes:
        section = question.guide.home_of[question.step.id]
        fix = button(w.label("✏️ Fix"), e.SectionTapped(card.profile, section, 0))
        first += nudge_rows(w, view)
        first.append((next_button(w.label("▶ Next"), question), fix))
    more = len(_words(view).more_examples)
    row = []
    if not view.notes and view.examples < more:
        tap = e.ExamplesTapped(card.profile, card.step, more)
        row.append(button(w.label("💡 More examples"), tap))
    if not view.notes and not required:
        row.append(next_button(w.label("⏭ Skip"), question))
    if row:
        first.append(tuple(row))
    if not view.notes:
        first += term_row(w, question.terms)
    if view.exercise:
        leave = e.PassTapped(card.profile, card.step)
        first.append((button(w.label("⏭ Leave the exercise"), leave),))
    return (*first, foot(w, question))


def review_face(w: Wording, view: v.AskReview) -> Face:
    """The card that looks at a section's notes once more."""
    question = view.question
    card = question.card
    ask = escape(question.guide.words.prompts[question.step.id].ask)
    numbers = [
        button(str(number), e.RewordTapped(card.profile, card.step, item.number))
        for number, item in enumerate(view.items, view.first)
    ]
    keyboard = (
        *in_rows(numbers, 5 if len(numbers) == 5 else 4),
        *page_row(w, question, view.pages),
        (next_button(w.label("✓ Yes, they would"), question),),
        foot(w, question),
    )
    lines = [heading(w, question), filled("<b>{}</b>", ask)]
    hint = w.say("If they would say all of it this way, tap “Yes, they would”.")
    return Face([*lines, *numbered(view.items, view.first), hint], keyboard, ask)


def rewording_face(w: Wording, view: v.AskRewording) -> Face:
    """The card that waits for a note's new wording."""
    card = view.question.card
    ask = w.say(
        "How would your customer say “{note}”? Send me their words.",
        note=shortened(view.text, 300),
    )
    keep = button(w.label("↩ Keep it as it is"), e.KeepTapped(card.profile, card.step))
    asking = filled("<b>{}</b>", ask)
    return Face([heading(w, view.question), asking], ((keep,),), ask)
