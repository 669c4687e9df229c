"""Methods about polls and quizzes."""

from typing import Any

from msgspec.structs import replace

from bot.playground import voting
from bot.playground.errors import bad_request
from bot.playground.methods.access import message_to, open_chat
from bot.playground.methods.sending import Draft, keyboard_in, posted
from bot.playground.model import Json
from bot.playground.polls import Poll
from bot.playground.spec import Params
from bot.playground.text import trimmed_text
from bot.playground.world import World

MOST_OPTIONS = 12
LONGEST_QUESTION = 300
LONGEST_OPTION = 100
LONGEST_EXPLANATION = 200
MOST_LINE_FEEDS = 2


def send_poll(world: World, params: Params) -> Json:
    """Ask a question with options to choose from."""
    poll = _poll(world, params)
    draft = Draft("poll", "", (), {"poll": poll.as_json()})
    [message] = posted(world, params, [draft])
    world.chats[params["chat_id"]].polls[message["message_id"]] = poll
    return message


def stop_poll(world: World, params: Params) -> Json:
    """End a poll the bot sent; its keyboard goes away unless it is given again."""
    chat = open_chat(world, params)
    message = message_to("edit", chat, params, "message with poll to stop not found")
    poll = chat.polls.get(message.id)
    if poll is None:
        raise bad_request("message is not a poll")
    if not message.from_bot:
        raise bad_request("poll can't be stopped")
    if poll.is_closed:
        raise bad_request("poll has already been closed")
    markup = keyboard_in(chat, params)
    world.pace(chat)
    voting.close(world, chat, replace(message, markup=markup), poll)
    return poll.as_json()


def _poll(world: World, params: Params) -> Poll:
    kind = params.get("type", "regular")
    if kind not in ("regular", "quiz"):
        raise bad_request("unsupported poll type specified")
    options = _options(params["options"])
    several = params.get("allows_multiple_answers", False)
    return Poll(
        world.new_poll_id(),
        _question(params),
        options,
        params.get("is_anonymous", True),
        several,
        params.get("allows_revoting", kind == "regular"),
        _correct(params, len(options), several=several) if kind == "quiz" else (),
        _explanation(params) if kind == "quiz" else {},
        is_closed=params.get("is_closed", False),
    )


def _question(params: Params) -> str:
    question = _said(params["question"])
    if len(question) > LONGEST_QUESTION:
        raise bad_request(f"poll question length must not exceed {LONGEST_QUESTION}")
    return question


def _options(given: list[dict[str, Any]]) -> tuple[str, ...]:
    if not given:
        raise bad_request("poll must have at least one answer option")
    if len(given) > MOST_OPTIONS:
        raise bad_request(f"poll can't have more than {MOST_OPTIONS} options")
    options = tuple(_said(option["text"]) for option in given)
    if any(len(option) > LONGEST_OPTION for option in options):
        raise bad_request(f"poll options length must not exceed {LONGEST_OPTION}")
    return options


def _correct(params: Params, count: int, *, several: bool) -> tuple[int, ...]:
    """Read the right answers of a quiz, which count up."""
    correct: list[int] = params.get("correct_option_ids", [])
    in_range = all(0 <= place < count for place in correct)
    if not correct or not in_range or sorted(set(correct)) != correct:
        raise bad_request("wrong correct option ID specified")
    if len(correct) > 1 and not several:
        raise bad_request("QUIZ_CORRECT_ANSWERS_TOO_MUCH")
    return tuple(correct)


def _explanation(params: Params) -> Json:
    text, entities = trimmed_text(
        {
            "text": params.get("explanation", ""),
            "parse_mode": params.get("explanation_parse_mode", ""),
            "entities": params.get("explanation_entities", []),
        }
    )
    if len(text) > LONGEST_EXPLANATION or text.count("\n") > MOST_LINE_FEEDS:
        raise bad_request("message is too long")
    if not text:
        return {}
    return {"explanation": text, "explanation_entities": entities}


def _said(text: str) -> str:
    text = text.strip()
    if not text:
        raise bad_request("text must be non-empty")
    return text
