"""Take the README's pictures: drive the demo in a Chromium and photograph the chat.

Usage: python -m scripts.take_pictures

Needs a Chromium; takes about half a minute.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, expect, sync_playwright

PICTURES = Path(__file__).parent.parent / "docs" / "pictures"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PHONE = ViewportSize(width=390, height=900)

#: Milliseconds that anything in the page may take; the first start is slow.
PATIENCE = 30_000

JOBS = ("order beans without running out", "keep regulars coming back")
MORE_JOBS = ("do the books on Sunday", "find someone for Saturday's shift")
GAINS = ("evenings free", "beans are there on Monday")


def main() -> int:
    """Play an interview and take a picture in its middle and one at its end."""
    chromium = next(filter(None, map(shutil.which, BROWSERS)), None)
    if chromium is None:
        print("No Chromium is installed; apt-get install chromium", file=sys.stderr)
        return 2
    PICTURES.mkdir(parents=True, exist_ok=True)
    expect.set_options(timeout=PATIENCE)
    with running_demo() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium)
        page = browser.new_page(
            viewport=PHONE, device_scale_factor=2, has_touch=True, is_mobile=True
        )
        page.set_default_timeout(PATIENCE)
        page.goto(url)
        answer_the_jobs(page)
        take(page, "chat")
        order_the_jobs(page)
        answer_the_pains(page)
        answer_the_gains(page)
        take(page, "canvas")
        browser.close()
    return 0


@contextmanager
def running_demo() -> Iterator[str]:
    """The address of a demo that runs meanwhile."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "demo", "--no-open", "--port", port],
        env={**os.environ, "PACE_CHAT_BURST": "18"},  # nobody here reads along
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        if process.stdout is None or not process.stdout.readline().startswith("Open"):
            raise RuntimeError("the demo did not start")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE / 1000)


# --- what a founder does ------------------------------------------------------------


def sees(page: Page, text: str) -> None:
    """Wait until the newest card of the bot says this."""
    expect(page.locator("[data-from=bot]").last).to_contain_text(text)


def sends(page: Page, *notes: str) -> None:
    """Send notes in one message."""
    page.get_by_label("Message", exact=True).fill("\n".join(notes))
    page.get_by_role("button", name="Send").click()


def taps(page: Page, label: str) -> None:
    """Tap a button of the newest card that has it."""
    page.get_by_role("button", name=label, exact=True).last.click()


def answers(page: Page, question: str, *notes: str) -> None:
    """Answer a question in one message, or skip it, and go on."""
    sees(page, question)
    if notes:
        sends(page, *notes)
        sees(page, f"✓ {notes[-1]}")
    taps(page, "▶ Next" if notes else "⏭ Skip")


def rates(page: Page, *ratings: tuple[str, str]) -> None:
    """Tap labels, and wait for what each changes in the card."""
    for label, change in ratings:
        taps(page, label)
        sees(page, change)
    taps(page, "✓ Done")


# --- the story -----------------------------------------------------------------------


def answer_the_jobs(page: Page) -> None:
    """From the empty chat to the first notes."""
    taps(page, "Start")
    taps(page, "▶ Start")
    sees(page, "Who is your customer?")
    sends(page, "Owners of independent cafés")
    sees(page, "Which tasks")
    sends(page, JOBS[0])
    sees(page, f"✓ {JOBS[0]}")
    sends(page, JOBS[1], *MORE_JOBS)
    sees(page, f"✓ {MORE_JOBS[-1]}")


def order_the_jobs(page: Page) -> None:
    """From the first notes to the order of the jobs."""
    taps(page, "▶ Next")
    answers(page, "Which problems")
    answers(page, "Which needs")
    sees(page, "Would your customer say it this way?")
    taps(page, "✓ Yes, they would")
    sees(page, "How often does each come up?")
    ratings = ("1 weekly", ": weekly"), ("2 daily", ": daily"), ("3 monthly", "monthly")
    rates(page, *ratings)
    sees(page, "does a lot hang on")
    rates(page, ("1", f"{JOBS[0]} ✓"))
    sees(page, "These came out equal.")
    taps(page, JOBS[0])
    sees(page, f"1. {JOBS[0]}")
    taps(page, "▶ On to Pains")


def answer_the_pains(page: Page) -> None:
    """The pains and how bad they are."""
    answers(page, "before they get", "prices change every week")
    answers(page, "While they are at")
    answers(page, "what leaves them unhappy", "beans arrive stale")
    sees(page, "How bad is each?")
    rates(page, ("1 moderate", ": moderate"), ("2 severe", ": severe"))
    sees(page, "Pains, most important first:")
    taps(page, "▶ On to Gains")


def answer_the_gains(page: Page) -> None:
    """The gains, and the canvas."""
    answers(page, "Which results do they require?", GAINS[1])
    answers(page, "Which results do they expect?")
    answers(page, "What would surprise them pleasantly?", GAINS[0])
    sees(page, "Tap the gains, most wanted first.")
    rates(page, (GAINS[0], f"1. {GAINS[0]}"), (GAINS[1], f"2. {GAINS[1]}"))
    sees(page, "Gains, most important first:")
    taps(page, "▶ Show my canvas")
    sees(page, "Ask two real customers")


def take(page: Page, name: str) -> None:
    """Take a picture when nothing moves and no toast is in the way."""
    page.get_by_label("Message", exact=True).blur()
    expect(page.locator("#toast")).to_be_empty()
    path = PICTURES / f"{name}.png"
    page.screenshot(path=path, animations="disabled", caret="hide")
    print(f"{path.name}: {path.stat().st_size // 1024} kB")


if __name__ == "__main__":
    sys.exit(main())
