"""How to reach a clinic: telephones, addresses, hours, places, and QR codes."""

from __future__ import annotations

from typing import Literal

from handouts.data import Data
from handouts.document.blocks import Picture
from handouts.document.text import Text

QrKind = Literal["web", "email", "phone", "sms", "card", "map"]
"""What a QR code opens: an address, a message, a call, a contact card or a map."""


class Phone(Data, frozen=True):
    """A telephone number as it is printed, what it is for, and when it is answered."""

    number: Text
    label: Text = Text()
    hours: Text = Text()


class SocialAccount(Data, frozen=True):
    """The clinic's name on a network: the network, and the address there."""

    name: Text
    address: Text


class OpeningHours(Data, frozen=True):
    """The times of some days; the days are empty where the times say them themselves."""

    days: Text
    times: Text


class PlaceMap(Data, frozen=True):
    """Where a place is: a picture of it, or the address of a map, or both."""

    picture: Picture | None = None
    web: Text = Text()


class ClinicSite(Data, frozen=True):
    """One of a clinic's places, and how to reach it; what is not known is empty."""

    name: Text
    address: Text = Text()
    phones: tuple[Phone, ...] = ()
    email: Text = Text()
    hours: tuple[OpeningHours, ...] = ()
    directions: Text = Text()
    map: PlaceMap = PlaceMap()


class QrTarget(Data, frozen=True):
    """What a QR code opens, as the file says it, and the words below it if the file has any."""

    kind: QrKind
    value: Text
    label: Text = Text()


class Contact(Data, frozen=True):
    """How to reach the clinic; what is not known is empty.

    ``phone`` and ``phones`` are all telephones of the clinic as a whole, ``phone`` the main one.
    """

    phone: str = ""
    web: str = ""
    email: str = ""
    address: str = ""
    reach: Text = Text()
    phones: tuple[Phone, ...] = ()
    fax: Text = Text()
    social: tuple[SocialAccount, ...] = ()
    hours: tuple[OpeningHours, ...] = ()
    map: PlaceMap = PlaceMap()
    places: tuple[ClinicSite, ...] = ()

    @property
    def main_phone(self) -> str:
        """The number to give where there is room for one: the first that the file has."""
        every = (*self.phones, *(phone for place in self.places for phone in place.phones))
        return self.phone or next((phone.number.words for phone in every), "")

    @property
    def is_short(self) -> bool:
        """Whether it is a few lines that need no labels."""
        longer = (self.phones, self.fax, self.social, self.hours, self.places)
        return not any(longer) and self.map == PlaceMap()
