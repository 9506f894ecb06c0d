"""A paper with everything in it that a paper can have, and some things that nobody would wish for."""

from datetime import UTC, date, datetime
from decimal import Decimal

from intlflow.domain.money import Money
from intlflow.papers.model import (
    Chart,
    Column,
    Facts,
    Foot,
    Grid,
    Kind,
    Linked,
    Missing,
    NewPage,
    Paper,
    Points,
    Quote,
    Section,
    Share,
    Signature,
    Text,
    Value,
)

NOW = datetime(2027, 1, 2, 7, 30, tzinfo=UTC)
ADDRESS = "https://internationellt.ljungby.example"
HOSTILE = (
    "{{ 7 * 7 }}",
    "=cmd|' /C calc'!A0",
    "<script>alert(1)</script>",
    "\u202edcba",
    "{% if %}",
    "a\x00b",
)
PROJECTS = Grid(
    "projekt",
    "Pågående projekt",
    (
        Column("Projekt"),
        Column("Enhet"),
        Column("Budget", Kind.MONEY),
        Column("Andel EU", Kind.SHARE),
        Column("Deltagare", Kind.NUMBER),
        Column("Slutar", Kind.DAY),
    ),
    (
        (
            Linked("Gröna skolgårdar", "/arende/LJU-2026-00001"),
            "Barn- och utbildningsförvaltningen",
            Money.of("1250000", "SEK"),
            Share(Decimal("0.75")),
            42,
            date(2027, 6, 30),
        ),
        (
            Linked("Åldras väl på landsbygden", "/arende/LJU-2026-00002"),
            "Socialförvaltningen",
            Money.of("98765.50", "EUR"),
            Share(Decimal("0.4")),
            Missing("Socialförvaltningen", "/paminnelser"),
            date(2028, 12, 31),
        ),
    ),
    ("Summa", "", Missing(), "", 42, ""),
    note="Belopp i den valuta som beslutet anger; ingen kurs är antagen.",
)
CHART = Chart(
    "Ansökningar per enhet",
    "Barn och utbildning har sökt tre gånger och fått två, socialförvaltningen sökt en gång.",
    Grid(
        "ansokningar",
        "Ansökningar per enhet",
        (Column("Enhet"), Column("Sökta", Kind.NUMBER), Column("Beviljade", Kind.NUMBER)),
        (
            ("Barn- och utbildningsförvaltningen", 3, 2),
            ("Socialförvaltningen", 1, 0),
            ("Tekniska förvaltningen", Missing("Tekniska förvaltningen"), Missing()),
        ),
    ),
)


def paper(*, long: bool = False, lang: str = "sv") -> Paper:
    """The paper; `long`: with two hundred rows besides."""
    many: tuple[tuple[Value, ...], ...] = tuple((f"Rad {n}", n * 1000) for n in range(200))
    return Paper(
        kind="annual-report",
        key="sammanstallning-ljungby-2026",
        lang=lang,
        municipality="Ljungby kommun",
        title="Internationellt arbete 2026",
        lead="Årlig sammanställning av nämndernas och bolagens internationella arbete.",
        facts=(("Diarienummer", "KS 2027/0001"), ("Avser", "2026"), ("Till", "Kommunstyrelsen")),
        sections=(
            Section(
                "summary",
                "Sammanfattning",
                (
                    Text("Under året pågick två projekt. Inget har kostat mer än budgeterat."),
                    Text("En enhet har inte svarat.", strong=True),
                    Points(("Skolgårdar i sex byar", "Fem studiebesök", "Ett avtal")),
                    Points(
                        ("att godkänna rapporten", "att lägga den till handlingarna"), numbered=True
                    ),
                    Quote(
                        "Det internationella arbetet ska följas upp", "Verksamhetsplan 2018, § 5"
                    ),
                ),
            ),
            Section("projects", "Projekt", (PROJECTS,)),
            Section("applications", "Ansökningar", (CHART,)),
            Section(
                "details",
                "Närmare",
                (
                    Facts(
                        (("Nätverk", 4), ("Resor", Missing("Växjöhem", "/resor")), ("Öppet", True))
                    ),
                    Grid(
                        "tom",
                        "Inget här",
                        (Column("A"), Column("B")),
                        (),
                        empty="Inga studiebesök.",
                    ),
                ),
                level=2,
            ),
            Section(
                "hostile",
                "Elakheter",
                (*(Text(each) for each in HOSTILE), Text("Långtordutanmellanslag" * 12)),
            ),
            *(
                [
                    Section(
                        "many",
                        "Många rader",
                        (
                            NewPage(),
                            Grid(
                                "rader", "Rader", (Column("Rad"), Column("Tal", Kind.NUMBER)), many
                            ),
                        ),
                    )
                ]
                if long
                else []
            ),
            Section("sign", "", (Signature("Sanna Lind", "internationell samordnare"),)),
        ),
        foot=Foot(NOW, "utkast", f"{ADDRESS}/papper/sammanstallning/2026"),
        draft=True,
    )
