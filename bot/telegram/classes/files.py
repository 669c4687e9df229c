"""What a class came to as files, and the poster that invites to it."""

from __future__ import annotations

from markupsafe import Markup

from bot.deeds import ClassFiles, NoClassFiles
from bot.outgoing import Attachment, Button, Outgoing
from bot.telegram.buttons import Row
from bot.telegram.classes.buttons import Keys
from bot.telegram.classes.words import home_row
from bot.telegram.exports import USUAL, good_for
from bot.telegram.questions import Face
from bot.wording import Wording, later, shortened
from conversations.exercise import console_views as c
from conversations.exercise.class_canvas import ClassCanvas
from conversations.exercise.desk import FilesWanted, Screen
from conversations.formats import Format, Paper

#: What each file of a class is good for, where that is not what it is for a profile.
_GOOD_FOR: dict[Format, str] = {
    Format.PDF: later("To print: the canvas, and every note in full."),
    Format.XLSX: later(
        "A row for each note, the votes, and, where names are allowed, who took part."
    ),
    Format.JSON: later("All of it as data, for other programs."),
}

NAME_LENGTH = 80

_LABELS: dict[Format, str] = {
    Format.PDF: later("📄 PDF"),
    Format.PNG: later("🖼 Picture"),
    Format.XLSX: later("📊 Spreadsheet"),
    Format.CSV: later("🔢 CSV"),
    Format.MARKDOWN: later("📝 Markdown"),
    Format.JSON: later("💾 Data"),
    Format.SVG: later("📐 SVG"),
}
_OTHERS = (Format.CSV, Format.MARKDOWN, Format.JSON, Format.SVG)


def usual_row(w: Wording, keys: Keys) -> Row:
    """The usual files, and the way to all of them."""
    more = keys.look(w.label("⋯ Files"), Screen.FILES)
    return (*(_format_button(w, keys, kind) for kind in USUAL), more)


def files_face(w: Wording, keys: Keys, view: c.ShowFormats) -> Face:
    """Everything that a class can be taken away as."""
    head = w.say("📥 <b>What shall I make of it?</b>")
    lines = [head, Markup("")]
    lines += [
        w.say("<b>{file}</b>: {use}", file=w.label(label), use=_good_for(w, kind))
        for kind, label in _LABELS.items()
    ]
    lines += [
        Markup(""),
        w.say(
            "Tap one; it comes into this chat. Names stand in it only as far as you "
            "promised."
        ),
    ]
    letter = FilesWanted(0, Format.PDF, Paper.LETTER)
    keyboard = (
        tuple(_format_button(w, keys, kind) for kind in USUAL),
        tuple(_format_button(w, keys, kind) for kind in _OTHERS),
        (keys(w.label("📄 PDF for US Letter paper"), letter),),
        home_row(w, keys),
    )
    return Face(lines, keyboard, head)


def _format_button(w: Wording, keys: Keys, kind: Format) -> Button:
    return keys(w.label(_LABELS[kind]), FilesWanted(0, kind))


def _good_for(w: Wording, kind: Format) -> Markup:
    return w.say(_GOOD_FOR[kind]) if kind in _GOOD_FOR else good_for(w, kind)


def files_message(w: Wording, made: ClassFiles) -> Outgoing:
    """The files themselves."""
    if made.canvas is None:
        text = w.say(
            "<b>Show this on the wall.</b> Whoever scans it comes to their own chat "
            "with me and takes part."
        )
    else:
        name = made.canvas.segment or w.label("Your class")
        head = w.say("<b>{name}</b>", name=shortened(name, NAME_LENGTH))
        text = head + Markup("\n") + _about(w, made, made.canvas)
    return Outgoing(
        text=str(text),
        files=tuple(Attachment(file.key, file.name) for file in made.files),
        photo=made.picture,
        pinned=made.pinned,
    )


def _about(w: Wording, made: ClassFiles, canvas: ClassCanvas) -> Markup:
    if made.picture:
        return _contents(w, canvas)
    if len(made.files) > 1:
        return w.say("To look at, to print and to work with.")
    return _good_for(w, Format(made.files[0].name.rpartition(".")[2]))


def _contents(w: Wording, canvas: ClassCanvas) -> Markup:
    """How much there is on the picture, and from how many."""
    items = [i for one in canvas.sheets for s in one.sections for i in s.items]
    notes = w.count("{number} note", "{number} notes", len(items))
    people = w.count("from {number} person", "from {number} people", canvas.people)
    return w.say("{notes} {people}", notes=notes, people=people)


def no_files_message(w: Wording, missing: NoClassFiles) -> Outgoing:
    """Files could not be made; nothing is lost."""
    if missing.too_much:
        text = w.say(
            "There is more than I can draw. Ask for the spreadsheet: it holds it all."
        )
        label = w.label(_LABELS[Format.XLSX])
    else:
        text = w.say(
            "I could not make that file just now. Nothing is lost: please ask for it "
            "once more."
        )
        label = w.label("🔁 Try again")
    tap = missing.instead
    keyboard = ((Keys(tap.exercise)(label, tap.event),),) if tap else ()
    return Outgoing(text=str(text), keyboard=keyboard)
