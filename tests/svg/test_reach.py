"""Pictures whose numbers no reader of PDF keeps are refused."""

from __future__ import annotations

import pytest

from handouts.svg.simplify import simplify_svg

SHAPE = '<path d="M0 0L1 0L1 1z"/>'
ABSURD = {
    "a box": ('viewBox="0 0 1e-30 1e-30"', SHAPE),
    "a size": ('viewBox="0 0 10 10" width="1e-20" height="1e-20"', SHAPE),
    "a scale": ('viewBox="0 0 10 10"', f'<g transform="scale(1e30)">{SHAPE}</g>'),
    "an inner box": (
        'viewBox="0 0 9 9"',
        f'<svg viewBox="0 0 1e-20 1e-20" width="5" height="5">{SHAPE}</svg>',
    ),
    "a clip": (
        'viewBox="0 0 9 9"',
        f'<clipPath id="c"><path transform="scale(1e9)" d="M0 0L1 0L1 1z"/></clipPath>'
        f'<g clip-path="url(#c)">{SHAPE}</g>',
    ),
}


@pytest.mark.parametrize("kind", ABSURD)
def test_absurd_scales_are_refused(kind: str) -> None:
    """Of the picture, or of a part of it."""
    attributes, inner = ABSURD[kind]
    text = f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{inner}</svg>'
    (problem,) = simplify_svg(text).problems
    assert problem.kind == "picture-size"


@pytest.mark.parametrize("scale", [0.001, 1, 900])
def test_usual_scales_are_drawn(scale: float) -> None:
    """A drawing may be in small units, and have something beside it."""
    text = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {scale} {scale}">'
        f'<g transform="scale({scale})">{SHAPE}<path d="M90 90L91 90L91 91z"/></g></svg>'
    )
    assert not simplify_svg(text).problems
