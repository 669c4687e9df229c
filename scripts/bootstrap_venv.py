"""Make a virtual environment with the pip that lies beside this file.

Some Linux distributions ship Python without ensurepip, so that `python -m venv`
fails there. Bringing our own pinned pip works everywhere and the same way.
Standard library only: nothing is installed yet when this runs.
"""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

OLDEST = (3, 11)


def main() -> int:
    """Create the environment named on the command line; say what to do if not."""
    if sys.version_info < OLDEST:
        have = ".".join(map(str, sys.version_info[:3]))
        print(f"Python 3.11 or newer is needed, and this is {have}.")
        print("Name a newer one, for example: make PYTHON=python3.12 test")
        return 2
    target = Path(sys.argv[1])
    [wheel] = Path(__file__).parent.glob("pip-*.whl")
    venv.create(target, with_pip=False, clear=True)
    python = target / (
        "Scripts/python.exe" if sys.platform == "win32" else "bin/python"
    )
    install = [python, wheel / "pip", "install", "--quiet", "--no-index", wheel]
    return subprocess.run(list(map(str, install)), check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
