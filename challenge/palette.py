"""The project's colours, read from `palette.css`, so that Plotly, exports and tests use the very colours the screens use."""

import re
from functools import cache
from pathlib import Path

_PAIR = re.compile(r"--([a-z-]+):\s*light-dark\((#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\)")
_THEMES = ("light", "dark")


@cache
def colours(theme: str) -> dict[str, str]:
    """Name to `#rrggbb` for `theme` ("light" or "dark"), e.g. `colours("light")["best"]`.

    Raises ValueError for another theme.
    """
    if theme not in _THEMES:
        raise ValueError(f"{theme!r} is not a theme. Try one of: {', '.join(_THEMES)}")
    css = Path(__file__).with_name("palette.css").read_text(encoding="utf-8")
    return {name: pair[_THEMES.index(theme)] for name, *pair in _PAIR.findall(css)}


def contrast(text: str, background: str) -> float:
    """The WCAG 2.2 contrast ratio (1 to 21) of two `#rrggbb` colours; 4.5 is AA for text, 3 for marks and borders."""
    lighter, darker = sorted((_luminance(text), _luminance(background)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * channel for weight, channel in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
