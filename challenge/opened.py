"""A view of a screen opened on the store: every choice checked and filled in, with the parts all screens share."""

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

import queries
from challenge import choosing, links, masthead, wording
from challenge.choosing import Reads
from challenge.links import View
from challenge.packs import table
from challenge.sheet import Node, el


@dataclass(frozen=True)
class Opened:
    """``view`` holds what the address says (short links); ``now`` the same with every default filled in."""

    view: View
    now: View
    cycle: dict
    reading: Reads

    @classmethod
    def of(cls, screen: str, typed: dict[str, str], reading: Reads) -> "Opened":
        """Check each choice against what there is; ``Unknown`` names the first there is not."""
        found, cycle, columns, placed = choosing.checked(typed, reading)
        view = View(screen, as_of=reading.as_of, **found)
        column = columns.loc[columns["ordinal"] == cycle["default_ordinal"], "column_key"].iloc[0]
        now = view.but(
            cycle=cycle["cycle"],
            period=view.period or column,
            source=view.source or "published",
            compare=view.compare or "england",
            order=view.order or ("bpn" if placed else "az"),
            against=view.against or "preliminary",
            arrange=view.arrange or ("bpn" if placed else "az"),
        )
        return cls(view, now, cycle, reading)

    @property
    def store(self) -> object:
        """The open store."""
        return self.reading.store

    def rows(self, block: queries.Block, **given: object) -> pd.DataFrame:
        """Rows of a query, for this reader at this moment."""
        return self.reading.rows(block, **given)

    def row(self, block: queries.Block, **given: object) -> dict:
        """The one row of a query as a dict."""
        return self.rows(block, **given).head(1).to_dict("records")[0]

    @cached_property
    def columns(self) -> pd.DataFrame:
        """Columns of the cycle: ordinal, column_key, label."""
        return self.rows(queries.frame.columns, cycle=self.now.cycle)

    @cached_property
    def members(self) -> pd.DataFrame:
        """Authorities of the cycle: area, name, bpn, bpn_name, round."""
        return self.rows(queries.frame.members, cycle=self.now.cycle)

    @cached_property
    def kpis(self) -> pd.DataFrame:
        """KPIs that have a place in the cycle."""
        return self.rows(queries.frame.shown, cycle=self.now.cycle)

    @cached_property
    def kpi_names(self) -> dict[str, str]:
        """KPI to its name."""
        return dict(zip(self.kpis["kpi"], self.kpis["name"], strict=True))

    @property
    def ordinal(self) -> int:
        """The chosen column's place."""
        return int(self.columns.loc[self.columns["column_key"] == self.now.period, "ordinal"].iloc[0])

    @property
    def period_label(self) -> str:
        """The chosen column's label."""
        return self.columns.loc[self.columns["column_key"] == self.now.period, "label"].iloc[0]

    def home(self, screen: str, **changes: object) -> str:
        """A link to another screen that takes along what holds for the whole visit."""
        return self.view.to(screen, **changes)

    @property
    def chosen(self) -> list[str]:
        """The authorities drawn over the rest."""
        return self.view.chosen.split(",") if self.view.chosen else []

    def masthead(self, crumbs: list[tuple[str, str | None]], **only: tuple[str, ...]) -> Node:
        """The line above the screen; ``only`` names the choices it offers."""
        return masthead.masthead(
            self.view,
            self.now,
            crumbs,
            self.rows(queries.frame.cycles),
            self.columns,
            self.rows(queries.frame.meetings, cycle=self.now.cycle),
            self.store.practice,
            **only,
        )

    def looking_back(self) -> Node | None:
        """What an earlier moment means; None for now."""
        return masthead.looking_back(self.view, int(self.row(queries.frame.left_out)["years"]))

    def cutoff(self, name: str) -> float:
        """One of the rules' cut-offs, as it stands at this moment."""
        return float(self.row(queries.frame.cutoff_value, cutoff=name)["value"])

    def marked(self, title: str, invented: bool = True) -> str:
        """``title`` with the word *Practice* before it where what it heads is invented."""
        return f"Practice · {title}" if self.store.practice and invented else title

    def segments(self, name: str, choices: dict[str, str], choice: str) -> Node:
        """One choice as a row of links."""
        chosen = getattr(self.now, choice)
        each = [
            el("a", label, href=self.view.link(**{choice: key}), aria_current="true" if key == chosen else None)
            for key, label in choices.items()
        ]
        return el(
            "div",
            el("span", name, cls="segments-label", id=f"by-{choice}"),
            el("nav", each, cls="segments", aria_labelledby=f"by-{choice}"),
        )

    def narrowing(self, which: str, *more: Node) -> Node:
        """Which KPIs are shown: the headline ones, a group, or all, after ``more`` pills; what narrows can be taken away."""
        groups = self.kpis.drop_duplicates("kpi_group")
        known = {
            "headline": "Headline KPIs",
            **dict(zip(groups["kpi_group"], groups["group_name"], strict=True)),
            "all": "Every KPI",
        }
        items = [
            (label, self.view.link(group=None if key == "headline" else key, kpi=None), key == which)
            for key, label in known.items()
        ]
        if which not in known:
            items.insert(0, (self.kpi_names.get(which, which), self.view.link(), True))
        named = next(label for label, _, chosen in items if chosen)
        less = (self.view.kpi or self.view.group or self.view.bpn) and self.view.screen == "region"
        return el(
            "div",
            el("ul", *more, masthead.pill("KPIs", named, items), cls="pills", aria_label="Which rows and KPIs"),
            el("a", "Show all authorities and headline KPIs", href=self.view.link(kpi=None, group=None, bpn=None, order=None))
            if less
            else None,
            cls="bar",
        )

    def ordering(self, shown: list[str], grouped: str = links.ORDERS["bpn"]) -> Node:
        """In which order the authorities stand: ``grouped``, by name, or by one of the ``shown`` KPIs."""
        orders = {key: name for key, name in {**links.ORDERS, "bpn": grouped}.items() if key != "bpn" or self.cycle["n_placed"]}
        keys = dict.fromkeys([*shown, *([self.view.order] if self.view.order in self.kpi_names else [])])
        short = dict(zip(self.kpis["kpi"], self.kpis["short_name"], strict=True))
        orders |= {kpi: f"By {wording.lower_first(short[kpi])}" for kpi in keys}
        items = [(name, self.view.link(order=key), key == self.now.order) for key, name in orders.items()]
        return masthead.pill("Order", orders[self.now.order], items)

    def authorities(self) -> Node:
        """A form to go to another authority of the cycle."""
        kept = self.view.but(area=None).query()
        options = [
            el("option", row.name, value=row.area, selected=row.area == self.view.area)
            for row in self.members[["area", "name"]].itertuples(index=False)
        ]
        return el(
            "form",
            [el("input", type="hidden", name=name, value=value) for name, value in kept.items()],
            el("label", "Authority ", el("select", options, name="area")),
            el("button", "Open"),
            action="/authority",
            cls="ask",
        )

    def directory(self) -> Node:
        """Every authority of the cycle as a link, by BPN where they are known."""
        groups = self.members.assign(group=self.members["bpn_name"].where(self.members["bpn_name"].notna(), ""))
        return el(
            "div",
            [
                el(
                    "section",
                    el("h2", self.marked(f"{group} BPN")) if group else None,
                    el(
                        "ul",
                        [el("li", el("a", row.name, href=self.view.link(area=row.area))) for row in rows.itertuples(index=False)],
                        cls="rows",
                    ),
                )
                for group, rows in groups[["area", "name", "group"]].groupby("group")
            ],
            cls="columns",
        )

    def basis(self) -> str:
        """Which figures are shown, in a sentence."""
        return f"{'Returned' if self.now.source == 'returned' else 'Published'} figures, {wording.lower_first(self.period_label)}."

    def sources(self) -> Node:
        """Where the figures come from and under what licence."""
        release = self.row(queries.frame.release)
        out = wording.day(release["published_on"]) if not pd.isna(release["published_on"]) else "exact day not known"
        practice = (
            " Practice: BPNs, rounds, returned figures and placements in this store are invented." if self.store.practice else ""
        )
        return el(
            "p",
            f"Published figures: {release['title']} ({out}); {release['publisher']}; {release['licence']}. ",
            f"{release['note']}{practice}",
            cls="muted sources",
        )

    def facts(self, says: str, ofsted: bool = True) -> dict[str, str]:
        """What every file made from this view states; ofsted: whether it may go to Ofsted."""
        release = self.row(queries.frame.release)
        return {
            "cycle": self.cycle["title"],
            "as of": "now" if self.view.as_of is None else str(self.view.as_of),
            "says": says,
            "figures": f"{release['title']}; {release['publisher']}; {release['licence']}",
            "store": "Practice: BPNs, rounds, returned figures and placements are invented" if self.store.practice else "live",
            "Ofsted": table.OFSTED[ofsted],
        }
