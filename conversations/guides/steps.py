"""The steps a guide is walked in; each opens one kind of card."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from conversations.profile import Section


class StepKind(StrEnum):
    """What a step asks of the person."""

    MENU = "menu"  # choose the section to go on with
    ASK = "ask"  # answer a prompt
    FIRST = "first"  # tap the type of customer to begin with
    OFFER = "offer"  # take up an exercise, or leave it
    SELECT = "select"  # tap the options that apply
    REVIEW = "review"  # look at the section's notes once more
    DEPTH = "depth"  # many notes: only the top three, or all?
    RATE = "rate"  # give the notes levels of one scale
    PICK = "pick"  # tap the top three
    SETTLE = "settle"  # put notes of equal score in order
    ORDER = "order"  # tap all, most important first
    RANKED = "ranked"  # look at the order
    LINKS = "links"  # tap what each note of the section answers
    CHOICES = "choices"  # tap the choices that fit each note
    CONTEXT = "context"  # say in which situation each note belongs
    FIT = "fit"  # look at what is answered and what is not
    CLOSE = "close"  # the canvas, and what was surprising


class Step(Struct, frozen=True):
    """One step: what it does, in which section; `id` is its prompt or rating."""

    kind: StepKind
    section: Section
    id: str
