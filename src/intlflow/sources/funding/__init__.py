"""Files of calls and of projects that others have done, one reader for each funder's form."""

from intlflow.domain.calls import Source
from intlflow.sources.funding import erasmus, esf, ft, keep, kohesio, sedia
from intlflow.sources.funding.rows import Reader

READERS: dict[Source, Reader] = {
    Source.FT: ft.read,
    Source.SEDIA: sedia.read,
    Source.KOHESIO: kohesio.read,
    Source.KEEP: keep.read,
    Source.ESF: esf.read,
    Source.ERASMUS: erasmus.read,
}
