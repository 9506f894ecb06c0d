"""What the fields of a form are made of, for one visitor that day."""

from fastapi import Request

from intlflow.app.access.permission import Visitor
from intlflow.app.register import list_people
from intlflow.app.situation import local_day
from intlflow.web.site import site_of
from intlflow.web.view import language, words_of
from intlflow.web.widgets import Asker


def asker(request: Request, who: Visitor) -> Asker:
    """The maker of fields for a visitor's municipality and language."""
    site = site_of(request)
    at = site.now()
    pack = site.house.pack(who.municipality)
    names = pack.names[language(request, who)]
    people = list_people(site.house, who.municipality, at)
    return Asker(
        words=words_of(request, who),
        vocabulary=pack.vocabulary(local_day(at)),
        bodies=names.bodies,
        forms=names.forms,
        people=tuple(
            sorted(
                ((row["email"], row["name"]) for row in people if row["email"]),
                key=lambda pair: pair[1],
            )
        ),
    )
