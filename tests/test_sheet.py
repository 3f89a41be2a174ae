"""What a sheet may hold, and that nothing typed by anyone becomes mark-up."""

import json
import re
from pathlib import Path

import pytest

from challenge import sheet
from challenge.palette import colours, contrast
from challenge.sheet import el, to_html, to_text

CHALLENGE = Path(sheet.__file__).parent


def test_text_is_escaped_wherever_it_stands():
    tree = el("p", "<script>alert(1)</script> & more", title='"><b>')
    assert to_html(tree) == '<p title="&quot;&gt;&lt;b&gt;">&lt;script&gt;alert(1)&lt;/script&gt; &amp; more</p>'


def test_children_may_be_texts_numbers_lists_and_nothing():
    assert to_html(el("ul", [el("li", name) for name in ("Bury", "Wigan")], None, 3)) == "<ul><li>Bury</li><li>Wigan</li>3</ul>"


def test_keywords_become_attribute_names():
    tree = el("label", cls="ask", for_="area", aria_label="Area", data_kpi="s47", hidden=True, title=None, open=False)
    assert to_html(tree) == '<label class="ask" for="area" aria-label="Area" data-kpi="s47" hidden=""></label>'


def test_an_aria_attribute_says_true_or_false():
    assert to_html(el("a", aria_expanded=False)) == '<a aria-expanded="false"></a>'


def test_an_empty_element_has_no_end():
    assert to_html(el("br")) == "<br>"


def test_the_words_of_a_tree_can_be_read_without_its_marks():
    assert to_text(el("h1", "Wirral: ", el("em", "caseloads"), " are high")) == "Wirral: caseloads are high"


def test_a_tree_survives_json():
    tree = el("p", "18.8 v 16.1", el("a", "Bury", href="/authority?area=bury"))
    assert to_html(json.loads(json.dumps(tree))) == to_html(tree)


@pytest.mark.parametrize("tag", ["script", "iframe", "style", "object", "img", "foreignObject"])
def test_an_element_that_could_run_or_fetch_is_refused(tag):
    with pytest.raises(ValueError, match=tag):
        el(tag)


@pytest.mark.parametrize("name", ["onclick", "srcset", "src", "formaction", "srcdoc"])
def test_an_attribute_that_could_run_or_fetch_is_refused(name):
    with pytest.raises(ValueError, match=name):
        el("button", **{name: "/x"})


@pytest.mark.parametrize(
    "address", ["https://example.org", "//example.org", "/\\example.org", "javascript:alert(1)", "region", " /x", "/\t/x"]
)
def test_a_link_out_of_the_app_is_refused(address):
    with pytest.raises(ValueError, match="leads out of the app"):
        el("a", href=address)


@pytest.mark.parametrize("address", ["/region?cycle=2017-18", "?order=az", "#legend", "/"])
def test_a_link_inside_the_app_is_kept(address):
    assert el("a", href=address)[1] == {"href": address}


def test_a_style_may_only_set_custom_properties():
    assert el("div", style="--share: 0.4; --n: 2")[1] == {"style": "--share: 0.4; --n: 2"}
    with pytest.raises(ValueError, match="custom properties"):
        el("div", style="--share: 1; background: red")


def test_the_browser_allows_exactly_what_python_allows():
    script = (CHALLENGE / "links.js").read_text(encoding="utf-8")

    def words(name):
        written = re.search(rf"const {name} = new Set\((.*?)\.split", script, re.DOTALL).group(1)
        return set("".join(re.findall(r'"([^"]*)"', written)).split())

    assert words("TAGS") | words("DRAWN") == sheet._TAGS
    assert words("ATTRIBUTES") == sheet._ATTRIBUTES


@pytest.mark.parametrize("script", ["links.js", "sheet.js", "rug.js", "save.js"])
def test_no_script_writes_html(script):
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", (CHALLENGE / script).read_text(encoding="utf-8")
    )


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("text", ["ink", "soft", "accent", "good", "bad"])
@pytest.mark.parametrize("ground", ["paper", "raised", "wash"])
def test_words_can_be_read_on_every_ground(theme, text, ground):
    palette = colours(theme)
    assert contrast(palette[text], palette[ground]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("fill", sorted(name[3:] for name in colours("light") if name.startswith("on-")))
def test_a_figure_can_be_read_on_its_shade(theme, fill):
    palette = colours(theme)
    assert contrast(palette[f"on-{fill}"], palette[fill]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    "mark", ["edge", "best", "worst", "second-dot", "third-dot", "context-dot", "neighbours", "primary", "chosen"]
)
def test_a_mark_stands_out_from_the_paper(theme, mark):
    palette = colours(theme)
    assert contrast(palette[mark], palette["paper"]) >= 3


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_streamlits_own_theme_uses_the_same_colours(theme):
    import tomllib

    written = tomllib.loads((CHALLENGE.parent / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"][theme]
    palette = colours(theme)
    named = {"primaryColor": "primary", "backgroundColor": "paper", "secondaryBackgroundColor": "wash", "textColor": "ink"}
    assert {key: written[key] for key in named} == {key: palette[name] for key, name in named.items()}


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_an_unknown_theme_names_the_known_ones():
    with pytest.raises(ValueError, match="light, dark"):
        colours("sepia")
