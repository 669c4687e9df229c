"""Try an image as it is meant to run: an interview, a stop, and the rest of it.

`python -m scripts.try_image ENGINE IMAGE` starts the container with everything locked
that the documents say to lock, against the simulator on this machine. ENGINE is docker
or podman. The exit code is 0 if all was seen, 1 if not.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.playground import Person, Simulator

#: As docs/operating.md says to start it; only the network differs, which must lead to
#: the simulator's loopback address.
LOCKED = (
    *("--read-only", "--tmpfs", "/tmp"),
    *("--cap-drop", "all", "--security-opt", "no-new-privileges"),
)
#: Seconds for a container to come up on a busy machine, and for a clean stop, after
#: which engines lose their patience and kill.
START = 90.0
STOP = 10
#: Seconds for any other word to the engine.
PATIENCE = 60.0

#: What the container tells about itself. The rights are those of its first process,
#: the bot; a folder counts as writable if a file can be made there.
LOOK = """
import json, os, tempfile

def writable(folder):
    try:
        tempfile.TemporaryFile(dir=folder).close()
    except OSError:
        return False
    return True

with open("/proc/1/status") as file:
    status = dict(line.rstrip().split(":\\t", 1) for line in file if ":\\t" in line)
print(json.dumps({
    "users": sorted(set(map(int, status["Uid"].split()))),
    "capabilities": int(status["CapBnd"], 16) | int(status["CapEff"], 16),
    "no_new_privileges": status["NoNewPrivs"] == "1",
    "read_only_root": bool(os.statvfs("/").f_flag & os.ST_RDONLY),
    "writable": [f for f in ("/", "/app", "/etc", "/usr", "/data", "/tmp")
                 if writable(f)],
}))
"""


class NotProvenError(Exception):
    """Something was not as it must be; the message says what."""


@dataclass(frozen=True, slots=True)
class Engine:
    """Docker, or Podman, which takes the same words."""

    name: str

    async def says(self, *words: str) -> str:
        """Give the engine a command and return what it prints.

        Raises:
            NotProvenError: the command fails or takes too long.

        """
        process = await asyncio.create_subprocess_exec(
            *(self.name, *words),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            out, err = await asyncio.wait_for(process.communicate(), PATIENCE)
        except TimeoutError as error:
            process.kill()
            raise NotProvenError(f"{self.name} {words[0]} hangs") from error
        if process.returncode:
            raise NotProvenError(f"{self.name} {words[0]}: {err.decode().strip()}")
        return out.decode()

    async def forgets(self, *words: str) -> None:
        """Have something removed that may be gone already."""
        try:
            await self.says(*words)
        except NotProvenError:
            return


@dataclass(frozen=True, slots=True)
class Container:
    """A running bot."""

    engine: Engine
    name: str
    process: asyncio.subprocess.Process

    async def awaits(self, step: Awaitable[object]) -> None:
        """Wait for something a person sees, but not once the container is over.

        Raises:
            NotProvenError: it ended before that.

        """
        seen = asyncio.ensure_future(step)
        over = asyncio.ensure_future(self.process.wait())
        await asyncio.wait({seen, over}, return_when=asyncio.FIRST_COMPLETED)
        over.cancel()
        if not seen.done():
            seen.cancel()
            raise NotProvenError(f"the container ends by itself with {over.result()}")
        await seen

    async def looks_at_itself(self) -> dict[str, Any]:
        """Tell its user, its rights and where it can write."""
        python = "/app/bin/python"
        told = await self.engine.says("exec", self.name, python, "-c", LOOK)
        found: dict[str, Any] = json.loads(told)
        return found

    async def stops(self) -> float:
        """Ask it to stop as an operator does, and return the seconds it took.

        Raises:
            NotProvenError: it had to be killed or did not end with 0.

        """
        began = time.monotonic()
        await self.engine.says("stop", "-t", str(STOP), self.name)
        code = await asyncio.wait_for(self.process.wait(), PATIENCE)
        if code:
            raise NotProvenError(f"stopped, the container ends with {code}, not 0")
        return time.monotonic() - began


@dataclass(frozen=True, slots=True)
class Trial:
    """One image on one engine; its containers share a volume."""

    engine: Engine
    image: str
    name: str
    sim: Simulator

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Container]:
        """A container that is gone at the end; if all is not well its log is told."""
        with tempfile.TemporaryFile() as log:
            process = await asyncio.create_subprocess_exec(
                *self._command(),
                env={
                    **os.environ,
                    "TELEGRAM_BOT_TOKEN": self.sim.token,
                    "API_BASE_URL": self.sim.url,
                },
                stdout=log,
                stderr=log,
            )
            try:
                yield Container(self.engine, self.name, process)
            except BaseException:
                log.seek(0)
                print(f"-- the container's log:\n{log.read().decode()}--")
                raise
            finally:
                await self.engine.forgets("rm", "--force", self.name)
                await asyncio.wait_for(process.wait(), PATIENCE)

    def _command(self) -> list[str]:
        return [
            *(self.engine.name, "run", "--rm", "--name", self.name),
            *("--pull", "never", "--network", "host", *LOCKED),
            *("--env", "TELEGRAM_BOT_TOKEN", "--env", "API_BASE_URL"),
            *("--volume", f"{self.name}:/data", self.image),
        ]


def says(what: str) -> None:
    """Tell a step that was seen."""
    print(f"   seen: {what}", flush=True)


def check(found: dict[str, Any]) -> None:
    """Hold what a container tells about itself against what is promised.

    Raises:
        NotProvenError: one of the promises is not kept.

    """
    promises = {
        "the bot is not root": 0 not in found["users"],
        "it has no capability": not found["capabilities"],
        "it cannot gain privileges": found["no_new_privileges"],
        "the root file system is read-only": found["read_only_root"],
        "it writes to /data and /tmp alone": found["writable"] == ["/data", "/tmp"],
    }
    broken = [promise for promise, kept in promises.items() if not kept]
    if broken:
        raise NotProvenError(f"not so: {', '.join(broken)}; it tells {found}")
    says(f"user {found['users'][0]}; " + "; ".join(promises))


async def begins(trial: Trial, ada: Person) -> None:
    """The first container: an interview begins in it."""
    async with trial.running() as container:
        await ada.sends("/start")
        await container.awaits(ada.taps("Start", timeout=START))
        await ada.sees("Who is your customer?")
        says("/start and a tap bring the first question")
        await ada.sends("Owners of independent cafés")
        await ada.sees("Which tasks is your customer trying to get done?")
        says("a segment brings the second")
        check(await container.looks_at_itself())
        says(f"asked to stop, it ends with 0 after {await container.stops():.1f} s")


async def goes_on(trial: Trial, ada: Person) -> None:
    """The second container on the same volume: the interview goes on."""
    await ada.sends("order beans without running out")
    async with trial.running() as container:
        noted = ada.sees("✓ order beans without running out", timeout=START)
        await container.awaits(noted)
        await ada.taps("Next")
        await ada.sees("Which problems does your customer want solved?")
        says("a second container takes the note sent meanwhile, and asks on")
        says(f"asked to stop, it ends with 0 after {await container.stops():.1f} s")


async def prove(engine: Engine, image: str) -> None:
    """Play the whole story, and leave nothing behind."""
    name = f"try-image-{os.getpid()}"
    size = await engine.says("image", "inspect", "--format", "{{.Size}}", image)
    print(f"== Trying the image ({int(size) / 1e6:.0f} MB) with {engine.name}")
    async with Simulator(limits=None) as sim:
        trial = Trial(engine, image, name, sim)
        ada = sim.person("Ada")
        try:
            await begins(trial, ada)
            await goes_on(trial, ada)
        finally:
            await engine.forgets("volume", "rm", "--force", name)


def main() -> int:
    """Prove it, or say what is not so."""
    [engine, image] = sys.argv[1:]
    try:
        asyncio.run(prove(Engine(Path(engine).name), image))
    except (AssertionError, NotProvenError, TimeoutError) as error:
        print(f"NOT PROVEN: {str(error) or 'it takes too long'}", file=sys.stderr)
        return 1
    print(
        f"PROVEN with {engine}: without root, capabilities or a writable root file "
        "system the image interviews, stops cleanly when asked, and goes on in a "
        "second container on the same volume."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
