"""The poster that a class scans: its code is the link, and it can be read from afar."""

from __future__ import annotations

import io
from datetime import date

import pytest
import segno
from PIL import Image

from bot.exports.drawing import as_pdf
from bot.exports.formats import Format, Poster
from bot.exports.invitation import poster_data
from bot.exports.making import made
from tests.exports.drawn import words_of

LINK = "https://t.me/CustomerProfileBot?start=j12-1-abcdefghijklmnopqrst_-"


def poster(title: str = "Business models, spring term") -> Poster:
    return Poster(title, LINK, "en", date(2026, 11, 26))


def test_the_code_on_the_wall_is_the_link() -> None:
    """Module by module; that such a code says so is segno's to know."""
    picture = Image.open(io.BytesIO(made(poster(), Format.PNG))).convert("L")
    assert picture.size == (1920, 1080)
    # The panel of the code reaches from edge to edge of what the margins leave.
    margin, side = 14 * 6, (180 - 28) * 6
    wanted = segno.make_qr(LINK, error="q").matrix
    step = side / (len(wanted) + 8)
    shown = [
        [
            picture.getpixel(
                (margin + round((x + 4.5) * step), margin + round((y + 4.5) * step))
            )
            == 0
            for x in range(len(wanted))
        ]
        for y in range(len(wanted))
    ]
    assert shown == [[bool(module) for module in row] for row in wanted]
    quiet = [(margin + round(at * step), margin + 2) for at in range(len(wanted))]
    assert all(picture.getpixel(place) == 255 for place in quiet[2:])


@pytest.mark.parametrize(
    "title", ["Business models", "", "W" * 120, "שיעור עסקים", "#panic() *x*"]
)
def test_it_says_what_it_is_and_what_to_do_on_one_page(title: str) -> None:
    data = poster_data(poster(title))
    text = words_of(as_pdf(data, date(2026, 11, 26)))
    assert "Scan,pressStart,answerinprivate" in text
    assert LINK.removeprefix("https://") in text
    shown = title or "Join the class"
    if shown.isascii():
        assert "".join(shown.split()) in text
