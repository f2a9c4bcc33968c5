"""SVG files written in the ways of seven drawing programs, from the same shapes.

What differs from program to program is where colours stand (attributes, classes, styles), how
shapes are grouped, turned and clipped, and what else is in the file that draws nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from xml.etree import ElementTree

_STYLED = (
    "fill stroke stroke-width stroke-linecap stroke-linejoin stroke-miterlimit stroke-dasharray "
    "fill-rule clip-rule fill-opacity stroke-opacity opacity stop-color stop-opacity"
).split()
_SHAPES = ("path", "rect", "circle", "ellipse", "line", "polyline", "polygon")
_DOCTYPE = (
    '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" '
    '"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd"'
)
_SVG = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
_XML = '<?xml version="1.0" encoding="utf-8"?>\n'

Size = tuple[float, float]


def _parse(body: str) -> ElementTree.Element:
    body = body.replace("xlink:href", "href")
    return ElementTree.fromstring(f"<g>{body}</g>")


def _write(root: ElementTree.Element) -> str:
    text = "".join(ElementTree.tostring(child, encoding="unicode") for child in root)
    return text.replace(" href=", " xlink:href=")


def _take_styles(element: ElementTree.Element) -> str:
    """Move an element's colours and lines out of its attributes; returns them as a style."""
    own = [each for each in (element.attrib.pop("style", "").strip().strip(";"),) if each]
    taken = [f"{name}:{element.attrib.pop(name)}" for name in _STYLED if name in element.attrib]
    return ";".join((*taken, *own))


def _use_classes(root: ElementTree.Element, prefix: str) -> Iterator[str]:
    """Move colours and lines into classes; yields the rules."""
    known: dict[str, str] = {}
    for element in root.iter():
        style = _take_styles(element)
        if style:
            if style not in known:
                known[style] = f"{prefix}{len(known)}"
                yield f".{known[style]}{{{style};}}"
            element.set("class", known[style])


def _use_styles(root: ElementTree.Element) -> None:
    """Move colours and lines into style attributes."""
    for element in root.iter():
        style = _take_styles(element)
        if style:
            element.set("style", style)


def write_illustrator(body: str, size: Size) -> str:
    """Classes, a document type with namespaces, and a switch with its own data."""
    root, (width, height) = _parse(body), size
    rules = "\n\t".join(_use_classes(root, "st"))
    namespaces = {
        "ns_extend": "http://ns.adobe.com/Extensibility/1.0/",
        "ns_ai": "http://ns.adobe.com/AdobeIllustrator/10.0/",
        "ns_svg": "http://www.w3.org/2000/svg",
        "ns_xlink": "http://www.w3.org/1999/xlink",
    }
    entities = "\n".join(f'\t<!ENTITY {name} "{value}">' for name, value in namespaces.items())
    return (
        f"{_XML}<!-- Generator: Adobe Illustrator 27.8.1, SVG Export Plug-In -->\n"
        f"{_DOCTYPE} [\n{entities}\n]>\n"
        f'<svg version="1.1" id="Layer_1" xmlns:x="&ns_extend;" xmlns:i="&ns_ai;" '
        f'xmlns="&ns_svg;" xmlns:xlink="&ns_xlink;" x="0px" y="0px" '
        f'viewBox="0 0 {width} {height}" style="enable-background:new 0 0 {width} {height};" '
        f'xml:space="preserve">\n<style type="text/css">\n\t{rules}\n</style>\n'
        f'<switch><foreignObject requiredExtensions="&ns_ai;" x="0" y="0" width="1" height="1">'
        f'<i:aipgfRef xlink:href="#adobe_illustrator_pgf"/></foreignObject>'
        f'<g i:extraneous="self">{_write(root)}</g></switch>\n'
        f'<i:aipgf id="adobe_illustrator_pgf"><![CDATA[eJzsvWmz]]></i:aipgf></svg>\n'
    )


def write_inkscape(body: str, size: Size, *, plain: bool = False) -> str:
    """Styles, millimetres, a layer that is moved back; if not plain, its own namespaces too."""
    root, (width, height) = _parse(body), size
    _use_styles(root)
    own = (
        'xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" '
        'xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" '
        'inkscape:version="1.3.2" sodipodi:docname="logo.svg" '
    )
    view = '<sodipodi:namedview id="base" pagecolor="#ffffff" inkscape:zoom="0.7"/>'
    rdf = (
        '<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about=""/></rdf:RDF></metadata>'
    )
    layer = "" if plain else 'inkscape:label="Layer 1" inkscape:groupmode="layer" '
    return (
        f'{_XML}<!-- Created with Inkscape (http://www.inkscape.org/) -->\n<svg width="{width}mm" '
        f'height="{height}mm" viewBox="0 0 {width} {height}" version="1.1" id="svg5" '
        f"{'' if plain else own}{_SVG}>{'' if plain else view + rdf}"
        f'<g {layer}id="layer1" transform="translate(-31.5,-12.25)">'
        f'<g transform="translate(31.5,12.25)" style="display:inline">{_write(root)}</g></g></svg>'
    )


