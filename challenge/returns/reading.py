"""The way in: a file as sent, whatever its kind, to a self-view with all that is to be said of it. Never raises for a file."""

import hashlib
import logging
from dataclasses import replace
from pathlib import Path

from challenge.returns import asking, checks, figures, identity, narrative, old_word, opening, placing, text_table, word, workbook
from challenge.returns.asking import Cycle
from challenge.returns.document import Document, Problem, Unreadable
from challenge.returns.form import Form, of_region
from challenge.returns.form import form as form_named
from challenge.returns.opening import Sent
from challenge.returns.self_view import SelfView

USUAL = "north-west"
log = logging.getLogger(__name__)


def read(
    name: str,
    data: bytes,
    *,
    authority: str | None = None,
    cycle: str | None = None,
    form: str | None = None,
    cycles: dict[str, Cycle] | None = None,
) -> SelfView:
    """Read a file as sent.

    name: as it was called. authority, cycle: keys, where whoever sends it chose them. form: a name of ``data/reference/forms``;
    that of the chosen cycle's region unless given. cycles: those it may be of, the shipped ones unless given. Whatever is wrong
    with the file stands in ``problems``, in reading order; one that cannot be read at all gives a self-view without authority
    and with one problem that blocks.
    """
    cycles = asking.shipped() if cycles is None else cycles
    form = form or _form_of(cycles.get(cycle or ""))
    described = form_named(form)
    sent = None
    try:
        sent = opening.open_sent(name, data)
        return _self_view(_document(sent), described, cycles, authority, cycle)
    except Unreadable as refusal:
        problem = refusal.problem
    except Exception:
        log.exception("a file could not be read: %s", name)
        problem = Problem(
            name,
            "something this dashboard’s readers do not know how to take",
            "a self-view",
            "Save it once more as .docx and try again; if it comes again, report it with the file to whoever keeps the dashboard.",
            blocks=True,
        )
    said = sent.said if sent else ()
    return SelfView(
        sent.name if sent else name,
        sent.sha256 if sent else hashlib.sha256(data).hexdigest(),
        form,
        None,
        None,
        problems=(*said, problem),
    )


def _form_of(cycle: Cycle | None) -> str:
    """The form of the cycle's region, or the one there has been from the start."""
    found = of_region(cycle.region) if cycle else None
    return found.form if found else USUAL


def read_path(
    path: Path,
    *,
    authority: str | None = None,
    cycle: str | None = None,
    form: str | None = None,
    cycles: dict[str, Cycle] | None = None,
) -> SelfView:
    """Read a file on this computer; one that is not there, or may not be read, gives a self-view with the problem that says so."""
    try:
        data = path.read_bytes()
    except OSError as error:
        found = "a folder" if path.is_dir() else (error.strerror or "a file that cannot be opened").lower()
        problem = Problem(
            path.name or str(path), found, "a file that can be read", "Check its name and where it is kept.", blocks=True
        )
        return SelfView(path.name or str(path), "", form or USUAL, None, None, problems=(problem,))
    return read(path.name, data, authority=authority, cycle=cycle, form=form, cycles=cycles)


def as_json(view: SelfView) -> dict:
    """A self-view as plain values for JSON: ``file``, ``sha256``, ``form``, ``authority``, ``cycle``, ``figures``, ``answers``,
    ``placements``, ``sign_offs`` and ``problems``, one object each. ``period`` is the key of the cycle's column, ``number`` the
    form's; a problem has both only where it concerns one figure."""
    return {
        "file": view.file,
        "sha256": view.sha256,
        "form": view.form,
        "authority": view.authority,
        "cycle": view.cycle,
        "figures": [
            {
                "kpi": each.kpi,
                "number": each.number,
                "period": each.period,
                "value": each.value,
                "status": each.status,
                "note": each.note,
                "place": each.place,
                "text": each.text,
                "numerator": each.numerator,
                "denominator": each.denominator,
                "part_year": each.part_year,
                "period_end": each.period_end.isoformat() if each.period_end else None,
            }
            for each in view.figures
        ],
        "answers": [
            {"item": each.item, "entry": each.entry, "part": each.part, "text": each.text, "place": each.place}
            for each in view.answers
        ],
        "placements": [
            {"enabler": each.enabler, "position": each.position, "evidence": each.evidence, "place": each.place}
            for each in view.placements
        ],
        "sign_offs": [
            {"office": each.office, "name": each.name, "day": each.day.isoformat() if each.day else None, "place": each.place}
            for each in view.sign_offs
        ],
        "problems": [_problem(each) for each in view.problems],
    }


def _problem(problem: Problem) -> dict:
    told = {
        "place": problem.place,
        "found": problem.found,
        "expected": problem.expected,
        "do": problem.do,
        "blocks": problem.blocks,
    }
    if problem.number is not None:
        told["number"] = problem.number
    if problem.period is not None:
        told["period"] = problem.period
    return told


def _document(sent: Sent) -> Document:
    if sent.kind == "old_word":
        sent = old_word.as_docx(sent)
    document = {"word": word.read, "workbook": workbook.read, "table": text_table.read}[sent.kind](sent)
    return replace(document, problems=(*sent.said, *document.problems))


def _self_view(document: Document, form: Form, cycles: dict[str, Cycle], authority: str | None, cycle: str | None) -> SelfView:
    found_authority, found_cycle, problems = identity.find(document, form, cycles, authority, cycle)
    problems = [*document.problems, *problems]
    found_figures = []
    if found_cycle:
        found_figures, said = figures.find(document, form, cycles[found_cycle], found_authority)
        found_figures, doubts = checks.all_of(found_figures, cycles[found_cycle])
        problems += [*said, *doubts]
    answers, unclear = narrative.find(document, form)
    placements, unplaced = placing.grid(document, form)
    sign_offs, unsigned = placing.sign_offs(document, form)
    problems += [*unclear, *unplaced, *unsigned]
    return SelfView(
        file=document.name,
        sha256=document.sha256,
        form=form.form,
        authority=found_authority,
        cycle=found_cycle,
        figures=tuple(found_figures),
        answers=tuple(answers),
        placements=tuple(placements),
        sign_offs=tuple(sign_offs),
        problems=tuple(problems),
    )
