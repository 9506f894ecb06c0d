"""Files of calls and of projects that others have done, one reader for each funder's form."""

from intlflow.sources.funding import erasmus, esf, ft, keep, kohesio, sedia
from intlflow.sources.funding.rows import Reader

READERS: dict[str, Reader] = {
    "ft": ft.read,
    "sedia": sedia.read,
    "kohesio": kohesio.read,
    "keep": keep.read,
    "esf": esf.read,
    "erasmus": erasmus.read,
}
OF_CALLS = frozenset({"ft", "sedia"})  # the others tell of projects
