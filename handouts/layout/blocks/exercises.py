"""Exercises: pictures beside the words, or above them in a narrow column; each is one piece."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from handouts.document.blocks import Exercise, Exercises, Picture, Video
from handouts.document.text import Text, plain
from handouts.document.units import mm
from handouts.layout.blocks.dispatch import lay_out_block, lays_out
from handouts.layout.blocks.list_items import centre_on_first_line
from handouts.layout.blocks.qr_codes import tag_code
from handouts.layout.form_fields import WRITING_PITCH, make_box, make_lines
from handouts.layout.graphics import AlarmSign
from handouts.layout.look import Look
from handouts.layout.pieces import (
    Atom,
    Decoration,
    Piece,
    PieceGroup,
    Placed,
    Tagged,
    stack_atoms,
)
from handouts.layout.roles import Role
from handouts.layout.typesetting import (
    fit_artwork,
    tag_lines,
    tag_picture,
    typeset_lines,
)
from handouts.pdf.drawing.pictures import measure_picture
from handouts.pdf.drawing.qr import QUIET_ZONE, count_modules

WIDE = 25.0
"""From how many type sizes on a column holds pictures beside words."""

PICTURE_SHARES = {0: 0.0, 1: 0.34, 2: 0.6, 3: 0.6}
"""The share of a wide column for pictures, by the most that one exercise has."""

BETWEEN_EXERCISES = 3.0
"""The price of ending a panel between two exercises."""

GROWTHS = (1.2, 1.45)
"""How many times as high as usual the pictures may be on a panel that has room."""

QR_SIZE, QR_MODULE = mm(24), mm(0.55)
"""The least width of a QR code and of one of its modules."""


@lays_out(Exercises)
def _lay_out_exercises(
    block: Exercises, look: Look, width: float, parent: Role
) -> tuple[Atom, ...]:
    role = Role("L", parent, numbering="Decimal")
    most = max(len(exercise.pictures) for exercise in block.items)
    picture_width = 0.0
    if width >= WIDE * look.size and not look.scale.large:
        picture_width = round(PICTURE_SHARES[most] * width, 2)
    layout = _ExerciseLayout(look, width, picture_width, block.is_form)
    gap = look.step * (3 if picture_width else 2.6)
    atoms = [
        _make_atom(list(layout.lay_out_sizes(exercise, number, role)), gap)
        for number, exercise in enumerate(block.items, block.start)
    ]
    atoms[0] = replace(atoms[0], before=look.step)
    atoms[-1] = replace(atoms[-1], split=0.0)
    return tuple(atoms)


def _make_atom(sizes: list[PieceGroup], gap: float) -> Atom:
    """The atom of an exercise in several sizes."""
    larger = tuple(sizes[1:])
    atom = Atom(sizes[0], before=gap, split=BETWEEN_EXERCISES)
    return replace(atom, larger=larger, in_step=True, alike=True)


class _ExerciseLayout:
    """Lays out exercises of one block, ``width`` points wide.

    The pictures have a column of ``picture_width`` at the left; if that is 0, they are between
    the name and the other words.
    """

    def __init__(self, look: Look, width: float, picture_width: float, is_form: bool) -> None:
        self.look = look
        self.picture_width = picture_width
        self.left = picture_width + look.size * 1.2 if picture_width else 0.0
        self.width, self.words_width = width, width - self.left
        self.is_form = is_form

    def lay_out_sizes(self, exercise: Exercise, number: int, role: Role) -> Iterator[PieceGroup]:
        """Yield one exercise as one piece, with its pictures as usual and, if it can be, larger."""
        item = Role("LI", role, address=exercise.address)
        body = Role("LBody", item)
        least = 0.0
        for growth in (1.0, *GROWTHS):
            tallest = self.look.picture * growth
            piece = self._lay_out(exercise, number, item, body, tallest)
            if piece.height <= least:
                return
            yield piece
            least = piece.height + 0.5

    def _lay_out(
        self, exercise: Exercise, number: int, item: Role, body: Role, tallest: float
    ) -> PieceGroup:
        """Lay out one exercise: number, name, pictures of a height at most, words."""
        gap = self.look.step * 0.6
        head = self._lay_out_head(exercise.name, number, item, body)
        if self.picture_width:
            pictures = self._lay_out_pictures(exercise.pictures, self.picture_width, tallest, body)
            words = stack_atoms(self._list_words(exercise, body))
            # The name is read first, then what the pictures show, then the words below the name.
            down = head.height + gap
            parts = (Placed(head, self.left), Placed(pictures), Placed(words, self.left, down))
            return PieceGroup(max(pictures.height, down + words.height), parts)
        pictures = self._lay_out_pictures(exercise.pictures, self.width, tallest, body)
        above = [Atom(head), Atom(pictures, before=gap)] if pictures.parts else [Atom(head)]
        below = [
            replace(atom, before=max(gap, atom.before)) for atom in self._list_words(exercise, body)
        ]
        return stack_atoms([*above, *below])

    def _lay_out_head(self, name: Text, number: int, item: Role, body: Role) -> PieceGroup:
        """The number and the name; on a form, a box to tick comes first."""
        look, style = self.look, self.look.label_style
        numeral = typeset_lines(plain(str(number)), style, look.size * 3)
        left = look.size * 1.5 if self.is_form else 0.0
        parts = [Placed(Tagged(numeral, Role("Lbl", item)), left)]
        if self.is_form:
            tickbox = look.words.labels["tickbox"]
            role = Role("Form", body, alt=tickbox, field="cb", about=name.words)
            box = make_box(look.size, look.shade("main"), name.words, style)
            down = centre_on_first_line(look.size, style)
            parts.append(Placed(Tagged(box, role), 0.0, down))
        left = round(left + numeral.setting.width + look.size * 0.6, 2)
        title = tag_lines(name, style, self.words_width - left, body)
        return PieceGroup(title.height, (*parts, Placed(title, left)))

    def _list_words(self, exercise: Exercise, body: Role) -> Iterator[Atom]:
        """How to do it, the dose, when to stop and the video, one below the other."""
        look, width = self.look, self.words_width
        for block in exercise.how:
            yield from lay_out_block(block, look, width, body)
        if exercise.amount:
            amount = tag_lines(exercise.amount, look.item_style, width, body)
            yield Atom(amount, before=look.step * 0.8)
        if self.is_form:
            yield Atom(self._lay_out_dose_line(exercise.name, body), before=look.step * 0.4)
        if exercise.stop_if:
            yield Atom(self._lay_out_stop(exercise.stop_if, body), before=look.step * 0.8)
        if exercise.video:
            yield Atom(self._lay_out_video(exercise.video, body), before=look.step * 0.8)

    def _lay_out_dose_line(self, name: Text, body: Role) -> PieceGroup:
        """A line on which a dose is written by hand, after its label."""
        look = self.look
        label = plain(look.words.labels["dose"])
        lines = typeset_lines(label, replace(look.caption_style, strong=True), self.words_width)
        indent = round(lines.setting.width + look.size * 0.5, 2)
        down = WRITING_PITCH - lines.setting.first_baseline
        spoken = f"{name.words}: {label.words}"
        measure = self.words_width - indent
        line = make_lines(1, measure, look.shade("main"), spoken)
        words = look.words.labels["line"]
        role = Role("Form", body, alt=words, field="tv", about=spoken)
        label_piece = Tagged(lines, Role("P", body))
        parts = (Placed(label_piece, 0.0, down), Placed(Tagged(line, role), indent))
        return PieceGroup(WRITING_PITCH + look.step / 2, parts)

    def _lay_out_stop(self, text: Text, body: Role) -> PieceGroup:
        """When to stop, after a disc with an exclamation mark."""
        look, style = self.look, self.look.item_style
        size = round(style.size * 1.15, 2)
        indent = size + look.size * 0.45
        words = tag_lines(text, style, self.words_width - indent, body)
        down = centre_on_first_line(size, style)
        mark = max(look.size * 0.85, look.scale.small) * 0.7
        sign = Decoration(AlarmSign(size, look.shade("accent"), mark))
        parts = (Placed(sign, 0.0, down), Placed(words, indent))
        return PieceGroup(max(words.height, down + size), parts)

    def _lay_out_video(self, video: Video, body: Role) -> Piece:
        """The line that names a video, and on paper its QR code at the left."""
        look = self.look
        if look.scale.on_screen:
            return tag_lines(video.line, look.body_style, self.words_width, body)
        modules = count_modules(video.target)
        size = max(QR_SIZE, modules * QR_MODULE)
        # The quiet zone is white on white: align the modules, not the zone, with the text.
        quiet = size * QUIET_ZONE / modules
        code = tag_code(video.target, size, look, body, video.qr_alt, video.address)
        left = size - 2 * quiet + look.size * 0.8
        line = tag_lines(video.line, look.body_style, self.words_width - left, body)
        foot = size - 2 * quiet
        parts = (Placed(line, left), Placed(code, -quiet, -quiet))
        return PieceGroup(max(line.height, foot), parts)

    def _lay_out_pictures(
        self, pictures: Sequence[Picture], width: float, tallest: float, body: Role
    ) -> PieceGroup:
        """Pictures side by side, all of one height, ``tallest`` at most."""
        gap = self.look.size * 0.6
        if not pictures:
            return PieceGroup(0.0, ())
        sizes = [
            measure_picture(each.artwork.name, each.artwork.kind, each.artwork.content)
            for each in pictures
        ]
        ratios = [wide / high for wide, high in sizes]
        height = min(tallest, (width - gap * (len(pictures) - 1)) / sum(ratios))
        parts, x = [], 0.0
        for picture, ratio in zip(pictures, ratios, strict=True):
            drawn = fit_artwork(picture.artwork, height * ratio, height)
            parts.append(Placed(tag_picture(picture, drawn, body), x))
            x += height * ratio + gap
        return PieceGroup(height, tuple(parts))
