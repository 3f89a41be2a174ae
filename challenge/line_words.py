"""Lines of enquiry in words: what the figures say, two rival explanations, an open question, and each row of evidence as a chip.
What a line is, how strong, and what it rests on arrives decided by ``queries/lines.sql``; the words are data
(``data/reference/line_templates.csv``)."""

import re

import pandas as pd

from challenge import line_figures, wording
from challenge.line_figures import Row, given, shortened

# In a template [ … ] is dropped as a whole where something in it is not known; {…} is filled in.
OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
PLACEHOLDER = re.compile(r"\{(\w+)\}")
# Words of others that end in a full stop, at the end of a sentence of ours.
ENDED_TWICE = re.compile(r"([.?!])”\.")
PARTS = ("wording", "explanation", "other_explanation", "question")
# How a card is coloured; the symbol and the title beside it say the same.
TONES = {
    "differs-from-published": "differs",
    "not-returned": "differs",
    "own-placement": "differs",
    "focus-not-shown": "differs",
    "pulls-apart": "context",
    "far-from-neighbours": "context",
    "strength": "better",
    "ofsted": "ofsted",
}
SOURCES = {"published": "data", "returned": "data", "self-view": "self-view", "ofsted": "ofsted"}
# The longest that words said by others may be on a card; whole they stand in ``full``.
CARD = 160


def worded(
    lines: pd.DataFrame,
    evidence: pd.DataFrame,
    templates: pd.DataFrame,
    kinds: pd.DataFrame,
    caveats: pd.DataFrame,
    authority: str,
    region: str,
) -> pd.DataFrame:
    """The lines of one authority in words, one row each, in their order.

    lines and evidence: rows of the views line and line_evidence as the blocks of_area and
    evidence_of_area of ``queries.line_rows`` give them, with names and units. templates, kinds, caveats: rows of the views.
    authority, region: names. Returned are the columns of lines with, in place of keys, ``caveats`` (words), and with title, symbol,
    tone (worse, better, context, differs or ofsted), headline, claim, wording, full (as wording, nothing shortened), explanation,
    other_explanation, question, and ``chips``: per row of evidence its words, full, kpi, source, place, role and cell.
    """
    offered = _offered(templates)
    kind_of = {row["kind"]: row for row in kinds.to_dict("records")}
    caveat_words = dict(zip(caveats["caveat"], caveats["words"], strict=True))
    held: dict[str, list[Row]] = {}
    for row in evidence.sort_values("place").to_dict("records"):
        held.setdefault(row["line"], []).append(row)
    said = []
    for line in lines.to_dict("records"):
        rows, kind = held.get(line["line"], []), kind_of[line["kind"]]
        values = line_figures.values(line, rows, authority, region)
        whole = dict(values)
        if given(words := values.get("words")):
            values["words"] = shortened(words, CARD)
        subjects = _subjects(line, rows)
        parts = {part: _first(offered, line["kind"], subjects, part, values) for part in PARTS}
        parts["wording"] = parts["wording"] or wording.sentence(kind["title"])
        said.append(
            {
                **line,
                "caveats": [caveat_words[key] for key in _each(line.get("caveats")) if key in caveat_words],
                "title": kind["title"],
                "symbol": kind["symbol"],
                "tone": _tone(line, rows),
                "headline": _headline(line, rows, values),
                "claim": _claim(line, rows),
                **parts,
                "full": _first(offered, line["kind"], subjects, "wording", whole) or parts["wording"],
                "chips": [line_figures.chip(line, row, region) for row in rows],
            }
        )
    return pd.DataFrame(said, columns=[*dict.fromkeys([*lines.columns, *SAID])])


SAID = ["title", "symbol", "tone", "headline", "claim", *PARTS, "full", "chips"]


def fields(line: pd.Series) -> dict[str, str]:
    """What a draft made of a line starts with: headline, claim, explanation, other_explanation, wording (the question), theme,
    focus and source. line: a row of ``worded``."""
    return {
        "headline": line["headline"],
        "claim": line["claim"],
        "explanation": line["explanation"],
        "other_explanation": line["other_explanation"],
        "wording": line["question"],
        "theme": line["theme"] if given(line["theme"]) else "",
        "focus": line["focus"] if given(line["focus"]) else "",
        "source": SOURCES[line["origin"]],
    }


def filled(template: str, values: dict[str, str]) -> str | None:
    """A template with its figures, without the optional parts of which something is not known; None where something else is not."""
    kept = OPTIONAL.sub(
        lambda part: part[1] if all(given(values.get(name)) for name in PLACEHOLDER.findall(part[1])) else "", template
    )
    if not all(given(values.get(name)) for name in PLACEHOLDER.findall(kept)):
        return None
    text = PLACEHOLDER.sub(lambda name: values[name[1]], kept).strip()
    text = ENDED_TWICE.sub(r"\1”", text)
    return text[:1].upper() + text[1:] if template[:1] in "[{" else text


