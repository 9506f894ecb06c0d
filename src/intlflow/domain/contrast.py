"""Whether two colours can be told apart: the contrast of WCAG 2, and the nearest colour that is enough."""

TEXT = 4.5  # WCAG 2.2, 1.4.3
MARK = 3.0  # 1.4.11: what is no text
Rgb = tuple[int, int, int]


def rgb(colour: str) -> Rgb:
    """`#0f5960` as three numbers."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def written(colour: Rgb) -> str:
    """Three numbers as `#0f5960`."""
    return "#" + "".join(f"{part:02x}" for part in colour)


def luminance(colour: str) -> float:
    """How light a colour is, 0 to 1."""
    parts = [part / 255 for part in rgb(colour)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """How well two colours are told apart, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def enough(colour: str, grounds: tuple[str, ...], least: float) -> str | None:
    """The colour itself, or the nearest darker or lighter one that is told apart from all grounds.

    Args:
        colour: as written.
        grounds: what it stands on.
        least: how well.

    Returns:
        None when no shade of it is enough.
    """
    for step in range(101):
        for end in ((0, 0, 0), (255, 255, 255)):
            tried = written(_mixed(rgb(colour), end, step / 100))
            if all(contrast(tried, ground) >= least for ground in grounds):
                return tried
    return None


def _mixed(colour: Rgb, end: Rgb, share: float) -> Rgb:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(colour, end, strict=True))
    return red, green, blue
