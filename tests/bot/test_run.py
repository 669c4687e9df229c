"""`run` as an operator sees it: clear lines, exit codes, discreet logs."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.playground import Fault, Person, Simulator, refuse, reset
from tests.bot.founders import begins
from tests.bot.processes import Ended, bot_process, environment, start_bot


def one_clear_message(ended: Ended, about: str) -> None:
    assert ended.code == 2
    assert about in ended.err
    assert "Traceback" not in ended.err + ended.out


@pytest.mark.parametrize("empty", [{}, {"TELEGRAM_BOT_TOKEN": ""}])
async def test_without_a_token_it_says_how_to_get_one(
    sim: Simulator, tmp_path: Path, empty: dict[str, str]
) -> None:
    settings = environment(sim, tmp_path)
    del settings["TELEGRAM_BOT_TOKEN"]
    settings |= empty
    ended = await (await start_bot(settings, tmp_path)).ended()
    one_clear_message(ended, "@BotFather")
    assert "make demo" in ended.err


async def test_a_wrong_token_is_named_without_being_shown(
    sim: Simulator, tmp_path: Path
) -> None:
    async with bot_process(sim, tmp_path, TELEGRAM_BOT_TOKEN="42:WRONG") as bot:
        ended = await bot.ended()
    one_clear_message(ended, "Telegram does not know this token")
    assert "42:WRONG" not in ended.err + ended.out


async def test_a_token_from_a_file_will_do(
    sim: Simulator, ada: Person, tmp_path: Path
) -> None:
    settings = environment(sim, tmp_path)
    (tmp_path / ".env").write_text(
        f"TELEGRAM_BOT_TOKEN={settings.pop('TELEGRAM_BOT_TOKEN')}\n"
    )
    bot = await start_bot(settings, tmp_path)
    try:
        await begins(ada)
    finally:
        ended = await bot.terminate()
    assert ended.code == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("POLL_TIMEOUT", "900"),
        ("LOG_LEVEL", "loud"),
        ("API_BASE_URL", "api.telegram.org"),
        ("TELEGRAM_BOT_TOKEN", '"42:quoted"'),
        ("DATABASE_URL", "sqlite:////dev/null/bot.sqlite3"),
    ],
)
async def test_a_setting_that_will_not_do_is_named(
    sim: Simulator, tmp_path: Path, name: str, value: str
) -> None:
    async with bot_process(sim, tmp_path, **{name: value}) as bot:
        one_clear_message(await bot.ended(), name)


async def test_a_file_of_settings_that_is_no_text_is_named(
    sim: Simulator, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("TELEGRAM_BOT_TOKEN=42:TEST", encoding="utf-16")
    async with bot_process(sim, tmp_path) as bot:
        one_clear_message(await bot.ended(), ".env")


async def test_a_webhook_set_elsewhere_is_left_alone(
    sim: Simulator, tmp_path: Path
) -> None:
    await set_webhook(sim)
    async with bot_process(sim, tmp_path) as bot:
        one_clear_message(await bot.ended(), "--take-over")
    assert sim.ledger.calls("deleteWebhook") == []


async def test_a_webhook_is_removed_when_asked(
    sim: Simulator, ada: Person, tmp_path: Path
) -> None:
    await set_webhook(sim)
    async with bot_process(sim, tmp_path, "--take-over"):
        await begins(ada)
    [call] = sim.ledger.calls("deleteWebhook")
    assert "drop_pending_updates" not in call.params


async def test_a_second_bot_on_the_same_database_is_refused(
    sim: Simulator, ada: Person, tmp_path: Path
) -> None:
    async with bot_process(sim, tmp_path):
        await begins(ada)
        async with bot_process(sim, tmp_path) as second:
            one_clear_message(await second.ended(), "database")


async def test_no_log_holds_the_token_or_what_people_write(
    sim: Simulator, ada: Person, tmp_path: Path
) -> None:
    async with bot_process(sim, tmp_path, LOG_LEVEL="DEBUG") as bot:
        await begins(ada, "canary-segment")
        for action in (refuse(500), reset(), refuse(400, "Bad Request: nonsense")):
            sim.faults.add(Fault(action, method="sendMessage"))
            await ada.sends("canary-note")
        sim.inject({"message": {"text": "canary-poison", "chat": chat_of(ada)}})
        await ada.sees("Something went wrong on my side")
        await sim.settled()
        ended = await bot.terminate()
    logged = ended.out + ended.err
    assert "set aside" in logged
    assert "canary" not in logged
    assert sim.token not in logged
    assert sim.token.split(":")[1] not in logged


def chat_of(person: Person) -> dict[str, object]:
    return {"id": person.id, "type": "private", "first_name": person.name}


async def set_webhook(sim: Simulator) -> None:
    import aiohttp

    async with aiohttp.ClientSession() as session:
        url = f"{sim.url}/bot{sim.token}/setWebhook"
        async with session.post(
            url, data={"url": "https://example.org/hook"}
        ) as answer:
            assert (await answer.json())["ok"]
