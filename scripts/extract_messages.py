"""Write the catalogue of the interface's messages, for translators to start from.

`--check` only says whether the catalogue is current (exit code 1 when it is not).
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "bot" / "locales" / "customer_profile_bot.pot"

#: The functions of `bot.wording` that take a message.
KEYWORDS = {"say": None, "label": None, "later": None, "count": (1, 2)}


def catalogue() -> bytes:
    """All messages in the code, sorted, without places or dates."""
    messages = Catalog(project="customer-profile-bot", fuzzy=False)
    found = extract_from_dir(ROOT / "bot", keywords=KEYWORDS, comment_tags=[])
    for _file, _line, message, _comments, context in found:
        messages.add(message, context=context)
    output = io.BytesIO()
    write_po(output, messages, sort_output=True, no_location=True, omit_header=True)
    return output.getvalue()


def main() -> int:
    """Write the catalogue, or check it."""
    fresh = catalogue()
    if "--check" in sys.argv:
        return 0 if TARGET.is_file() and TARGET.read_bytes() == fresh else 1
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_bytes(fresh)
    return 0


if __name__ == "__main__":
    sys.exit(main())
