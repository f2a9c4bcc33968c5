"""Card: a short rule and an icon at each heading, boxes as cards."""

from handouts.layout.looks.definition import BrandLook

LOOK = BrandLook(
    "card",
    "a short rule above each heading, an icon beside it, boxes as cards",
    heads="rule",
    callouts="card",
    covers="field",
    has_icons=True,
)
