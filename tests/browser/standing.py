"""Whether a screen stands: everything its last run sent has been drawn, and nothing of the run before is left.

A click begins a run a moment later; a run's sheets are each drawn on their own, a frame or more after the run has ended. Only
Streamlit knows what is still to come, so it is asked: what it holds is compared with what is drawn. Its version is fixed in
requirements.txt; should another keep its state elsewhere, every test says so.
"""

import json
from collections.abc import Callable
from functools import wraps

import pytest
from playwright.sync_api import Locator, Page, TimeoutError

# A cold server draws its first screen under load.
PATIENCE = 60_000
# Often enough to be quick, seldom enough to leave the processor to what is waited for.
EVERY = 40
# What Playwright tells of an element at once, or as soon as there is any such element: it may be the last view's.
TOLD_AT_ONCE = {
    Locator: (
        "all all_inner_texts all_text_contents bounding_box count evaluate evaluate_all get_attribute inner_html inner_text"
        " input_value is_checked is_disabled is_enabled is_hidden is_visible text_content"
    ),
    Page: "content inner_text title",
}
# What the screen lacks, in words; "" when it stands, the words of errors that nobody caught when it never will.
LACKING = """() => {
  const all = (where, from = document) => [...from.querySelectorAll(where)];
  const box = document.querySelector("[data-testid=stApp]");
  if (!box) return "Streamlit";
  let fiber = box[Object.keys(box).find((name) => name.startsWith("__reactFiber$"))];
  while (fiber && !fiber.stateNode?.state?.scriptRunState) fiber = fiber.return;
  const app = fiber?.stateNode;
  const known = app?.state.elements?.root?.children && typeof app.hasReceivedNewSession === "boolean" && app.rerunEpoch >= 0;
  if (!known) throw new Error("Streamlit keeps its state elsewhere than tests/browser/standing.py looks for it");

  // That a run has begun is heard before its state has changed, so the run must also have another id than the one before.
  const before = (window.stoodBefore ??= { asked: app.rerunEpoch, run: null });
  const begun = before.asked === app.rerunEpoch || before.run !== app.state.scriptRunId;
  if (!app.hasReceivedNewSession || !begun) return "the run that was asked for";
  if (app.state.scriptRunState !== "notRunning" || box.dataset.testScriptState !== "notRunning") return "the end of the run";
  const below = ({ children = [], anchor }) => (anchor ? [...children, anchor] : children);
  const within = (node) => (node.element ? [node] : below(node).flatMap(within));
  // A short message outlives the run that sent it.
  const held = within(app.state.elements.root).filter((node) => !node.element.toast);
  // A part that is drawn anew by itself leaves what is around it of the run before.
  const parts = app.state.fragmentIdsThisRun ?? [];
  const due = held.filter((node) => !parts.length || parts.includes(node.fragmentId));
  if (due.some((node) => node.scriptRunId !== app.state.scriptRunId)) return "the end of what the last run sent";
  if (all("[data-stale=true], [data-testid=stSkeleton]").length) return "something Streamlit has not drawn yet";
  const failed = all("[data-testid=stException]").map((one) => one.innerText);
  if (failed.length) return { failed };

  const written = (json) => {
    window.writtenBefore ??= new Map();
    if (!window.writtenBefore.has(json)) {
      const data = JSON.parse(json);
      window.writtenBefore.set(json, JSON.stringify(data.tree ?? data));
    }
    return window.writtenBefore.get(json);
  };
  const sent = held.map(({ element }) => element.bidiComponent?.json).filter(Boolean).map(written).sort();
  const roots = all("[data-testid=stBidiComponentIsolated]").map((host) => host.shadowRoot?.querySelector(".sheet"));
  if (!sent.length) return "any sheet";
  if (roots.length !== sent.length || roots.some((root) => !root)) return `${sent.length} sheets, not ${roots.length}`;
  const shown = roots.map((root) => root.written).sort();
  if (shown.some((one, place) => one !== sent[place])) return "what a sheet was sent last";
  const [red, green, blue] = getComputedStyle(box).backgroundColor.match(/[\\d.]+/g).map(Number);
  const theme = 0.2126 * red + 0.7152 * green + 0.0722 * blue < 128 ? "dark" : "light";
  if (roots.some((root) => root.dataset.theme !== theme)) return `all sheets in ${theme} colours`;
  if (!roots.some((root) => root.querySelector("h1.headline")?.getClientRects().length)) return "a headline";

  const lines = (traces) => JSON.stringify(traces.map(({ name }) => name ?? ""));
  const charts = held.map(({ element }) => element.plotlyChart).filter(Boolean);
  const wanted = charts.map(({ spec, figure }) => lines(JSON.parse(spec || figure.spec).data)).sort();
  const pictures = all(".stPlotlyChart").map((place) => [place, place.querySelector(".js-plotly-plot:has(svg.main-svg)")]);
  const drawn = pictures.map(([, picture]) => (picture?.data ? lines(picture.data) : "")).sort();
  if (drawn.length !== wanted.length || drawn.some((one, place) => one !== wanted[place])) return "what a chart was sent last";
  const wide = (element) => element.getBoundingClientRect().width;
  const narrow = pictures.filter(([place, picture]) => Math.abs(wide(place) - wide(picture.querySelector("svg"))) > 1);
  if (narrow.length) return "a chart's full width";
  if (document.fonts.status !== "loaded") return "its letters";
  window.stoodBefore = { asked: app.rerunEpoch, run: app.state.scriptRunId };
  return "";
}"""
STANDS = f"""() => {{
  const lacking = ({LACKING})();
  return lacking === "" || lacking.failed ? JSON.stringify(lacking) : null;
}}"""


def settled(page: Page) -> Page:
    """The page, once its screen stands. AssertionError with what it waited for in vain, or the words of an error nobody caught."""
    try:
        answer = page.wait_for_function(STANDS, timeout=PATIENCE, polling=EVERY).json_value()
    except TimeoutError as late:
        raise AssertionError(f"{page.url} does not stand: it lacks {page.evaluate(LACKING)}") from late
    failed = json.loads(answer)
    assert not failed, f"{page.url}: {failed}"
    return page


def tell_when_settled(patch: pytest.MonkeyPatch) -> None:
    """Let every reading in a test wait until the screen stands, so that none has to remember to; ``expect`` waits by itself."""
    for kind, names in TOLD_AT_ONCE.items():
        for name in names.split():
            patch.setattr(kind, name, _when_settled(getattr(kind, name)))


def _when_settled(tell: Callable) -> Callable:
    @wraps(tell)
    def told(seen: Locator | Page, *given: object, **named: object) -> object:
        settled(seen.page if isinstance(seen, Locator) else seen)
        return tell(seen, *given, **named)

    return told
