"""What a class came to as files, and the poster that invites to it."""

from __future__ import annotations

from markupsafe import Markup

from bot.deeds import ClassFiles, NoClassFiles
from bot.outgoing import Attachment, Outgoing
from bot.telegram.exports import good_for
from bot.wording import Wording, later, shortened
from conversations.exercise.class_canvas import ClassCanvas
from conversations.formats import Format

#: What each file of a class is good for, where that is not what it is for a profile.
_GOOD_FOR: dict[Format, str] = {
    Format.PDF: later("To print: the canvas, and every note in full."),
    Format.XLSX: later("A row for each note, the votes, and who took part."),
    Format.JSON: later("All of it as data, for other programs."),
}

NAME_LENGTH = 80


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
    kind = Format(made.files[0].name.rpartition(".")[2])
    return w.say(_GOOD_FOR[kind]) if kind in _GOOD_FOR else good_for(w, kind)


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
    else:
        text = w.say(
            "I could not make that file just now. Nothing is lost: please ask for it "
            "once more."
        )
    return Outgoing(text=str(text))
