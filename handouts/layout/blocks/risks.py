"""Risks: a sentence for each, and dots drawn to scale, beside the sentence or below it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from handouts.document.blocks import Risk, Risks
from handouts.layout.blocks.dispatch import lays_out
from handouts.layout.blocks.list_items import lay_out_list, tag_body
from handouts.layout.graphics import LEAST_PITCH, Dots, fit_dots
from handouts.layout.look import Look
from handouts.layout.pieces import Artifact, Atom, PieceGroup, Placed
from handouts.layout.prices import NEVER
from handouts.layout.roles import Role
from handouts.layout.typesetting import tag_lines
from handouts.text.setting import measure_text, typeset_text

_LINES_BESIDE = 2
"""The most lines of a sentence beside its dots."""


PITCH, WIDE_PITCH, WIDE = 0.45, 0.7, 20.0
"""The greatest distance of dots in type sizes, and that in a column of so many type sizes."""

PITCH_BELOW = 0.6
"""The same for dots below a sentence, which have the column for themselves."""

GROWTHS = (1.0, 1.15, 1.4, 1.8, 2.3)
"""How much larger dots are where there is room for them, in blocks of short rows."""

LONG_ROW, SHORT_ROW = 50, 20
"""The most dots in a row, and in one of such a block."""

LEAST_SHARE = 0.42
"""The least distance of dots in type sizes: beside large type, small dots would be lost."""

LARGER = 1.6
"""How much larger the smallest dots are in large print, and on a screen that a hand can hold."""


@lays_out(Risks)
def _lay_out_risks(block: Risks, look: Look, width: float, parent: Role) -> tuple[Atom, ...]:
    role = Role("L", parent, numbering="None")
    items = [Role("LI", role) for _ in block.items]
    beside = list(_list_beside(block, look, width, items))
    if look.scale.large or look.scale.on_screen:
        beside = beside[-1:]
    while len(beside) > 1 and _measure(beside[1]) <= _measure(beside[0]):
        del beside[0]  # what is larger and makes nothing higher is better
    if beside:
        gap = look.step * 0.8
        sizes: list[tuple[PieceGroup, ...]] = list(zip(*beside, strict=True))
    else:
        gap = look.step * 1.2
        sizes = [
            tuple(_list_below(risk, look, width, item))
            for risk, item in zip(block.items, items, strict=True)
        ]
    listed = tuple(
        replace(atom, larger=tuple(larger), in_step=True)
        for atom, (_, *larger) in zip(
            lay_out_list([usual for usual, *_ in sizes], look.step, gap), sizes, strict=True
        )
    )
    if not block.key:
        return listed
    key = Atom(tag_lines(block.key, look.caption_style, width, parent), before=look.step * 0.5)
    return (*listed[:-1], replace(listed[-1], split=NEVER), key)


def _measure(pieces: list[PieceGroup]) -> float:
    return sum(piece.height for piece in pieces)


def _list_beside(
    block: Risks, look: Look, width: float, items: list[Role]
) -> Iterator[list[PieceGroup]]:
    """Yield all risks with their dots beside their sentences, as usual, then larger.

    All are beside their dots, or all above them: then nothing is yielded.
    """
    for growth in GROWTHS:
        dots = [_draw_block(risk, look, width, growth) for risk in block.items]
        measure = _measure_beside(block.items, dots, look, width)
        if not measure:
            return
        yield [
            _lay_out_beside(risk, drawn, look, width, measure, item)
            if drawn
            else _lay_out_below(risk, None, look, width, item)
            for risk, drawn, item in zip(block.items, dots, items, strict=True)
        ]


def _list_below(risk: Risk, look: Look, width: float, item: Role) -> Iterator[PieceGroup]:
    """Yield a risk with its dots below its sentence, as usual, then larger and each time higher."""
    usual = _draw_risk(risk, look, width)
    yield _lay_out_below(risk, usual, look, width, item)
    highest = usual.height if usual else 0.0
    for growth in GROWTHS:
        dots = _draw_risk(risk, look, width, growth)
        if dots and dots.height > highest + 0.5:
            highest = dots.height
            yield _lay_out_below(risk, dots, look, width, item)


def _draw_block(risk: Risk, look: Look, width: float, growth: float) -> Dots | None:
    """The dots of a risk as a block of short rows, for a sentence beside it."""
    usual = _fit_risk(risk, look, width, *_measure_pitch(look, width), SHORT_ROW)
    if not usual or growth == 1:
        return usual
    larger = usual.pitch * growth
    return _fit_risk(risk, look, width, larger, larger, SHORT_ROW)


def _draw_risk(risk: Risk, look: Look, width: float, growth: float = 0.0) -> Dots | None:
    """The dots of a risk as usual, or so many times as large; None if it is only told."""
    least, widest = _measure_pitch(look, width)
    below = widest if look.close else max(widest, look.size * PITCH_BELOW)
    usual = _fit_risk(risk, look, width, least, below)
    if not (usual and growth):
        return usual
    larger = usual.pitch * growth
    return _fit_risk(risk, look, width, larger, larger, SHORT_ROW)


def _measure_pitch(look: Look, width: float) -> tuple[float, float]:
    """The least and the greatest distance of dots in a width, in points."""
    is_wide = width >= WIDE * look.size and not look.close
    is_larger = look.scale.on_screen or look.scale.large
    least = max(LEAST_PITCH * (LARGER if is_larger else 1.0), LEAST_SHARE * look.size)
    return least, max(least, look.size * (WIDE_PITCH if is_wide else PITCH))


def _fit_risk(
    risk: Risk, look: Look, width: float, least: float, widest: float, longest: int = LONG_ROW
) -> Dots | None:
    """The dots of a risk at a distance between two; None if it is only told."""
    if risk.out_of is None or not risk.has_dots:
        return None
    colours = look.shade("accent"), look.ring_colour
    counts = risk.out_of, *risk.certain_and_possible
    return fit_dots(counts, width, least, widest, colours, longest)


def _measure_beside(
    risks: tuple[Risk, ...], dots: list[Dots | None], look: Look, width: float
) -> float:
    """The measure of sentences beside the dots, in points; 0 if one is too long to stand there."""
    widest = max((drawn.width for drawn in dots if drawn), default=0.0)
    measure = width - widest - look.size * 0.8
    for risk, drawn in zip(risks, dots, strict=True):
        if drawn and measure > 0:
            runs, style = risk.sentence.runs, look.item_style
            if measure_text(runs, style)[1] > measure:  # before lines of a letter each are set
                return 0.0
            if len(typeset_text(runs, style, measure)) > _LINES_BESIDE:
                return 0.0
    return max(0.0, measure)


def _lay_out_beside(
    risk: Risk, dots: Dots, look: Look, width: float, measure: float, item: Role
) -> PieceGroup:
    body = tag_body(risk.sentence, look.item_style, measure, item)
    height = max(body.height, dots.height)
    signs = Placed(Artifact(dots), 0.0, (height - dots.height) / 2)
    return PieceGroup(height, (Placed(body, width - measure, (height - body.height) / 2), signs))


def _lay_out_below(
    risk: Risk, dots: Dots | None, look: Look, width: float, item: Role
) -> PieceGroup:
    body = tag_body(risk.sentence, look.item_style, width, item)
    if not dots:
        return PieceGroup(body.height, (Placed(body),))
    down = body.height + look.step * 0.3
    return PieceGroup(down + dots.height, (Placed(body), Placed(Artifact(dots), 0.0, down)))
