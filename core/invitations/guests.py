"""Which guest a row of somebody else's file speaks of: all that it says must point to one, or it is asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from core.i18n import tr
from core.importing.values import handles
from core.invitations.answers import plain_words
from core.invitations.states import Guest

SITE = "site"
"""The kind of a key that is an address without its scheme, such as ``zorva.example/blog``."""
NOBODY_FITS = "Nobody on the invitation list fits."


@dataclass(frozen=True)
class Said:
    """One thing a row says of who replies: its kind, as it is compared, and as it was written."""

    kind: str
    compared: str
    text: str


@dataclass(frozen=True)
class Unclear:
    """Why a row means no one guest, and whom it might mean."""

    reason: str
    might_be: tuple[str, ...] = ()


class KnownGuests:
    """The guests by everything they can be known by; a text that several share points to all of them."""

    def __init__(self, known: Sequence[tuple[Guest, dict[str, str]]], sites: Mapping[int, str] | None = None) -> None:
        """``sites``: person -> the address of a site of their own, where what stands on it is to be known as theirs."""
        self.guests = {guest.person: guest for guest, _ in known}
        self.by: dict[tuple[str, str], set[int]] = {}
        for guest, accounts in known:
            self._add_key("key", guest.key, guest.person)
            self._add_key("email", handles.email(guest.email), guest.person)
            self._add_key("name", compare_name(guest.name), guest.person)
            for platform, account in accounts.items():
                self._add_key(platform, handles.handle(account), guest.person)
                self._add_key("handle", handles.handle(account), guest.person)
        for person, site in (sites or {}).items():
            self._add_key(SITE, site.partition("://")[2].casefold(), person)

    def find_site(self, link: str) -> str:
        """The known site that a link leads into, the longest where one lies in another; "" for none."""
        steps = link.partition("://")[2].casefold().split("/")
        tried = ("/".join(steps[:count]) for count in range(len(steps), 0, -1))
        return next((site for site in tried if (SITE, site) in self.by), "")

    def _add_key(self, kind: str, text: str, person: int) -> None:
        if text:
            self.by.setdefault((kind, text), set()).add(person)

    def find_guest(self, said: Iterable[Said]) -> Guest | Unclear:
        """The one guest whom all that is said points to; what points to nobody says nothing against them.

        A name is believed against an address only where it shares a word with the guest's.
        """
        said = tuple(said)
        pointed = [self.by[key] for one in said if (key := (one.kind, one.compared)) in self.by]
        if not pointed:
            return Unclear(tr(NOBODY_FITS))
        agreed = set.intersection(*pointed)
        if not agreed:
            reason = tr("The name and the address or account are of different guests.")
            return Unclear(reason, self._names_of(set.union(*pointed)))
        if len(agreed) > 1:
            return Unclear(tr("Several guests fit."), self._names_of(agreed))
        guest = self.guests[agreed.pop()]
        names = [one for one in said if one.kind == "name"]
        if names and not any(set(one.compared.split()) & set(compare_name(guest.name).split()) for one in names):
            return Unclear(
                tr("The address or account is of a guest with another name."), self._names_of({guest.person})
            )
        return guest

    def _names_of(self, people: set[int]) -> tuple[str, ...]:
        return tuple(sorted(f"{self.guests[one].name} ({self.guests[one].key})" for one in people))


def compare_name(name: str) -> str:
    """A name as it is compared: folded, its words in any order."""
    return " ".join(sorted(plain_words(name).split()))
