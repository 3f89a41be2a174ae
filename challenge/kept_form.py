"""Forms whose words stay in the browser until they are stored (``kept_form.js``): what such a form holds, and what it sends."""

from collections.abc import Sequence
from dataclasses import dataclass, field

KEPT = "Kept in this browser until you send it."
Value = str | bool | list[str]
NOTHING: dict[str, Value] = {"some": [], "tick": False}


@dataclass(frozen=True)
class Field:
    """One field. kind: ``text`` (some lines), ``line``, ``one`` (of options), ``some`` (of them), ``tick``, ``says`` (words alone).
    options: key and words of each. needed: what is said when it is empty and must not be. rows: of a text, at first."""

    name: str
    label: str
    kind: str = "line"
    options: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    needed: str = ""
    rows: int = 3


@dataclass(frozen=True)
class Which:
    """The things of which a form changes one. lines: key → its ``label``, the ``values`` of its fields, and ``seen``, the revision
    these are of."""

    label: str
    none: str
    lines: dict[str, dict]


@dataclass(frozen=True)
class Form:
    """One form. form: the name its words are kept under. fold: the words it opens with; empty where it stands open. values: of its
    fields before anything is typed. send: the words of its button. signed: whether one must have said who one is to send it. kept:
    what is said of words that are not sent. withdraw: ``label``, ``asks``, ``yes`` of what can be done in place of sending."""

    form: str
    fields: tuple[Field, ...]
    send: str
    fold: str = ""
    values: dict[str, Value] = field(default_factory=dict)
    signed: bool = True
    main: bool = True
    kept: str = KEPT
    which: Which | None = None
    withdraw: dict[str, str] | None = None

    def data(self, who: bool, session: str, answers: dict[str, dict], forget: Sequence[tuple[str, str]]) -> dict:
        """What ``kept_form.js`` is given. who: whether somebody acts. session: what letters are sent under. answers: what became of
        letters, by id. forget: drafts that are settled (an id of its own for each, and the form)."""
        given = {name: getattr(self, name) for name in ("form", "fold", "values", "send", "signed", "main", "kept", "withdraw")}
        return given | {
            "id": "".join(letter if letter.isalnum() else "-" for letter in self.form),
            "fields": [vars(each) | {"options": [list(option) for option in each.options]} for each in self.fields],
            "which": vars(self.which) if self.which else None,
            "who": who,
            "session": session,
            "answers": answers,
            "forget": [list(each) for each in forget],
        }


@dataclass(frozen=True)
class Letter:
    """What a form sent. kind: ``send`` or ``withdraw``. item: which of several. seen: the revision its words come after."""

    id: str
    kind: str
    item: str
    seen: int
    values: dict[str, Value]


def letter(sent: object, form: Form, session: str) -> Letter | None:
    """A letter as the browser sent it, each value of its field's kind; None for what is none, or was sent to another session."""
    if not isinstance(sent, dict) or sent.get("session") != session or not isinstance(sent.get("id"), str):
        return None
    told = sent.get("values") if isinstance(sent.get("values"), dict) else {}
    values = {each.name: _value(each, told.get(each.name)) for each in form.fields}
    seen = sent.get("seen")
    kind = "withdraw" if sent.get("kind") == "withdraw" and form.withdraw else "send"
    return Letter(sent["id"], kind, str(sent.get("item") or ""), int(seen) if isinstance(seen, int | float) else 0, values)


def _value(of: Field, told: object) -> Value:
    known = {key for key, _ in of.options}
    if of.kind == "some":
        return [key for key in told if isinstance(key, str) and key in known] if isinstance(told, list) else []
    if of.kind == "tick":
        return told is True
    said = told if isinstance(told, str) else ""
    return said if of.kind != "one" or said in known else ""
