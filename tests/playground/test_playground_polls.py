"""Polls and quizzes: who may vote how, and what the bot is told of it."""

from typing import Any

import pytest
from telegram import Update

from bot.playground import Person, Simulator
from bot.playground.lines import line_of
from tests.playground.group_helpers import Api, Refused, bad, heard

OPTIONS = [{"text": "Monday"}, {"text": "Friday"}]
ASK: dict[str, Any] = {"question": "When?", "options": OPTIONS}


def counts(poll: dict[str, Any]) -> list[int]:
    return [option["voter_count"] for option in poll["options"]]


async def test_a_vote_is_told_with_who_chose_what(
    sim: Simulator, api: Api, ada: Person, bob: Person
) -> None:
    group = sim.group("Class 3b", ada, bob)
    sent = await api("sendPoll", chat_id=group.id, is_anonymous=False, **ASK)
    message = group.messages[-1]
    await heard(api)
    await ada.votes("Friday", on=message)
    await ada.votes("Monday", on=message)
    await bob.votes("Monday", on=message)
    await bob.votes(on=message)
    told = await heard(api)

    number = sent["poll"]["id"]
    answers = [update["poll_answer"] for update in told if "poll_answer" in update]
    assert answers[0] == {
        "poll_id": number,
        "user": ada.user.as_json(),
        "option_ids": [1],
        "option_persistent_ids": ["1"],
    }
    assert [answer["option_ids"] for answer in answers] == [[1], [0], [0], []]
    states = [update["poll"] for update in told if "poll" in update]
    assert [counts(poll) for poll in states] == [[0, 1], [1, 0], [2, 0], [1, 0]]
    assert states[-1]["total_voter_count"] == 1
    assert {line_of(update) for update in sim.updates.history[-8:]} == {
        ("polls", int(number))
    }
    assert "Ada Lovelace votes for Friday in: (poll) When?" in sim.transcript(group)
    assert "Bob takes the vote back from: (poll) When?" in sim.transcript(group)


async def test_an_anonymous_poll_tells_counts_only(
    sim: Simulator, api: Api, ada: Person
) -> None:
    await api("sendPoll", chat_id=ada.id, **ASK)
    await heard(api)
    await ada.votes("Monday", on=ada.last)

    [told] = await heard(api)
    assert counts(told["poll"]) == [1, 0]


async def test_an_anonymous_administrator_votes_as_the_group(
    sim: Simulator, api: Api, ada: Person
) -> None:
    group = sim.group("Class 3b", ada, kind="supergroup")
    await ada.promotes(ada, in_=group, is_anonymous=True)
    await api("sendPoll", chat_id=group.id, is_anonymous=False, **ASK)
    await ada.votes("Monday", on=group.messages[-1])

    answer = (await heard(api))[-1]["poll_answer"]
    assert answer["voter_chat"]["id"] == group.id
    assert "user" not in answer


async def test_a_quiz_is_answered_once(
    sim: Simulator, api: Api, refused: Refused, ada: Person, bob: Person
) -> None:
    quiz = {**ASK, "type": "quiz", "correct_option_ids": [1], "explanation": "So."}
    sent = await api("sendPoll", chat_id=ada.id, **quiz)
    await ada.votes("Monday", on=ada.last)
    with pytest.raises(AssertionError, match="has voted already"):
        await ada.votes("Friday", on=ada.last)

    assert sent["poll"]["type"] == "quiz"
    assert sent["poll"]["correct_option_ids"] == [1]
    assert sent["poll"]["explanation"] == "So."
    wrong = {"chat_id": ada.id, **ASK, "type": "quiz"}
    for correct in ([], [2], [1, 0], [0, 0]):
        refusal = await refused("sendPoll", **wrong, correct_option_ids=correct)
        assert refusal == bad("wrong correct option ID specified")


