"""The Story: a handout composed for one person or for everyone, ready to be laid out."""

from __future__ import annotations

from datetime import date

from handouts.data import Data
from handouts.document.blocks import Artwork, Picture
from handouts.document.handout import Section
from handouts.document.identity import FileIdentity
from handouts.document.text import Text


class Cover(Data, frozen=True):
    """The front: the clinic, a picture, the title.

    With ``logo_holds_name`` the clinic is named by its logo alone.
    """

    clinic: str
    tagline: str
    logo: Artwork | None
    picture: Picture | None
    title: Text
    subtitle: Text
    logo_holds_name: bool = False


class Story(Data, frozen=True):
    """A complete handout, ready to be laid out.

    ``version_lines`` are printed on each sheet; ``draft`` is the mark of a draft, or empty.
    ``identity`` is what the file says about the handout. Its words are those of a ``version``,
    ``reviewed`` on a day.
    """

    title: str
    language: str
    author: str
    cover: Cover
    sections: tuple[Section, ...]
    version_lines: tuple[Text, ...]
    identity: FileIdentity
    version: str
    reviewed: date
    draft: str = ""
