"""Every command of the registers, once, with each part of its answer filled."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from intlflow.cli.registers import GROUPS
from tests.people import at

Tried = Callable[..., Any]
HERE = ("--in", "ljungby")
SANNA = (*HERE, "--as", at("sanna"))


def try_registers(tried: Tried, ref: str, town: str, folder: Path) -> None:
    """Fill every register, read it, correct it, end it."""
    _fill(tried, ref, town)
    for key in GROUPS:
        whole, rows = (
            tried(key.replace("_", "-"), "show", "1", *HERE),
            tried(key.replace("_", "-"), "list", *HERE),
        )
        assert rows, key
        assert whole["history"], key
    _groups(tried)
    _evaluations(tried, ref)
    _tags(tried, ref)
    _files(tried, folder)
    assert any(row["last_activity"] for row in tried("register", "towns", *HERE))
    assert tried("register", "list", *HERE)
    assert tried("register", "gaps", *HERE)
    _trips(tried)
    assert tried("document", "list", *HERE)
    assert tried("document", "on", "2019-01-01", *HERE)
    assert tried("document", "show", "plan_2018", *HERE)["gaps"]
    changes = {
        "partner": "--note",
        "cooperation": "--worth",
        "network": "--benefit",
        "activity": "--learned",
        "trip": "--receipt",
        "group": "--meets",
        "member": "--part",
        "meeting": "--place",
        "point": "--outcome",
        "resource": "--purpose",
        "issue_link": "--why",
        "issue": "--note",
    }
    for key, option in changes.items():
        text = "secretary" if key == "member" else "Bättre så"
        name = key.replace("_", "-")
        tried(name, "change", "1", *SANNA, option, text, "--reason", "Fel förut")
        tried(name, "end", "1", *SANNA, "--reason", "Finns inte mer")


def _evaluations(tried: Tried, ref: str) -> None:
    """A case is chosen for evaluation, its sheet filled in, and taken out again."""
    tried("evaluate", "choose", ref, *SANNA, "--why", "Störst budget", "--chosen-by", "Gruppen")
    tried("evaluate", "open", ref, *SANNA)
    more = ("--keep-cost", "9 tkr", "--own-hours", "40", "--partnership", "4")
    tried("evaluate", "write", ref, *SANNA, "--results", "Fyra utbyten", *more)
    proof = ("--evaluation", "1", "--grade", "4", "--evidence", "Besiktning")
    tried("evaluate", "goal", "add", "Fyra utbyten", *SANNA, *proof)
    seen = ("--evaluation", "1", "--months", "6", "--day", "2026-01-01", "--for-whom", "residents")
    measured = ("--indicator", "Elever", "--before", "20", "--after", "31")
    tried("evaluate", "effect", "add", "Fler väljer tyska", *SANNA, *seen, *measured)
    whole = tried("evaluate", "show", ref, *HERE)
    assert [v for v in (whole["goals"], whole["effects"], whole["effects_due"]) if not v] == []
    assert tried("evaluate", "list", *HERE)["evaluations"]
    for part, option in (("goal", "--evidence"), ("effect", "--effect")):
        assert tried("evaluate", part, "list", *HERE)
        assert tried("evaluate", part, "show", "1", *HERE)["history"]
        tried("evaluate", part, "change", "1", *SANNA, option, "Bättre så", "--reason", "Fel")
        tried("evaluate", part, "end", "1", *SANNA, "--reason", "Fel", "--never")
    tried("evaluate", "remove", ref, *SANNA, "--reason", "Fel ärende")


def _fill(tried: Tried, ref: str, town: str) -> None:
    owner = ("--owner", at("karin"))
    tried("partner", "add", "Rostock", *SANNA, "--country", "de", "--pic", "999999999")
    tried("cooperation", "add", "Skolor", *SANNA, "--partner", "Rostock", "--case", town, *owner)
    tried("network", "add", "Nätet", *SANNA, "--fee", "9 000 kr", *owner)
    did = ("--network", "1", "--cooperation", "1", "--countries", "DE", "--cost", "90 kr")
    tried("activity", "add", "Besök", *SANNA, *did, "--case", ref, "--forms", "samarbete")
    leg = ("--leg", "Ljungby; Rostock; train; 500")
    tried("trip", "add", "Resa", *SANNA, *leg, "--why-not-digital", "Brandövning")
    tried("group", "add", "Skolgruppen", *SANNA, "--purpose", "Utbyten")
    tried("member", "add", "chair", *SANNA, "--group", "Skolgruppen", "--person", at("karin"))
    tried("meeting", "add", "Stadshuset", *SANNA, "--status", "held", "--minutes", "Allt gott.")
    due = ("--kind", "action", "--due-on", "2026-01-01", "--meeting", "1")
    tried("point", "add", "Ringa runt", *SANNA, *due, *owner)
    more = ("--year", "2027", "--stage", "planned", "--hours", "40", "--amount", "9 tkr")
    plan = ("--year", "2027", "--document", "Verksamhetsplan 2027", "--body", "bun")
    tried("issue", "add", "Språk i skolan", *SANNA, *plan, "--section", "3.2")
    tried("issue", "add", "Lärarutbyte", *SANNA, *plan, "--kind", "measure", "--part-of", "1")
    tried("issue-link", "add", "Samma skolor", *SANNA, "--issue", "1", "--case", ref)
    tried("resource", "add", "Skrivtid", *SANNA, "--case", ref, *more)


def _groups(tried: Tried) -> None:
    tried("point", "add", "Nya nätverk", *SANNA)
    tried("point", "add", "Boka rum", *SANNA, "--kind", "action")
    tried("group", "plan", "working", *SANNA, "--first", "2099-01-12", "--times", "2")
    shown, agenda = (
        tried("group", "open", "working", *HERE),
        tried("group", "agenda", "working", *HERE),
    )
    assert [key for key in ("members", "meetings", "open") if not shown[key]] == []
    assert [key for key, value in agenda.items() if value in (None, [])] == []
    there = tried("group", "attended", "1", *SANNA, "--present", at("karin"))
    assert [seat["present"] for seat in there["seats"]].count(True) == 1
    assert tried("group", "attended", "1", *HERE) == there
    minutes = tried("group", "minutes", "1", *HERE)
    assert minutes["present"]
    assert minutes["points"]
    assert minutes["minutes"]


def _tags(tried: Tried, ref: str) -> None:
    tried("tag", "add", ref, *SANNA, "--sdg", "4,13", "--expected", "residents")
    tried("tag", "words", "sdg", *HERE)
    assert tried("tag", "show", ref, *HERE)["tags"]
    assert tried("tag", "count", "sdg", *HERE)["words"]
    tried("tag", "end", "1", *SANNA, "--reason", "Fel mål")


def _files(tried: Tried, folder: Path) -> None:
    file = folder / "avtal.pdf"
    file.write_bytes(b"%PDF-1.7\nett avtal")
    tried("attach", "add", str(file), *SANNA, "--to", "partner 1", "--secrecy", "OSL 19:1")
    assert tried("attach", "list", *HERE)
    assert tried("partner", "show", "1", *HERE)["files"]
    tried("attach", "out", "1", str(folder / "ut.pdf"), *HERE)
    tried("attach", "end", "1", *SANNA, "--reason", "Fel fil")


def _trips(tried: Tried) -> None:
    tried("trip", "leg", "1", *SANNA, "--leg", "Rostock; Ljungby; flight; 500")
    found = tried("trip", "carbon", *HERE)
    assert [key for key, value in found.items() if value in (None, [])] == []
    tried("trip", "unleg", "2", *SANNA, "--reason", "Tåg blev det")