def write_inkscape_plain(body: str, size: Size) -> str:
    """What Inkscape calls plain SVG."""
    return write_inkscape(body, size, plain=True)


def write_figma(body: str, size: Size) -> str:
    """Attributes, a frame that clips, and ``fill="none"`` for what says nothing else."""
    root, (width, height) = _parse(body), size
    for element in root.iter():
        if element.tag in _SHAPES and "fill" not in element.attrib:
            element.set("fill", "black")
    return (
        f'<svg width="{width}" height="{height}" viewBox="0 0 {width} {height}" fill="none" '
        f'{_SVG}>\n<g clip-path="url(#clip0_12_345)">\n{_write(root)}\n</g>\n<defs>'
        f'<clipPath id="clip0_12_345"><rect width="{width}" height="{height}" fill="white"/>'
        f"</clipPath></defs>\n</svg>\n"
    )


def write_affinity(body: str, size: Size) -> str:
    """Styles with rgb(), groups with matrices, a size in percent."""
    root, (width, height) = _parse(body), size
    for element in root.iter():
        if element.tag in _SHAPES:
            element.attrib.setdefault("fill-rule", "nonzero")
    _use_styles(root)
    for element in root.iter():
        element.attrib["style"] = _HEX.sub(_to_rgb, element.attrib.get("style", ""))
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n{_DOCTYPE}>\n'
        f'<svg width="100%" height="100%" viewBox="0 0 {width} {height}" version="1.1" {_SVG} '
        f'xml:space="preserve" xmlns:serif="http://www.serif.com/" '
        f'style="fill-rule:evenodd;clip-rule:evenodd;stroke-linejoin:round;stroke-miterlimit:2;">'
        f'<g id="Artboard1" serif:id="Artboard 1" transform="matrix(2,0,0,2,-20,10)">'
        f'<g transform="matrix(0.5,0,0,0.5,10,-5)">{_write(root)}</g></g></svg>'
    )


_HEX = re.compile(r"#[0-9a-fA-F]{6}\b")


def _to_rgb(match: re.Match[str]) -> str:
    channels = (str(int(match[0][at : at + 2], 16)) for at in (1, 3, 5))
    return f"rgb({','.join(channels)})"


def write_coreldraw(body: str, size: Size) -> str:
    """Classes in a CDATA section, inches, a layer with metadata."""
    root, (width, height) = _parse(body), size
    rules = "\n    ".join(_use_classes(root, "fil"))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n{_DOCTYPE}>\n<!-- Creator: CorelDRAW -->\n'
        f'<svg {_SVG} xml:space="preserve" width="{width / 96:.4f}in" height="{height / 96:.4f}in" '
        f'version="1.1" style="shape-rendering:geometricPrecision; '
        f'text-rendering:geometricPrecision; image-rendering:optimizeQuality" '
        f'viewBox="0 0 {width} {height}" xmlns:xodm="http://www.corel.com/coreldraw/odm/2003">\n'
        f' <defs>\n  <style type="text/css">\n   <![CDATA[\n    {rules}\n   ]]>\n  </style>\n'
        f' </defs>\n <g id="Layer_x0020_1">\n  <metadata id="CorelCorpID_0Corel-Layer"/>\n'
        f"{_write(root)}\n </g>\n</svg>\n"
    )


def write_canva(body: str, size: Size) -> str:
    """A clip path round everything, opacities of 1, lengths in points."""
    root, (width, height) = _parse(body), size
    for element in root.iter():
        if element.tag in _SHAPES:
            element.attrib.setdefault("fill-opacity", "1")
            element.attrib.setdefault("fill-rule", "nonzero")
    frame = f"M 0 0 L {width} 0 L {width} {height} L 0 {height} Z M 0 0"
    return (
        f'{_XML}<svg {_SVG} width="{width}pt" zoomAndPan="magnify" '
        f'viewBox="0 0 {width} {height}" height="{height}pt" '
        f'preserveAspectRatio="xMidYMid meet" version="1.0"><defs><g/><clipPath id="a1b2c3">'
        f'<path d="{frame}" clip-rule="nonzero"/></clipPath></defs>'
        f'<g clip-path="url(#a1b2c3)"><g transform="translate({width / 4}, {height / 8})"><g>'
        f'<g transform="translate(-{width / 4}, -{height / 8})">{_write(root)}</g></g></g></g>'
        "</svg>"
    )


PROGRAMS: dict[str, Callable[[str, Size], str]] = {
    "illustrator": write_illustrator,
    "inkscape": write_inkscape,
    "inkscape-plain": write_inkscape_plain,
    "figma": write_figma,
    "affinity": write_affinity,
    "coreldraw": write_coreldraw,
    "canva": write_canva,
}
