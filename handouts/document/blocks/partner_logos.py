"""The logos of those whom a clinic works with or belongs to."""

from __future__ import annotations

from handouts.data import Data
from handouts.document.blocks.block import Block
from handouts.document.blocks.picture import Artwork
from handouts.document.text import Address


class PartnerLogo(Data, frozen=True):
    """A partner's logo, with the partner's name for those who cannot see it."""

    artwork: Artwork
    name: str
    address: Address = ()


class PartnerLogos(Block, frozen=True):
    """The logos of a clinic's partners, in one row where they fit."""

    logos: tuple[PartnerLogo, ...]
