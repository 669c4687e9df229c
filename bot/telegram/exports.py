"""Taking a canvas away: the choice of files, what stands under them, and a retry."""

from __future__ import annotations

from markupsafe import Markup

from bot.outgoing import Attachment, Button, Outgoing
from bot.telegram.buttons import Row, button
from bot.telegram.canvases import about_text
from bot.telegram.editing import back_button
from bot.telegram.menu import name_of
from bot.telegram.questions import Face
from bot.wording import Wording, later, shortened
from conversations.formats import Format, Paper
from conversations.interview import events as e
from conversations.interview import views as v

_LABELS: dict[Format, str] = {
    Format.PDF: later("📄 PDF"),
    Format.PNG: later("🖼 PNG"),
    Format.XLSX: later("📊 XLSX"),
    Format.CSV: later("🔢 CSV"),
    Format.MARKDOWN: later("📝 Markdown"),
    Format.JSON: later("💾 Data"),
    Format.SVG: later("📐 SVG"),
}

#: What each file is good for, under it.
_GOOD_FOR: dict[Format, str] = {
    Format.PDF: later("To print, and to send to anybody."),
    Format.PNG: later("The picture, sharp and uncompressed."),
    Format.XLSX: later("To sort and to filter: a sheet for each section."),
    Format.CSV: later("One line a note, for any spreadsheet."),
    Format.MARKDOWN: later("Open it and paste it into Notion, GitHub or any editor."),
    Format.JSON: later(
        "All of it, to keep. Send this file to me, and I make the same profile again."
    ),
    Format.SVG: later("The drawing, to change it in a drawing program."),
}

#: What most people want.
USUAL = (Format.PDF, Format.PNG, Format.XLSX)
_OTHERS = (Format.CSV, Format.MARKDOWN, Format.SVG)


def good_for(w: Wording, kind: Format) -> Markup:
    """What a file is good for."""
    return w.say(_GOOD_FOR[kind])


def format_row(w: Wording, profile: int) -> Row:
    """The usual files, and the way to all of them."""
    more = button(w.label("⋯ More"), e.ExportsTapped(profile))
    return (*(_format_button(w, profile, kind) for kind in USUAL), more)


def _format_button(w: Wording, profile: int, kind: Format) -> Button:
    return button(w.label(_LABELS[kind]), e.FormatTapped(profile, kind))


def exports_face(w: Wording, view: v.ShowExports) -> Face:
    """What a canvas can be taken away as."""
    number = view.profile.number
    name = name_of(w, view.profile.name)
    line = w.say("What shall I make of <b>{name}</b>?", name=name)
    hint = w.say("Tap it.")
    back = (back_button(w, view.profile),)
    if not view.more:
        return Face([line, hint], (format_row(w, number), back), line)
    letter = e.FormatTapped(number, Format.PDF, Paper.LETTER)
    keyboard = (
        tuple(_format_button(w, number, kind) for kind in USUAL),
        tuple(_format_button(w, number, kind) for kind in _OTHERS),
        (
            _format_button(w, number, Format.JSON),
            button(w.label("👀 Picture here"), e.PictureTapped(number)),
        ),
        (button(w.label("📄 PDF for US Letter paper"), letter),),
        (button(w.label("🗂 PDF, PNG and XLSX together"), e.AlbumTapped(number)),),
        back,
    )
    lines = [line, hint, Markup(""), *_about(w)]
    return Face(lines, keyboard, line)


def _about(w: Wording) -> list[Markup]:
    return [
        w.say("<b>{file}</b>: {use}", file=w.label(_LABELS[kind]), use=w.label(use))
        for kind, use in _GOOD_FOR.items()
    ]


def not_exported_face(w: Wording, view: v.ShowNotExported) -> Face:
    """Files could not be made; nothing is lost, and it can be tried again."""
    number = view.profile.number
    if view.too_much:
        line = w.say(
            "There is more in “{name}” than I can draw. A spreadsheet holds all of it.",
            name=shortened(name_of(w, view.profile.name), 80),
        )
        return Face([line], (format_row(w, number),), line)
    line = w.say(
        "I could not draw “{name}” just now. Your notes are safe. Please try again.",
        name=shortened(name_of(w, view.profile.name), 80),
    )
    retry: e.MenuTap
    match view.formats:
        case _ if view.picture:
            retry = e.PictureTapped(number)
        case (only,):
            retry = e.FormatTapped(number, only, view.paper)
        case _:
            retry = e.AlbumTapped(number)
    again = button(w.label("🔁 Try again"), retry)
    more = button(w.label("⋯ Something else"), e.ExportsTapped(number))
    return Face([line], ((again, more),), line)


def files_message(w: Wording, view: v.ShowFiles) -> Outgoing:
    """The files themselves; an album can have no buttons."""
    number = view.profile.number
    name = shortened(name_of(w, view.profile.name), 80)
    if view.picture:
        about = about_text(w, view.canvas)
    elif len(view.files) == 1:
        ending = view.files[0].name.rpartition(".")[2]
        about = good_for(w, Format(ending))
    else:
        about = w.say("To look at, to print and to work with.")
    return Outgoing(
        text=str(w.say("<b>{name}</b>", name=name) + Markup("\n") + about),
        keyboard=(format_row(w, number),) if view.picture else (),
        files=tuple(Attachment(file.key, file.name) for file in view.files),
        photo=view.picture,
    )


def refused_files(w: Wording) -> Outgoing:
    """Telegram did not take what was made."""
    text = w.say(
        "Telegram did not take the file I made. Your notes are safe: ask for it once "
        "more, and I make it anew."
    )
    return Outgoing(text=str(text))
