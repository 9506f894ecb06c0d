"""A register's fields as options on the command line, so that `--help` tells what a row can hold."""

import inspect
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Annotated, Any

import typer

from intlflow.domain.register_fields import Field, Shape
from intlflow.domain.registers import Register

In = Annotated[str, typer.Option("--in", help="The municipality's key.")]
By = Annotated[str, typer.Option("--as", help="E-mail address of the person who acts.")]
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"])]
Start = Annotated[
    datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="From when it holds.")
]
On = Annotated[
    datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="As it was on this day.")
]
Reason = Annotated[str, typer.Option("--reason", help="Why; kept with the row.")]
Unit = Annotated[str, typer.Option("--unit", help="The unit's key.")]
_RENAMED = {"case_ref": "case", "circle": "group"}  # what people type


def options(fields: Iterable[Field]) -> list[inspect.Parameter]:
    """One option for each field."""
    return [
        inspect.Parameter(
            field.name,
            inspect.Parameter.KEYWORD_ONLY,
            default=None,
            annotation=Annotated[str | None, typer.Option(_flag(field), help=_help(field))],
        )
        for field in fields
    ]


def _flag(field: Field) -> str:
    return "--" + _RENAMED.get(field.name, field.name).replace("_", "-")


def _help(field: Field) -> str:
    said = field.help[0].upper() + field.help[1:]
    if field.choices:
        said += f": {', '.join(field.choices)}"
    elif field.shape is Shape.MONEY:
        said += ", e.g. '25000 SEK'"
    if field.default:
        said += f" (when nobody says: {field.default})"
    return said + "."


def given(values: dict[str, Any], register: Register) -> dict[str, str]:
    """What was typed for a register's fields, taken out of a command's arguments."""
    names = [field.name for field in register.fields]
    return {name: value for name in names if (value := values.pop(name, None)) is not None}


def takes(function: Callable[..., None], fields: Iterable[Field], help: str) -> Callable[..., None]:
    """A command with its own parameters and one option for each field instead of `**fields`."""
    own = inspect.signature(function, eval_str=True)
    kept = [p for p in own.parameters.values() if p.kind is not inspect.Parameter.VAR_KEYWORD]
    known = {p.name for p in kept}
    more = [option for option in options(fields) if option.name not in known]

    def command(*arguments: Any, **values: Any) -> None:
        function(*arguments, **values)

    parameters = [
        p.replace(kind=inspect.Parameter.KEYWORD_ONLY, default=p.default) for p in [*kept, *more]
    ]
    command.__signature__ = own.replace(parameters=parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {p.name: p.annotation for p in parameters}
    command.__doc__ = help
    return command
