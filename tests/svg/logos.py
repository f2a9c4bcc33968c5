"""60 logos of our own: shapes and colours as logos have them, in the ways of seven programs."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.drawing_programs import PROGRAMS

LEAF = "M60 10C95 10 110 45 60 90C10 45 25 10 60 10Z"
WAVE = "M0 70q15-20 30 0t30 0 30 0 30 0v30H0z"
RING = "M60 5a45 45 0 1 1-.1 0zm0 20a25 25 0 1 0 .1 0z"
ARCS = "M20 50a9 9 0 0 1 8.5.5l40 0a20 20 0 01-3-15z"
WORD = "M130 30h12v40h-12zM150 30h30v10h-18v6h14v9h-14v15h-12zM190 30l14 40 14-40h-12l-4 18-4-18z"

STOPS = '<stop offset="0" stop-color="#0b5563"/><stop offset="1" stop-color="#9fd8c4"/>'
MARKS = {
    "flat": f'<path d="{LEAF}" fill="#0b5563"/><path d="{WORD}" fill="#333333"/>',
    "even-odd": f'<path d="{RING}" fill-rule="evenodd" fill="#b5381f"/><path d="{WORD}"/>',
    "arcs": f'<path d="{ARCS}" fill="#7a1fa2"/><circle cx="60" cy="70" r="18" fill="#ffb300"/>',
    "strokes": f'<path d="{LEAF}" fill="none" stroke="#0b5563" stroke-width="6" '
    'stroke-linejoin="round"/><polyline points="40,90 60,30 80,90" fill="none" stroke="#b5381f" '
    'stroke-width="4" stroke-linecap="round" stroke-dasharray="9 7"/>',
    "linear": f'<defs><linearGradient id="a" x1="10" y1="0" x2="110" y2="90" '
    f'gradientUnits="userSpaceOnUse">{STOPS}</linearGradient></defs>'
    f'<path d="{LEAF}" fill="url(#a)"/><path d="{WORD}" fill="#0b5563"/>',
    "in-box": f'<defs><linearGradient id="s">{STOPS}</linearGradient><linearGradient id="a" '
    'href="#s" x2="0" y2="1" gradientTransform="rotate(20 .5 .5)"/></defs>'
    f'<rect x="10" y="10" width="180" height="70" rx="12" fill="url(#a)"/>',
    "radial": '<defs><radialGradient id="a" cx="60" cy="50" r="45" fx="45" fy="35" '
    f'gradientUnits="userSpaceOnUse">{STOPS}</radialGradient></defs>'
    f'<circle cx="60" cy="50" r="45" fill="url(#a)"/><path d="{WORD}" fill="#0b5563"/>',
    "fading": '<defs><linearGradient id="a"><stop stop-color="#b5381f"/><stop offset="1" '
    'stop-color="#b5381f" stop-opacity="0"/></linearGradient></defs>'
    f'<path d="{WAVE}" fill="url(#a)"/><path d="{LEAF}" fill="#0b5563" opacity="0.5"/>',
    "clipped": f'<defs><clipPath id="c"><path d="{LEAF}"/></clipPath></defs><g clip-path="url(#c)">'
    '<rect width="60" height="100" fill="#0b5563"/><rect x="60" width="60" height="100" '
    f'fill="#2e9c7f"/></g><path d="{WORD}" fill="#333333"/>',
    "masked": '<defs><linearGradient id="m"><stop stop-color="#fff"/><stop offset="1" '
    'stop-color="#000"/></linearGradient><mask id="k" maskUnits="userSpaceOnUse" x="0" y="0" '
    'width="220" height="100"><rect width="220" height="100" fill="url(#m)"/></mask></defs>'
    f'<g mask="url(#k)"><path d="{LEAF}" fill="#7a1fa2"/><path d="{WORD}" fill="#7a1fa2"/></g>',
    "alpha": f'<mask id="k" style="mask-type:alpha"><path d="{LEAF}" fill="#d9d9d9"/></mask>'
    '<g mask="url(#k)"><rect width="120" height="100" fill="#0b5563"/><circle cx="80" cy="30" '
    f'r="30" fill="#ffb300" opacity=".7"/></g><path d="{WORD}" fill="#333333"/>',
    "coloured-mask": f'<mask id="k"><path d="{LEAF}" fill="#ff0000"/><path d="{WORD}" '
    'fill="#00ff00"/></mask><rect width="220" height="100" mask="url(#k)" fill="#0b5563"/>',
    "blended": '<circle cx="50" cy="50" r="35" fill="#00a0dc"/><circle cx="90" cy="50" r="35" '
    'fill="#ec008c" style="mix-blend-mode:multiply"/><g style="mix-blend-mode:screen"><circle '
    f'cx="70" cy="75" r="20" fill="#806000"/></g><path d="{WORD}" fill="#333333"/>',
    "used": f'<defs><path id="p" d="M0 0l14 30h-28z"/></defs><use href="#p" x="40" y="20" '
    'fill="#0b5563"/><use href="#p" transform="translate(90 70) rotate(180)" fill="#b5381f"/>'
    f'<g opacity="0.6"><use href="#p" x="65" y="35" fill="#ffb300"/><path d="{WORD}"/></g>',
}
SIZE = (220.0, 100.0)


def make_logos(count: int = 60) -> Iterator[tuple[str, bytes]]:
    """Yield logos with their names: each mark in the ways of programs in turn."""
    pairs = [(mark, program) for mark in MARKS for program in PROGRAMS]
    for number in range(count):
        mark, program = pairs[number * len(pairs) // count]
        yield f"{mark}.{program}", PROGRAMS[program](MARKS[mark], SIZE).encode()
