"""HTML for the screens, built safely from Python and mounted without an iframe.

A screen is a function of its URL: every choice is a real link, so it can be opened in a new tab, copied, bookmarked; a plain click
goes there without a reload.

    mount(el("p", el("a", "By name", href="/region?order=az")), key="region")

The classes to write with are listed at the top of `sheet.css`.
"""

import html
from functools import cache
from pathlib import Path
from typing import Any

_TAG_NAMES = (
    "a abbr article aside b br button caption cite code col colgroup dd details div dl dt em fieldset figcaption figure footer form"
    " h1 h2 h3 h4 header hr input kbd label legend li main mark nav ol option p q section select small span strong sub summary sup"
    " table tbody td textarea tfoot th thead time tr ul"
    " svg g path rect circle line polyline polygon text tspan title"
)
_VOID = frozenset({"br", "col", "hr", "input"})
_ATTRIBUTE_NAMES = (
    "id class title lang role href action method name value type placeholder for checked selected disabled required readonly rows"
    " cols min max step maxlength autocomplete tabindex open hidden colspan rowspan scope headers datetime span download rel"
    " viewBox width height x y x1 x2 y1 y2 cx cy r rx ry d points transform fill stroke stroke-width stroke-dasharray"
    " text-anchor overflow focusable style"
)
_TAGS = frozenset(_TAG_NAMES.split())
_ATTRIBUTES = frozenset(_ATTRIBUTE_NAMES.split())
_INPUTS = frozenset({"text", "search", "date", "number", "hidden", "checkbox", "radio", "submit"})
_HERE = Path(__file__).parent
# component → its style sheets and scripts, beside those all share. What only some sheets need is not sent with every one.
_PARTS = {
    "sheet": (("sheet.css",), ("sheet.js",)),
    "picture": (("sheet.css", "picture.css"), ("save.js", "sheet.js")),
    "journey": (("sheet.css", "picture.css", "journey.css"), ("save.js", "journey.js", "sheet.js")),
    "rug": (("rug.css",), ("rug.js",)),
    "placer": (("placer.css",), ("placer.js",)),
    "wizard": (("sheet.css", "wizard.css"), ("wizard.js",)),
    "position": (("sheet.css", "position.css"), ("sheet.js",)),
    "panel": (("sheet.css", "panel.css"), ("panel_words.js", "panel_marks.js", "panel_open.js", "panel.js")),
    "issued": (("sheet.css", "position.css", "issued.css"), ("sheet.js",)),
    "kept_form": (("sheet.css", "kept_form.css"), ("kept_form.js",)),
}


class Node(list):
    """One element as a JSON-able list: `[tag, {attribute: text}, child, …]`, each child a text or a Node."""


def el(tag: str, *children: Any, **attributes: Any) -> Node:
    """One element.

    `children`: texts, numbers, Nodes, lists of these; None is left out. `attributes`: `cls` is class, `for_` is for, an underscore
    is a hyphen (`aria_label`, `data_kpi`); True writes a bare attribute, None and False leave it out. `style` takes custom
    properties only (`--share: 0.4`); links lead only into this app ("/…", "?…", "#…").

    Raises ValueError for a tag, attribute or link outside the lists, which `sheet.js` checks again in the browser.
    """
    if tag not in _TAGS:
        raise ValueError(f"<{tag}> is not an element a sheet may hold")
    node = Node([tag, dict(filter(None, (_attribute(*pair) for pair in attributes.items())))])
    node.extend(_flat(children))
    return node


def to_html(tree: Node | str) -> str:
    """`tree` as HTML text, everything in it escaped: for exports and tests."""
    if not isinstance(tree, list):
        return html.escape(str(tree), quote=False)
    tag, attributes, *children = tree
    written = "".join(f' {name}="{html.escape(value)}"' for name, value in attributes.items())
    if tag in _VOID:
        return f"<{tag}{written}>"
    return f"<{tag}{written}>{''.join(map(to_html, children))}</{tag}>"


def to_text(tree: Node | str) -> str:
    """The words of `tree` in reading order, without mark-up: for tests and for plain-text copies."""
    return "".join(map(to_text, tree[2:])) if isinstance(tree, list) else str(tree)


def mount(tree: Node | list, key: str) -> None:
    """Show `tree` here on the page. `key` names this sheet on the screen and must stay the same from run to run.

    A plain click on a link, or a form sent, changes the address and runs the page named there, without a reload.
    """
    whole = list(_flat([tree]))
    # A tree may say that it needs a component of its own: ``data_part`` of its outermost element.
    named = next((each[1]["data-part"] for each in whole if isinstance(each, list) and "data-part" in each[1]), None)
    show(named or ("picture" if any(map(_holds_figure, whole)) else "sheet"), {"tree": whole}, key)


def show(name: str, data: dict, key: str, **does: Any) -> None:
    """Mount the component `name` (one of `_PARTS`) with `data` (JSON-able). does: what is called when it tells something, as
    `on_<what>_change`."""
    _component(name)(data=data, key=key, **does)


@cache
def _component(name: str) -> Any:
    # Streamlit is imported here, not above, so that exports can build trees without loading it; cached, because a
    # component must be registered once, not on every run.
    from streamlit.components.v2 import component

    css, js = _PARTS[name]
    return component(
        name,
        css="\n".join(map(_read, ("palette.css", "shades.css", *css))),
        js="\n".join(map(_read, ("links.js", "edges.js", *js))),
    )


def _holds_figure(tree: Node | str) -> bool:
    return isinstance(tree, list) and ("data-save" in tree[1] or tree[0] == "figure" or any(map(_holds_figure, tree[2:])))


def _read(file: str) -> str:
    return (_HERE / file).read_text(encoding="utf-8")


def _flat(children: Any) -> list:
    flat: list = []
    for child in children:
        if child is None or child is False:
            continue
        if isinstance(child, Node | str):
            flat.append(child)
        elif hasattr(child, "__iter__"):
            flat.extend(_flat(child))
        else:
            flat.append(str(child))
    return flat


def _attribute(keyword: str, value: Any) -> tuple[str, str] | None:
    name = {"cls": "class", "view_box": "viewBox"}.get(keyword, keyword.rstrip("_").replace("_", "-"))
    if value is None or (value is False and not name.startswith("aria-")):
        return None
    if not (name in _ATTRIBUTES or name.startswith(("aria-", "data-"))):
        raise ValueError(f"{name!r} is not an attribute a sheet may hold")
    text = str(value).lower() if name.startswith("aria-") and isinstance(value, bool) else "" if value is True else str(value)
    if name in ("href", "action") and not _inside(text):
        raise ValueError(f"{text!r} leads out of the app: a link starts with /, ? or #")
    if name == "style" and not all(part.strip().startswith("--") for part in text.split(";") if part.strip()):
        raise ValueError(f"style {text!r}: only custom properties (--name: value) are allowed")
    if name == "type" and text not in _INPUTS | {"button", "reset"}:
        raise ValueError(f"type {text!r} is not one a sheet may hold")
    return name, text


def _inside(address: str) -> bool:
    # A browser drops tabs and line ends from an address, which would let "/<tab>/elsewhere" out.
    plain = not any(character <= " " for character in address)
    return plain and address.startswith(("/", "?", "#")) and not address.startswith(("//", "/\\"))
