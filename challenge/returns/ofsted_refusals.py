"""What the readers say of a file, in words about Ofsted's list: they are shared with self-views, and speak of those."""

import re
from dataclasses import replace

from challenge.returns import office_package
from challenge.returns.document import Problem

KINDS = f"{office_package.EXPECTED} with Ofsted’s key lines of enquiry"
PASTE = "Or paste its lines into the box “Paste lines” on this screen."
# Words of the readers, longest first, and what they are of a list.
_SAID = {
    office_package.EXPECTED: KINDS,
    "Put the words and figures into the Word self-view template and send that as .docx.": (
        "Write its lines into a Word document (.docx) and send that."
    ),
    "send the self-view as .docx": "ask whoever sent it for the list as .docx",
    "if something of it matters to the self-view, put it into the file and send it again": (
        "if a key line stands there, put it into the file and send it again"
    ),
    "a CSV file with figures": "a CSV file with Ofsted’s key lines of enquiry",
    "send the one with figures": "send the one with Ofsted’s lines",
    "none of their figures can be placed for certain": "it is not certain which of their words are the line",
    "A comma in a label or in a number (18,4) may split a cell": "A comma in a line may split a cell",
    "Check the figures of this line and the next": "Check the words of this line and the next",
    "confirm the figures one by one": "look at the lines one by one",
    "Check a figure or two": "Check a line or two",
    "a self-view, which has some hundred rows": "Ofsted’s list, which has some hundred lines at most",
    "Remove what is no part of the self-view, such as lists of children": (
        "Remove what is no part of Ofsted’s list, such as lists of children"
    ),
    "a self-view with figures or answers": "a workbook with Ofsted’s key lines of enquiry",
    "send the one that is filled in": "send the one with Ofsted’s lines",
    "no figure was read from it": "no line was read from it",
    "figures that stand in this workbook": "words that stand in this workbook",
    "check that no figure changes": "check that no word changes",
    "if it belongs to the self-view": "if it is one of Ofsted’s lines",
    "Comments are not read as answers; put what belongs to the self-view into its text.": (
        "Comments are not read as lines; put a line that stands in one into its text."
    ),
    "figures and words typed into the document": "words typed into the document",
    "if it holds figures or answers": "if it holds key lines",
    "Send the self-view without other tables": "Send the list without other tables",
    "a self-view": "Ofsted’s list of key lines of enquiry",
}
_PHRASES = re.compile("|".join(map(re.escape, sorted(_SAID, key=len, reverse=True))))


def of_list(problem: Problem) -> Problem:
    """The same problem said of Ofsted's list; where nothing can be read, with the way around the file. What may do harm is not to
    be opened, so not to be copied from either."""
    found, expected, do = (
        _PHRASES.sub(lambda said: _SAID[said[0]], words) for words in (problem.found, problem.expected, problem.do)
    )
    if problem.blocks and "ot open it" not in do:
        do = f"{do} {PASTE}"
    return replace(problem, found=found, expected=expected, do=do)
