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
    dots = [_draw_block(item, look, width) for item in block.items]
    beside = _measure_beside(block.items, dots, look, width)
    if not beside:
        dots = [_draw_risk(item, look, width) for item in block.items]
    pieces = [
        _lay_out_risk(item, drawn, look, width, beside, Role("LI", role))
        for item, drawn in zip(block.items, dots, strict=True)
    ]
    listed = lay_out_list(pieces, look.step, look.step * (0.8 if beside else 1.2))
    if not beside:
        listed = tuple(
            replace(
                atom, larger=tuple(_list_larger(item, look, width, Role("LI", role))), in_step=True
            )
            for item, atom in zip(block.items, listed, strict=True)
        )
    if not block.key:
        return listed
    key = Atom(tag_lines(block.key, look.caption_style, width, parent), before=look.step * 0.5)
    return (*listed[:-1], replace(listed[-1], split=NEVER), key)


def _list_larger(risk: Risk, look: Look, width: float, item: Role) -> Iterator[PieceGroup]:
    """Yield the risk with larger dots, each time higher, for panels with room."""
    usual = _draw_risk(risk, look, width)
    highest = usual.height if usual else 0.0
    for growth in GROWTHS:
        dots = _draw_risk(risk, look, width, growth)
        if dots and dots.height > highest + 0.5:
            highest = dots.height
            yield _lay_out_risk(risk, dots, look, width, 0.0, item)


def _draw_block(risk: Risk, look: Look, width: float) -> Dots | None:
    """The dots of a risk as a block of short rows, for a sentence beside it."""
    least, widest = _measure_pitch(look, width)
    return _fit_risk(risk, look, width, least, widest, SHORT_ROW)


def _draw_risk(risk: Risk, look: Look, width: float, growth: float = 0.0) -> Dots | None:
    """The dots of a risk as usual, or so many times as large; None if it is only told."""
    usual = _fit_risk(risk, look, width, *_measure_pitch(look, width))
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
    """The measure of sentences beside the dots, in points; 0 if one is too long to stand there.

    All are beside their dots, or all above them.
    """
    widest = max((drawn.width for drawn in dots if drawn), default=0.0)
    measure = width - widest - look.size * 0.8
    for risk, drawn in zip(risks, dots, strict=True):
        if drawn and measure > 0:
            runs, style = risk.sentence.runs, look.item_style
            lines = len(typeset_text(runs, style, measure))
            if lines > _LINES_BESIDE or measure_text(runs, style)[1] > measure:
                return 0.0
    return max(0.0, measure)


def _lay_out_risk(
    risk: Risk, dots: Dots | None, look: Look, width: float, beside: float, item: Role
) -> PieceGroup:
    if dots and beside:
        body = tag_body(risk.sentence, look.item_style, beside, item)
        height = max(body.height, dots.height)
        signs = Placed(Artifact(dots), 0.0, (height - dots.height) / 2)
        return PieceGroup(height, (Placed(body, width - beside, (height - body.height) / 2), signs))
    body = tag_body(risk.sentence, look.item_style, width, item)
    if not dots:
        return PieceGroup(body.height, (Placed(body),))
    down = body.height + look.step * 0.3
    return PieceGroup(down + dots.height, (Placed(body), Placed(Artifact(dots), 0.0, down)))
