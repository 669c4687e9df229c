"""The command line: `run` on Telegram, `demo` in a browser, `gallery` to look at."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import sys
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.memory import settle_memory
from bot.stopping import stopped_by_signal

if TYPE_CHECKING:
    from bot.settings import Settings

HIGHEST_PORT = 65_535

#: Exit codes: all well, something broke, the person has to do something first.
OK, FAILED, TO_DO = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code."""
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], Coroutine[Any, Any, int]] = options.command
    return _run(command(options))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="customer-profile-bot",
        description="Interview people about their customers, in Telegram.",
    )
    commands = parser.add_subparsers(required=True)
    run = commands.add_parser("run", help="run the bot on Telegram")
    run.add_argument(
        "--take-over",
        action="store_true",
        help="replace or remove a webhook that is set for this bot elsewhere",
    )
    run.set_defaults(command=_bot)
    demo = commands.add_parser("demo", help="try the bot in a browser, without a token")
    demo.add_argument(
        "--port",
        type=_port,
        default=8765,
        help="where the page is; 0 takes any free one (default: %(default)s)",
    )
    demo.add_argument("--no-open", action="store_true", help="open no browser")
    demo.set_defaults(command=_demo)
    export = commands.add_parser(
        "export",
        help="write a profile to a file, while the bot runs or not",
        description="Without a profile, list those that there are.",
    )
    export.add_argument("profile", nargs="?", help="CHAT/NUMBER, as listed")
    export.add_argument(
        "--as", dest="formats", default="pdf", help="like pdf,xlsx (default: pdf)"
    )
    export.add_argument(
        "--to", type=Path, default=Path(), help="a folder (default: this one)"
    )
    export.add_argument("--letter", action="store_true", help="US Letter, not A4")
    export.set_defaults(command=_export)
    gallery = commands.add_parser("gallery", help="draw every template with samples")
    gallery.add_argument("--to", type=Path, required=True, help="a folder")
    gallery.set_defaults(command=_gallery)
    return parser


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > HIGHEST_PORT:
        raise argparse.ArgumentTypeError(f"a port is a number up to {HIGHEST_PORT}")
    return int(text)


def _run(coroutine: Coroutine[Any, Any, int]) -> int:
    """Run on uvloop; Ctrl-C is an ordinary end."""
    import uvloop

    settle_memory()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        try:
            return runner.run(coroutine)
        except KeyboardInterrupt:
            return OK


async def _bot(options: argparse.Namespace) -> int:
    from bot.logs import set_up_logging
    from bot.settings import SettingsError, settings_here
    from bot.starting import StartError
    from storage import StorageError

    try:
        settings = settings_here()
    except SettingsError as error:
        return _to_do(str(error))
    secrets = (settings.telegram_bot_token, settings.webhook.secret)
    set_up_logging(
        settings.log_level, [secret.get_secret_value() for secret in secrets if secret]
    )
    try:
        await _until_stopped(_listen(settings, take_over=options.take_over))
    except (StartError, StorageError) as error:
        return _to_do(str(error))
    return OK


async def _listen(settings: Settings, *, take_over: bool) -> None:
    """Run the bot for ever; cancel it to stop, at any time."""
    from bot.bootstrap import running_bot

    async with running_bot(settings, take_over=take_over) as bot:
        print(f"@{bot.username} is listening. Stop it with Ctrl-C.", flush=True)
        await bot.failed


async def _until_stopped(coroutine: Coroutine[Any, Any, None]) -> None:
    """Run until it ends or the process is asked to stop, and let it clean up."""
    work = asyncio.ensure_future(coroutine)
    stop = asyncio.ensure_future(stopped_by_signal())
    await asyncio.wait({stop, work}, return_when="FIRST_COMPLETED")
    stop.cancel()
    work.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await work


def _to_do(what: str) -> int:
    print(what, file=sys.stderr)
    return TO_DO


async def _demo(options: argparse.Namespace) -> int:
    try:
        from bot.demo import PortTakenError, run_demo
    except ModuleNotFoundError as error:
        if error.name != "aiohttp":
            raise
        return _to_do("The demo needs: pip install 'customer-profile-bot[demo]'")
    try:
        ended = await run_demo(
            options.port, os.environ, open_browser=not options.no_open
        )
    except PortTakenError as error:
        return _to_do(str(error))
    return OK if ended else FAILED


async def _export(options: argparse.Namespace) -> int:
    from bot.exports.command import NothingToExportError, export, listing
    from bot.exports.formats import Paper
    from bot.settings import SettingsError, settings_here
    from storage import StorageAwayError, StorageError

    try:
        url = settings_here().database_url
        if options.profile is None:
            print(await listing(url))
            return OK
        paper = Paper.LETTER if options.letter else Paper.A4
        formats = options.formats.split(",")
        for path in await export(url, options.profile, formats, options.to, paper):
            print(path)
    except StorageAwayError as error:
        return _to_do(
            f"The database cannot be used ({error}). See that it is there and that "
            "DATABASE_URL is right."
        )
    except (SettingsError, NothingToExportError, StorageError) as error:
        return _to_do(str(error))
    except OSError as error:
        return _to_do(f"The files cannot be written to {options.to}: {error}")
    return OK


async def _gallery(options: argparse.Namespace) -> int:
    from bot.exports.gallery import write_gallery
    from bot.packaged import packaged_guide
    from conversations.guides.model import load_guide

    kept = [packaged_guide(name) for name in ("priority", "segment")]
    guides = [load_guide(guide.structure, guide.words) for guide in kept]
    try:
        index = write_gallery(options.to, *guides)
    except OSError as error:
        return _to_do(f"The gallery cannot be written to {options.to}: {error}")
    print(f"Open {index} in a browser.")
    return OK
