"""What every page has at hand: the installation, the clock, the templates and the files."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

from fastapi import Request
from jinja2 import Environment

from intlflow import assets, clock
from intlflow.app.access.keys import house_key
from intlflow.app.house import House, is_demo
from intlflow.letters.words import Words
from intlflow.web.environment import environments
from intlflow.web.limits import Limits, usual
from intlflow.web.looks import Dress, dresses
from intlflow.web.oidc import Provider
from intlflow.web.statics import Statics, read_statics
from intlflow.web.watch import Counts


@dataclass(frozen=True)
class Site:
    """The open pages.

    Args:
        house: the installation.
        now: asks the clock.
        pages: the templates, by language.
        statics: stylesheet and the rest.
        secret: this installation's own key.
        demo: whether the register is made up, so that anybody may step into anyone's shoes.
        address: where people reach the pages.
        limits: how often somebody may ask.
        provider: where the municipality's own people sign in; None: by letter alone.
        dresses: how municipalities look that say so in their packs.
        counts: what has been counted since the start.
    """

    house: House
    now: Callable[[], datetime]
    pages: Mapping[str, Environment]
    statics: Statics
    secret: bytes = field(repr=False)
    demo: bool
    address: str
    limits: Limits
    provider: Provider | None = None
    dresses: Mapping[str, Dress] = field(default_factory=dict)
    counts: Counts = field(default_factory=Counts, repr=False)
    _words: dict[tuple[str, str], Words] = field(default_factory=dict, repr=False)

    @property
    def https(self) -> bool:
        """Whether the browser speaks to us over TLS."""
        return self.address.startswith("https://")

    def words(self, lang: str, municipality: str = "") -> Words:
        """The words of a language as pages say them, with a municipality's names of its tasks."""
        found = self._words.get((lang, municipality))
        if found is None:
            pack = self.house.packs.get(municipality)
            lists = pack.checklists.items() if pack else ()
            tasks = {
                f"{kind} {item.key}": getattr(item.title, lang)
                for (kind, _), items in lists
                for item in items
            }
            found = self.house.words[lang].for_pages(tasks)
            self._words[lang, municipality] = found
        return found


def open_site(house: House, now: Callable[[], datetime], address: str) -> Site:
    """Put the pages together.

    Args:
        house: the installation.
        now: asks the clock.
        address: where people reach the pages, without a slash at the end.
    """
    folder = assets.folder("templates") / "web"
    statics = read_statics(folder / "static")
    return Site(
        house=house,
        now=now,
        pages=environments(folder, statics),
        statics=statics,
        secret=house_key(house.settings),
        demo=is_demo(house),
        address=address,
        limits=usual(clock.elapsed, house.settings.web_processes),
        dresses=dresses(house),
        provider=Provider(entry, address) if (entry := house.settings.entry).oidc_issuer else None,
    )


def site_of(request: Request) -> Site:
    """The pages that a request came to."""
    return cast(Site, request.app.state.site)


async def this_site(request: Request) -> Site:
    """The same for a route; asked for without a thread of its own."""
    return site_of(request)
