"""Faults a test can order: which call is hit, and what goes wrong with it.

A call passes four stations: wait, take effect, wait, answer. An `Action` says what is
different at each of them, so "accepted, but the answer never arrived" and "refused"
are the same kind of value.
"""

import json
from dataclasses import dataclass, field
from enum import Enum


class Sending(Enum):
    """How much of the answer reaches the bot before the connection ends."""

    WHOLE = "whole"
    HALF = "half"
    DRIPS = "drips"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer as it goes over the wire."""

    status: int
    body: bytes
    content_type: str = "application/json"
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Action:
    """What happens to a call instead of the ordinary; times are real seconds."""

    wait_before: float = 0.0
    takes_effect: bool = True
    wait_after: float = 0.0
    answer: Answer | None = None
    sending: Sending = Sending.WHOLE


def refuse(
    status: int, description: str = "", *, retry_after: int | None = None
) -> Action:
    """Refuse the call in a proper envelope; nothing happens in the chat."""
    if not description and retry_after is not None:
        description = f"Too Many Requests: retry after {retry_after}"
    parameters = {"retry_after": retry_after} if retry_after is not None else None
    answer = refusal(status, description or "Internal Server Error", parameters)
    return Action(takes_effect=False, answer=answer)


def gateway_page(status: int = 502, *, accepted: bool = False) -> Action:
    """Answer with a proxy's page that is not JSON, whether or not it took effect."""
    page = f"<html><head><title>{status} Bad Gateway</title></head></html>".encode()
    answer = Answer(status, page, "text/html")
    return Action(takes_effect=accepted, answer=answer)


def delay(seconds: float) -> Action:
    """Let the call take effect only after a while, even if the client left."""
    return Action(wait_before=seconds)


def answer_late(seconds: float) -> Action:
    """Let it take effect at once and answer after the client may have given up."""
    return Action(wait_after=seconds)


def accept_then_drop() -> Action:
    """Let it take effect, then close the connection without an answer."""
    return Action(sending=Sending.NOTHING)


def reset() -> Action:
    """Break the connection before anything happens."""
    return Action(takes_effect=False, sending=Sending.NOTHING)


def half_body() -> Action:
    """Let it take effect, then send half of the answer and close."""
    return Action(sending=Sending.HALF)


def drip() -> Action:
    """Let it take effect, then send a byte of the answer a second."""
    return Action(sending=Sending.DRIPS)


@dataclass(slots=True)
class Fault:
    """One order: do this to the n-th matching call, and to the next `times - 1`.

    Args:
        action: made by `refuse`, `delay` and the like.
        method: only calls of this method.
        chat: only calls with this `chat_id`.
        nth: the first matching call to hit, counted from 1.
        times: how many calls in a row; None for all until `clear`.

    """

    action: Action
    method: str | None = None
    chat: int | None = None
    nth: int = 1
    times: int | None = 1
    seen: int = field(default=0, init=False)

    def hits(self, method: str, chat: int | None) -> bool:
        """Count a call if it matches; tell whether it is one to hit."""
        if self.method not in (None, method) or self.chat not in (None, chat):
            return False
        self.seen += 1
        return self.nth <= self.seen and (
            self.times is None or self.seen < self.nth + self.times
        )


@dataclass(slots=True)
class Faults:
    """All orders in force."""

    _orders: list[Fault] = field(default_factory=list)

    def add(self, fault: Fault) -> None:
        """Order one more fault; of several that hit a call, the oldest counts."""
        self._orders.append(fault)

    def clear(self) -> None:
        """Let everything work again."""
        self._orders.clear()

    def action_for(self, method: str, chat: int | None) -> Action | None:
        """Choose what to do to a call; None for the ordinary."""
        hits = [fault for fault in self._orders if fault.hits(method, chat)]
        return hits[0].action if hits else None


def refusal(status: int, description: str, parameters: object = None) -> Answer:
    """Build the envelope of a refusal, with the `Retry-After` header of a 429."""
    envelope = {"ok": False, "error_code": status, "description": description}
    headers: tuple[tuple[str, str], ...] = ()
    if isinstance(parameters, dict):
        envelope["parameters"] = parameters
        if "retry_after" in parameters:
            headers = (("Retry-After", str(parameters["retry_after"])),)
    return Answer(status, json.dumps(envelope).encode(), headers=headers)
