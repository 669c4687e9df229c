"""Words for people: translated with gettext, and escaped in this one place.

Messages are written in English in the code and looked up in `locales/*.po`.
`say` gives Markup: whatever is put into its {placeholders} is escaped, so that
no text of a person can ever become HTML. `label` gives plain text for buttons.
"""

from __future__ import annotations

import gettext
import io
from importlib.resources import files

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from markupsafe import Markup

DOMAIN = "customer_profile_bot"


def later(message: str) -> str:
    """Mark a message for translation that is looked up when it is needed."""
    return message


class Wording:
    """The interface's words in one language."""

    def __init__(self, translations: gettext.NullTranslations | None = None) -> None:
        self._translations = translations or gettext.NullTranslations()

    def say(self, message: str, **values: object) -> Markup:
        """A translated message as HTML, its values escaped."""
        text = self._translations.gettext(message)
        return Markup(text).format(**values)  # noqa: S704 (our own catalogue)

    def label(self, message: str, **values: object) -> str:
        """A translated message as plain text."""
        return self._translations.gettext(message).format(**values)

    def count(self, one: str, many: str, number: int, **values: object) -> Markup:
        """A translated message in the plural form that `number` needs."""
        text = self._translations.ngettext(one, many, number)
        return Markup(text).format(number=number, **values)  # noqa: S704 (ditto)


def wording_for(language: str) -> Wording:
    """The words of a language; English where there is no catalogue for it."""
    catalogue = files("bot") / "locales" / f"{language}.po"
    if not catalogue.is_file():
        return Wording()
    with catalogue.open("rb") as source:
        parsed = read_po(source, locale=language, domain=DOMAIN)
    compiled = io.BytesIO()
    write_mo(compiled, parsed)
    compiled.seek(0)
    return Wording(gettext.GNUTranslations(compiled))


def shortened(text: str, longest: int) -> str:
    """A text on one line, cut with an ellipsis to at most `longest` characters."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"
