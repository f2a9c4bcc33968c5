"""Band: headings and title on bands of the clinic's colour."""

from handouts.layout.looks.definition import BrandLook

LOOK = BrandLook(
    "band",
    "headings and title on bands of the clinic's colour",
    heads="band",
    callouts="bar",
    covers="field",
)
