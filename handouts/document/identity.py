"""What a file says about the handout that it was made from; nothing about a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from handouts.data import Data

_ID, _STATUS, _REVIEW_BY = "HandoutID", "HandoutStatus", "HandoutReviewBy"
_MANY, _BRAND = "HandoutLeaflets", "HandoutBrand"


class FileIdentity(Data, frozen=True):
    """The handout of a file: its id, whether it is a draft, and the day to review it by.

    A file that ``has_many`` holds the leaflets of several people. One that ``is_example`` is
    branded as the made-up clinic of the built-in library.
    """

    id: str
    is_draft: bool = False
    review_by: date | None = None
    has_many: bool = False
    is_example: bool = False

    def list_entries(self) -> tuple[tuple[str, str], ...]:
        """The identity as entries of a PDF's information dictionary."""
        entries = [(_ID, self.id), (_STATUS, "draft" if self.is_draft else "approved")]
        if self.review_by:
            entries.append((_REVIEW_BY, self.review_by.isoformat()))
        if self.has_many:
            entries.append((_MANY, "many"))
        if self.is_example:
            entries.append((_BRAND, "example"))
        return tuple(entries)


def read_identity(entries: Mapping[str, str]) -> FileIdentity | None:
    """The identity that a file's entries state; None if this program did not make the file."""
    if _ID not in entries:
        return None
    try:
        review_by = date.fromisoformat(entries.get(_REVIEW_BY, ""))
    except ValueError:
        review_by = None
    return FileIdentity(
        entries[_ID],
        entries.get(_STATUS) != "approved",
        review_by,
        _MANY in entries,
        _BRAND in entries,
    )


def combine_identities(identities: Iterable[FileIdentity]) -> FileIdentity:
    """The identity of a file with leaflets of several people, from those of its handouts.

    It is a draft or an example if one of them is, and due for review with the first.
    """
    first, *others = identities
    days = [each.review_by for each in (first, *others) if each.review_by]
    return FileIdentity(
        first.id,
        any(each.is_draft for each in (first, *others)),
        min(days, default=None),
        has_many=True,
        is_example=any(each.is_example for each in (first, *others)),
    )
