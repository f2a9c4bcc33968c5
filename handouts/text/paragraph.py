"""The one paragraph: a ReportLab flowable over a Setting.

Stands in frames, tables and KeepTogether like any other flowable. The only module of the
text room that loads platypus.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from reportlab.platypus import Flowable

from handouts.document.runs import Run
from handouts.text.setting import Setting, typeset_text
from handouts.text.style import TextStyle


class Paragraph(Flowable):  # type: ignore[misc]
    """Text set to the width it is given.

    Split over frames, it leaves at least ``orphans`` lines behind and takes ``widows`` along.
    ``space_before`` and ``space_after`` are in points.
    """

    def __init__(
        self,
        text: tuple[Run, ...],
        style: TextStyle,
        *,
        space_before: float = 0.0,
        space_after: float = 0.0,
        orphans: int = 2,
        widows: int = 2,
    ) -> None:
        super().__init__()
        self.text, self.style = text, style
        self.spaceBefore, self.spaceAfter = space_before, space_after
        self.orphans, self.widows = max(1, orphans), max(1, widows)
        self._kept: _Kept | None = None

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """The width given and the height needed. Raises ``MissingGlyphs``."""
        if self._kept is None or self._kept.setting.measure != available_width:
            self._kept = _whole(typeset_text(self.text, self.style, available_width))
        self.width, self.height = available_width, self._kept.height
        return self.width, self.height

    def minWidth(self) -> float:
        """The width below which words must be parted."""
        return typeset_text(self.text, self.style, 1e6).least_width

    def split(self, available_width: float, available_height: float) -> list[Any]:
        """Two paragraphs, the first no higher than the room; none where it cannot be."""
        self.wrap(available_width, available_height)
        assert self._kept is not None
        _, first, last = self._kept
        room = int((available_height + 1e-6) / self.style.leading)
        if last - first <= room:
            return [self]
        room = min(room, last - first - self.widows)
        if room < max(1, self.orphans):
            return []
        return [self._part(first, first + room), self._part(first + room, last)]

    def draw(self) -> None:
        """Draw from the lower left corner, where platypus has put the origin."""
        if self._kept is not None:
            setting, first, last = self._kept
            setting.draw(self.canv, 0, self.height, first, last)

    def _part(self, first: int, last: int) -> Paragraph:
        """Some of the lines as they stand; their text is set anew for another width only."""
        assert self._kept is not None
        setting, begin, end = self._kept
        part = Paragraph(
            setting.text_between(first, last),
            self.style,
            space_before=self.spaceBefore if first == begin else 0.0,
            space_after=self.spaceAfter if last == end else 0.0,
            orphans=self.orphans,
            widows=self.widows,
        )
        part._kept = _Kept(setting, first, last)
        return part


class _Kept(NamedTuple):
    """Lines of a setting, from ``first`` up to ``last``."""

    setting: Setting
    first: int
    last: int

    @property
    def height(self) -> float:
        return (self.last - self.first) * self.setting.style.leading


def _whole(setting: Setting) -> _Kept:
    return _Kept(setting, 0, len(setting))
