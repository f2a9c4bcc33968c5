"""SVGs as PDF operators, drawn by svglib on ReportLab's canvas."""

from __future__ import annotations

import logging
from io import BytesIO

import reportlab

from handouts.pdf.backend.canvas import ReportLabCanvas
from handouts.pdf.drawing.disk_cache import find_release


def name_converter() -> str:
    """The names and versions of what converts an SVG."""
    return f"{find_release('svglib')}/reportlab-{reportlab.Version}"


def convert_svg(content: bytes) -> tuple[float, float, str]:
    """The width and height of an SVG in points, and the operators that draw it.

    The origin is its lower left corner. Unexpected numbers in it can raise anything.
    """
    # Slow to load, and not needed for an SVG that was converted before.
    from reportlab.graphics import renderPDF
    from svglib.svglib import svg2rlg

    # Its messages about odd pictures would appear among the program's output.
    logging.getLogger("svglib").addHandler(logging.NullHandler())
    drawing = svg2rlg(BytesIO(content))
    if drawing is None:
        raise ValueError("this is not an SVG")
    canvas = ReportLabCanvas((drawing.width, drawing.height))
    renderPDF.draw(drawing, canvas, 0, 0)
    # A drawing starts by setting a font that it never uses.
    operators = [line for line in canvas.operators if not line.startswith("BT ")]
    return float(drawing.width), float(drawing.height), "\n".join(operators)
