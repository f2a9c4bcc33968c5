"""Calm: white paper, coloured headings, tinted boxes."""

from handouts.layout.looks.definition import BrandLook

LOOK = BrandLook("calm", "white paper, coloured headings, tinted boxes")
