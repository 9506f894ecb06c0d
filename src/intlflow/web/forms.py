"""What a form sent, as plain text by field; files apart."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import UploadFile

from intlflow.web.doorman import FORM_FIELD

MOST_FIELDS = 400
LONGEST_FIELD = 200_000


@dataclass(frozen=True, slots=True)
class Sent:
    """A form's fields; a field that was sent several times has several values."""

    fields: Mapping[str, list[str]]
    files: Mapping[str, UploadFile]

    def get(self, name: str, default: str = "") -> str:
        """The first value of a field, without space around it."""
        return self.fields.get(name, [default])[0].strip()

    def all(self, name: str) -> list[str]:
        """Every value of a field."""
        return [value.strip() for value in self.fields.get(name, []) if value.strip()]

    @property
    def mark(self) -> str:
        """The session's mark."""
        return self.get(FORM_FIELD)


async def sent(request: Request) -> AsyncIterator[Sent]:
    """Read the form; text that is no text becomes marks that show it. Its files are closed after."""
    reading = request.form(max_files=4, max_fields=MOST_FIELDS, max_part_size=LONGEST_FIELD)
    async with reading as form:
        fields: dict[str, list[str]] = {}
        files: dict[str, UploadFile] = {}
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                files[name] = value
            else:
                fields.setdefault(name, []).append(value.replace("\x00", ""))
        yield Sent(fields, files)


Form = Annotated[Sent, Depends(sent)]