async def test_several_options_only_where_the_poll_allows_them(
    api: Api, ada: Person
) -> None:
    await api("sendPoll", chat_id=ada.id, **ASK)
    with pytest.raises(AssertionError, match="one option only"):
        await ada.votes("Monday", "Friday", on=ada.last)
    with pytest.raises(AssertionError, match="no option 'Sunday'"):
        await ada.votes("Sunday", on=ada.last)
    await api("sendPoll", chat_id=ada.id, **ASK, allows_multiple_answers=True)
    await ada.votes("Monday", "Friday", on=ada.last)

    assert counts(ada.last.content["poll"]) == [1, 1]


async def test_a_poll_is_stopped_once_and_takes_no_votes_then(
    sim: Simulator, api: Api, refused: Refused, ada: Person
) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Next", "callback_data": "n"}]]}
    sent = await api("sendPoll", chat_id=ada.id, **ASK, reply_markup=keyboard)
    place = {"chat_id": ada.id, "message_id": sent["message_id"]}
    await heard(api)
    stopped = await api("stopPoll", **place)

    assert stopped["is_closed"] is True
    assert [update["poll"] for update in await heard(api)] == [stopped]
    assert ada.last.buttons == ()
    with pytest.raises(AssertionError, match="no open poll"):
        await ada.votes("Monday", on=ada.last)
    assert await refused("stopPoll", **place) == bad("poll has already been closed")
    assert await refused("stopPoll", chat_id=ada.id, message_id=99) == bad(
        "message with poll to stop not found"
    )
    text = await api("sendMessage", chat_id=ada.id, text="x")
    place["message_id"] = text["message_id"]
    assert await refused("stopPoll", **place) == bad("message is not a poll")
    hers = await ada.sends_poll()
    place["message_id"] = hers.id
    assert await refused("stopPoll", **place) == bad("poll can't be stopped")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"question": " "}, "text must be non-empty"),
        ({"question": "x" * 301}, "poll question length must not exceed 300"),
        ({"options": []}, "poll must have at least one answer option"),
        ({"options": [{"text": "x"}] * 13}, "poll can't have more than 12 options"),
        ({"options": [{"text": " "}]}, "text must be non-empty"),
        ({"options": [{"text": "x" * 101}]}, "poll options length must not exceed 100"),
        ({"type": "survey"}, "unsupported poll type specified"),
        ({"open_period": 60}, 'unknown parameter "open_period" of sendPoll'),
    ],
)
async def test_a_poll_that_cannot_be_is_refused(
    refused: Refused, ada: Person, given: dict[str, Any], words: str
) -> None:
    assert await refused("sendPoll", chat_id=ada.id, **{**ASK, **given}) == bad(words)


async def test_the_text_of_a_poll_cannot_be_edited(
    api: Api, refused: Refused, ada: Person
) -> None:
    sent = await api("sendPoll", chat_id=ada.id, **ASK)
    place = {"chat_id": ada.id, "message_id": sent["message_id"]}

    refusal = await refused("editMessageText", **place, text="x")
    assert refusal == bad("there is no text in the message to edit")


async def test_of_peoples_polls_the_bot_learns_no_votes_and_no_answers_before_the_end(
    sim: Simulator, api: Api, ada: Person, bob: Person
) -> None:
    group = sim.group("Class 3b", ada, bob)
    await ada.promotes(sim.bot, in_=group)
    await heard(api)
    quiz = await ada.sends_poll(to=group, correct=(0,), is_anonymous=False)
    await bob.votes("This", on=quiz)

    [told] = await heard(api)
    assert "correct_option_ids" not in told["message"]["poll"]
    assert counts(group.messages[-1].content["poll"]) == [1, 0]
    await ada.closes_poll(quiz)
    [closed] = await heard(api)
    assert closed["poll"]["is_closed"] is True
    assert closed["poll"]["correct_option_ids"] == [0]
    update = Update.de_json({"update_id": 1, **told}, None)
    assert update.message is not None
    assert update.message.poll is not None


async def test_a_person_cannot_ask_what_is_no_poll(ada: Person) -> None:
    with pytest.raises(AssertionError, match="2 to 12 options"):
        await ada.sends_poll("When?", ("Monday",))
    with pytest.raises(AssertionError, match="one of its options"):
        await ada.sends_poll(correct=(2,))
