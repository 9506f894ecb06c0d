"""Short ways to say the commands that many tests need."""

from tests.cli.conftest import Cli, Said
from tests.people import at, home

ACCEPT = ("--give", "forms=samarbete", "--give", f"project_manager={at('petra')}")
CALL = ("--give", "call=Third call 2027", "--give", "own_source=Nämndens ram")
CALL += ("--give", "total_budget=100 000 kr")


def bring(cli: Cli, title: str = "Grönare skolgårdar", *more: str) -> Said:
    """Karin brings an idea."""
    where = ("--in", "ljungby", "--unit", home(), "--by", at("karin"))
    return cli("case", "new", *where, "--title", title, *more)


def idea(cli: Cli, title: str = "Grönare skolgårdar") -> str:
    """The reference of an idea that Karin brought."""
    said = bring(cli, title, "--json")
    assert said.code == 0, said.err
    return str(said.json["ref"])


def accept(cli: Cli, ref: str, *more: str) -> Said:
    """Sanna accepts it for support."""
    return cli("case", "move", ref, "accept", "--as", at("sanna"), *ACCEPT, *more)


def supported(cli: Cli) -> str:
    """The reference of an idea that gets support, with its checklist done."""
    ref = idea(cli)
    assert accept(cli, ref).code == 0
    for task in ("undersok", "informera", "stotta"):
        assert cli("case", "tick", ref, task, "--as", at("sanna")).code == 0
    return ref
