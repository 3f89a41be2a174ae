"""The frame every screen runs in. Streamlit runs this script first, whatever address is asked for: it sets the page up, opens the
store, draws the navigation, runs the screen, and says in one message what stands in the way when something does."""

import sys
from functools import partial
from pathlib import Path

import streamlit as st

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from challenge import access, messages, session, sheet  # noqa: E402
from challenge.errors import ChallengeError  # noqa: E402
from challenge.links import VISIT, Unknown, View  # noqa: E402
from challenge.sheet import Node, el  # noqa: E402

# section of the navigation → screens in it: (file in pages/, name)
SCREENS = {
    "": [("start", "Start")],
    "Explore": [("region", "Region"), ("bpn", "BPN"), ("authority", "Authority"), ("kpi", "KPI"), ("journey", "Journey")],
    "Prepare": [("questions", "Questions"), ("meeting", "Meeting")],
    "Manage": [("returns", "Returns"), ("self_check", "Self-check"), ("placing", "Place yourselves"), ("settings", "Settings")],
}


def pages() -> dict[str, list[st.Page]]:
    """The screens as Streamlit pages, by section of the navigation."""
    return {
        section: [
            st.Page(partial(session.draw, name), title=title, url_path=name, default=name == "start") for name, title in screens
        ]
        for section, screens in SCREENS.items()
    }


def menu(here: str) -> Node:
    """The screens by section, as links that take along what holds for the whole visit."""
    view = View(here, **{name: value for name, value in session.asked().items() if name in VISIT})
    return el(
        "nav",
        [
            [
                el("h2", section) if section else None,
                el(
                    "ul",
                    [
                        el("li", el("a", title, href=view.to(name), aria_current="page" if name == here else None))
                        for name, title in screens
                    ],
                ),
            ]
            for section, screens in SCREENS.items()
        ],
        cls="menu",
        aria_label="Screens",
    )


def declare() -> None:
    """Let whoever looks say who they are; kept for this browser session and with what they make."""
    who = session.viewer()
    with st.sidebar.popover(f"You: {who.name}" if who.name else "Say who you are", width="stretch"):
        st.caption(
            "A name and a role, declared and not authenticated. They stand on what you download and, later, on what you decide."
        )
        with st.form("declare", border=False):
            name = st.text_input("Name", value=who.name, max_chars=80)
            role = st.selectbox("Role", access.ROLES, index=access.ROLES.index(who.role))
            if st.form_submit_button("Declare"):
                st.session_state["declared"] = access.Person(access.plain_name(name), role)
                st.rerun()


st.set_page_config(
    page_title="Peer challenge", page_icon=str(ROOT / "challenge" / "mark.svg"), layout="wide", initial_sidebar_state=216
)
st.html(ROOT / "challenge" / "page.css")
st.logo(str(ROOT / "challenge" / "logo.svg"), size="large")
page = st.navigation(pages(), position="hidden")
with st.sidebar:
    sheet.mount(menu(page.url_path or "start"), "menu")
declare()
try:
    page.run()
except Unknown as unknown:
    sheet.mount(messages.unknown(unknown, page.url_path or "start", session.asked()), "message")
except ChallengeError as error:
    sheet.mount(messages.error(error), "message")