def _offered(templates: pd.DataFrame) -> dict[tuple[str, str], Row]:
    """Templates by kind and subject; a subject may be several, set apart by a bar."""
    return {(row["kind"], subject): row for row in templates.to_dict("records") for subject in row["subject"].split("|")}


def _first(offered: dict[tuple[str, str], Row], kind: str, subjects: list[str], part: str, values: dict[str, str]) -> str:
    """The words of the most specific subject that has them and whose figures are known."""
    for subject in subjects:
        template = offered.get((kind, subject), {}).get(part)
        if given(template) and (text := filled(template, values)) is not None:
            return text
    return ""


def _subjects(line: Row, rows: list[Row]) -> list[str]:
    """What templates may be about, the most specific first; each first with the turn the figures took, if they took one."""
    turns = _turns(line, rows)
    keys = [line.get("pair"), line.get("contrast"), line.get("kpi"), line.get("theme"), line.get("enabler"), "any"]
    return [name for key in keys if given(key) for name in (*(f"{key} {turn}" for turn in turns), key)]


def _turns(line: Row, rows: list[Row]) -> list[str]:
    lead = line_figures.leading(rows)
    if line["kind"] == "not-returned":
        return [] if line_figures.left_out(rows) else ["nothing"]
    if line["kind"] == "far-from-neighbours":
        return line_figures.side(lead, "neighbour_mean")
    if line["kind"] != "sharp-move":
        return []
    judged = [] if lead.get("polarity") == "context" else ["worse" if line["concern"] else "better"]
    return judged + line_figures.side(lead, "previous_value")


def _tone(line: Row, rows: list[Row]) -> str:
    if line["kind"] in TONES:
        return TONES[line["kind"]]
    if line_figures.leading(rows).get("polarity") == "context":
        return "context"
    return "worse" if line["concern"] else "better"


def _claim(line: Row, rows: list[Row]) -> str:
    """What the self-view says of the line, whole; empty where it says nothing."""
    said = []
    for row in rows:
        if row["role"] == "placement":
            position, reason = line_figures.placed(row)
            said.append(f"{line_figures.named_enabler(line)}: {wording.lower_first(position)}. {reason}".strip())
        elif row["role"] == "words" and line["kind"] not in ("not-returned", "ofsted") and given(row["words"]):
            said.append(row["words"])
    return " ".join(dict.fromkeys(said))


def _headline(line: Row, rows: list[Row], values: dict[str, str]) -> str:
    """A few neutral words a draft can be found by."""
    lead = line_figures.leading(rows)
    name, kind = values.get("kpi", ""), line["kind"]
    against, moved = line_figures.side(lead, "england"), line_figures.side(lead, "previous_value")
    above = {"up": "above", "down": "below"}
    match kind:
        case "worse-and-worsening":
            words = [f"{above[side]} England" for side in against] + [{"up": "rising", "down": "falling"}[side] for side in moved]
            return f"{name}: {' and '.join(words)}" if words else name
        case "worst-quarter" | "strength":
            end = "worst" if kind == "worst-quarter" else "best"
            return f"{name}: {values.get('count', 'three')} years in England’s {end} quarter"
        case "far-from-neighbours":
            side = line_figures.side(lead, "neighbour_mean")
            return f"{name}: {above[side[0]] if side else 'far from'} statistical neighbours"
        case "sharp-move":
            return f"{name}: a sharp {'rise' if moved == ['up'] else 'fall' if moved else 'move'}"
        case "differs-from-published":
            return f"{name}: returned and published differ"
        case "not-returned":
            return "Figures left out of the self-view" if line_figures.left_out(rows) else "No self-view received"
        case "pulls-apart":
            return _text_of(line, "pair_title") or f"{name} beside {values.get('other_kpi_lower', 'another figure')}"
        case "own-placement":
            return f"{line_figures.named_enabler(line)}: own placement and what stands beside it"
        case "focus-not-shown":
            return f"{line_figures.named_theme(line)}: a focus asked for"
        case "shown-not-asked":
            return f"{line_figures.named_theme(line)}: shown by figures, not named as a focus"
        case _:
            return f"Ofsted: {shortened(values.get('words') or 'a key line of enquiry', 70)}"


def _text_of(line: Row, column: str) -> str:
    return line[column] if given(line.get(column)) else ""


def _each(found: object) -> list[str]:
    """The members of a list that may be missing."""
    return [] if found is None or isinstance(found, float) else list(found)
