"""Make `bot/exports/fonts/` from the fonts' npm packages: only what people write.

Needed again only when a font or what it has to cover changes. fontTools is no part
of the development environment; use one of its own:

    python3 -m venv /tmp/fonts && /tmp/fonts/bin/pip install fonttools
    mkdir /tmp/packages && cd /tmp/packages
    npm pack @expo-google-fonts/{inter,vazirmatn,noto-sans-hebrew,…}   # see FONTS
    /tmp/fonts/bin/python scripts/subset_fonts.py /tmp/packages

Each font keeps its licence, which stands beside it as `<package>.LICENSE.txt`.
"""

from __future__ import annotations

import sys
import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

FONTS_FOLDER = Path(__file__).parent.parent / "bot" / "exports" / "fonts"

#: Punctuation, currencies, arrows and the like that any script may use.
COMMON = (range(0x20, 0x7F), range(0xA0, 0x100), range(0x2000, 0x2070))


@dataclass(frozen=True, slots=True)
class Font:
    """A package, its file names' beginning, its styles, and what is kept of it.

    Without `characters` everything is kept. `shaped` is False for scripts whose
    characters stand one beside the other: their fonts' many variants are left out.
    """

    package: str
    name: str
    styles: tuple[str, ...]
    characters: frozenset[int] | None = None
    shaped: bool = True


def _all(*ranges: Iterable[int]) -> frozenset[int]:
    return frozenset(number for numbers in ranges for number in numbers)


def _common_in(
    codec: str, first: int, last: int, *, below: int = 0xFF
) -> Iterator[int]:
    """The characters from `first` to `last` that an older encoding has as two bytes.

    Encodings put rarer characters behind: only those before lead byte `below` count.
    """
    for number in range(first, last + 1):
        code = chr(number).encode(codec, errors="ignore")
        if len(code) == 2 and code[0] < below:
            yield number


HAN = (0x4E00, 0x9FFF)
#: Full-width punctuation, kana and full-width forms.
CJK_COMMON = (range(0x3000, 0x3100), range(0xFF00, 0xFFF0))

BOTH = ("400Regular", "600SemiBold")
FONTS = (
    Font(
        "inter",
        "Inter",
        BOTH,
        _all(
            *COMMON,
            range(0x100, 0x250),  # Latin
            range(0x2B0, 0x530),  # marks, Greek, Cyrillic
            range(0x1E00, 0x1F00),  # Vietnamese
            range(0x2070, 0x2400),  # small numbers, currencies, arrows, operators
            range(0x25A0, 0x2600),
        ),
    ),
    Font("vazirmatn", "Vazirmatn", BOTH),
    Font("noto-sans-hebrew", "NotoSansHebrew", BOTH),
    Font("noto-sans-devanagari", "NotoSansDevanagari", BOTH),
    Font("noto-sans-thai", "NotoSansThai", BOTH),
    Font(
        "noto-sans-sc",
        "NotoSansSC",
        ("400Regular",),
        _all(
            *CJK_COMMON,
            _common_in("gb2312", *HAN),
            _common_in("big5", *HAN, below=0xC9),
        ),
        shaped=False,
    ),
    Font(
        "noto-sans-jp",
        "NotoSansJP",
        ("400Regular",),
        _all(*CJK_COMMON, _common_in("shift_jis", *HAN)),
        shaped=False,
    ),
    Font(
        "noto-sans-kr",
        "NotoSansKR",
        ("400Regular",),
        _all(
            *CJK_COMMON,
            range(0x3130, 0x3190),
            _common_in("euc_kr", 0xAC00, 0xD7A3),
        ),
        shaped=False,
    ),
    Font("noto-emoji", "NotoEmoji", ("400Regular",)),
)


def main(packages: Path) -> None:
    """Write every font's kept part and its licence."""
    FONTS_FOLDER.mkdir(exist_ok=True)
    for font in FONTS:
        [archive] = packages.glob(f"*google-fonts-{font.package}-[0-9]*.tgz")
        with tarfile.open(archive) as files:
            licence = FONTS_FOLDER / f"{font.package}.LICENSE.txt"
            licence.write_bytes(_read(files, "package/LICENSE_FONT"))
            for style in font.styles:
                whole = _read(files, f"package/{style}/{font.name}_{style}.ttf")
                target = FONTS_FOLDER / f"{font.name}-{style[3:]}.ttf"
                target.write_bytes(_subset(whole, font))
                print(f"{target.name}: {target.stat().st_size / 1000:.0f} kB")


def _read(files: tarfile.TarFile, name: str) -> bytes:
    file = files.extractfile(name)
    if file is None:
        raise FileNotFoundError(name)
    return file.read()


def _subset(whole: bytes, kept: Font) -> bytes:
    from fontTools import subset
    from fontTools.ttLib import TTFont

    font = TTFont(BytesIO(whole), recalcTimestamp=False)
    options = subset.Options(
        hinting=False,
        name_IDs=["*"],
        notdef_outline=True,
        layout_features=subset.Options().layout_features if kept.shaped else [],
        drop_tables=[
            "DSIG",
            "STAT",
            *([] if kept.shaped else ["GSUB", "GPOS", "BASE"]),
        ],
    )
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=kept.characters or font.getBestCmap())
    subsetter.subset(font)
    result = BytesIO()
    font.save(result)
    return result.getvalue()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
