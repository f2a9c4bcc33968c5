"""SVG as drawing programs export it, as a picture of a few kinds of parts.

Style sheets, classes, ``use``, units and transforms are resolved here; what is left is paths with
their paint, in groups that may be clipped, masked and transparent. Knows nothing of handouts.
"""
