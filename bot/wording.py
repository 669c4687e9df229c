"""Words for people: translated with gettext, and escaped in this one place.

Messages are written in English in the code and looked up in `locales/*.po`.
`say` gives Markup: whatever is put into its {placeholders} is escaped, so that
no text of a person can ever become HTML. `label` gives plain text for buttons.
"""

from __future__ import annotations

import gettext
import io
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache, partial
from importlib.resources import files
from string import Formatter

from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from markupsafe import Markup, escape

DOMAIN = "customer_profile_bot"


def later(message: str) -> str:
    """Mark a message for translation that is looked up when it is needed."""
    return message


#: A text that is HTML already, made a Markup without being looked at again.
_markup: Callable[[str], Markup] = partial(str.__new__, Markup)


def filled(template: str, *values: object) -> Markup:
    """Our own HTML, its {} filled with values that are escaped.

    Like Markup.format, but quick: every card is made of a dozen of these.
    """
    return _markup(_percented(template) % tuple(map(_html, values)))


def _filled_by_name(template: str, values: Mapping[str, object]) -> Markup:
    escaped = {name: _html(value) for name, value in values.items()}
    return _markup(_percented(template) % escaped)


@lru_cache(maxsize=4096)
def _percented(template: str) -> str:
    """A template of {} or {names} for `%`, which fills it twice as fast."""
    parts = []
    for text, name, _, _ in Formatter().parse(template):
        parts.append(text.replace("%", "%%"))
        if name is not None:
            parts.append(f"%({name})s" if name else "%s")
    return "".join(parts)


def _html(value: object) -> object:
    """A value escaped as Markup does it, without making a Markup of each."""
    if type(value) is not str:
        return value if isinstance(value, (int, Markup)) else escape(value)
    text = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("'", "&#39;").replace('"', "&#34;")


class Wording:
    """The interface's words in one language."""

    def __init__(
        self, translations: gettext.NullTranslations | None = None, language: str = "en"
    ) -> None:
        self._translations = translations or gettext.NullTranslations()
        self._language = language

    def say(self, message: str, **values: object) -> Markup:
        """A translated message as HTML, its values escaped."""
        return _filled_by_name(self._translations.gettext(message), values)

    def label(self, message: str, **values: object) -> str:
        """A translated message as plain text."""
        return self._translations.gettext(message).format(**values)

    def day(self, at: date) -> str:
        """A day, as it is written in a list."""
        return format_date(at, "medium", locale=self._language)

    def count(self, one: str, many: str, number: int, **values: object) -> Markup:
        """A translated message in the plural form that `number` needs."""
        text = self._translations.ngettext(one, many, number)
        return _filled_by_name(text, {"number": number, **values})


def wording_for(language: str) -> Wording:
    """The words of a language; English where there is no catalogue for it."""
    catalogue = files("bot") / "locales" / f"{language}.po"
    if not catalogue.is_file():
        return Wording(language=language)
    with catalogue.open("rb") as source:
        parsed = read_po(source, locale=language, domain=DOMAIN)
    compiled = io.BytesIO()
    write_mo(compiled, parsed)
    compiled.seek(0)
    return Wording(gettext.GNUTranslations(compiled), language)


def shortened(text: str, longest: int) -> str:
    """A text on one line, cut with an ellipsis to at most `longest` characters."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"
