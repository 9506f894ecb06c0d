"""The programmes that one applies to, and where their calls are told: data that all packs share."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field, StringConstraints

from intlflow.domain.calls import Source
from intlflow.packs.entries import Bilingual, Entry, Key, Text

Rate = Annotated[Decimal, Field(gt=0, le=1)]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Address = Annotated[
    str, StringConstraints(pattern=r"^(https://|http://(127\.0\.0\.1|localhost|\[::1\])[:/])")
]


class Programme(Entry):
    """A programme, and in which counties one may take part.

    Args:
        key: for commands.
        name: as people call it.
        counties: SCB's two digits, `all`, or nothing when the area isn't told by county.
        framework: the EU portal's numbers of it.
        calls: how its calls are named in the portal, such as `CERV-*-CITIZENS-TOWN-TT*`.
        max_eu_rate: the highest part that the EU pays; the text of each call goes before it.
        own_share_rule: what the rest may not come from.
        min_countries: how many countries must take part.
        submission_system: where one applies.
        contact: whom to ask.
        source: where all this is read.
    """

    key: Key
    name: Text
    counties: tuple[Text, ...] = ()
    framework: tuple[Text, ...] = ()
    calls: tuple[Text, ...] = ()
    max_eu_rate: Rate | None = None
    own_share_rule: Bilingual | None = None
    min_countries: Annotated[int, Field(ge=1, le=40)] | None = None
    currency: Currency = "EUR"
    submission_system: Text | None = None
    contact: Text | None = None
    source: Text


class CallSource(Entry):
    """A funder's file: where it lies, and whether it is fetched every week."""

    key: Source
    address: Address
    weekly: bool = False
    says: Bilingual | None = None
