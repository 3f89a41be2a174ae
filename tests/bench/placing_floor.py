"""The floor of placing: one button in a part that is drawn anew by itself, one bare insert, and its answer."""

import os
from uuid import uuid4

import duckdb
import streamlit as st
from streamlit.components import v2

JS = """export default function ({ parentElement, data, setStateValue }) {
  let said = parentElement.querySelector(".floor-said");
  if (!said) {
    const button = document.createElement("button");
    said = document.createElement("span");
    said.className = "floor-said";
    button.textContent = said.textContent = "Ready";
    parentElement.append(button, said);
    button.onclick = () => {
      said.textContent = "Saving";
      said.asked = crypto.randomUUID();
      setStateValue("entry", said.asked);
    };
  }
  if (data.saved && data.saved === said.asked) said.textContent = "Saved";
}"""


@st.cache_resource
def _store() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(os.environ["PLACING_FLOOR"])
    connection.execute("create table if not exists placed (id varchar primary key, position integer, recorded_at timestamp)")
    return connection


@st.cache_resource
def _component():
    return v2.component("floor", js=JS)


@st.fragment(run_every=2)
def _part() -> None:
    entry = (st.session_state.get("floor") or {}).get("entry")
    if entry and entry != st.session_state.get("last"):
        _store().cursor().execute("insert into placed values (?, 3, now()::timestamp)", [f"{entry} {uuid4()}"])
        st.session_state["last"] = entry
    _component()(data={"saved": entry}, key="floor", on_entry_change=lambda: None)


st.markdown("# Floor")
_part()
