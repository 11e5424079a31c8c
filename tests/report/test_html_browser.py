"""The HTML page in a browser: Chromium of the system, driven by playwright. Skipped where one of them is missing."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from checked import HOSTILE, HOSTILE_NAME, MIXED, checked, examples
from cli_texts import CLEAN
from report_values import file, one, report

from sbu_check.report import html

playwright = pytest.importorskip("playwright.sync_api", reason="the package playwright is not installed")
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
if not CHROMIUM:
    pytest.skip("there is no chromium on this machine", allow_module_level=True)

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--no-first-run",
]
WIDE = {"width": 1300, "height": 900}


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as started:
        launched = started.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Files with the pages of some reports."""
    folder = tmp_path_factory.mktemp("pages")
    mixed = checked(
        ("cables/mixed.txt", MIXED), ("cables/clean.txt", CLEAN), ("x/second.txt", MIXED), sheets=True
    )
    known = report(file(one(), one(state="suppressed", number=9), one(state="baselined", number=10)))
    made = {
        "mixed": mixed,
        "known": known,
        "examples": examples(sheets=True),
        "hostile": checked((HOSTILE_NAME, HOSTILE), sheets=True),
        "hostile excerpts": checked((HOSTILE_NAME, HOSTILE)),
        "many": checked(*((f"{number:03}.txt", MIXED) for number in range(70)), sheets=True),
    }
    for name, found in made.items():
        (folder / f"{name}.html").write_text("".join(html.render(found)), "utf-8")
    return folder


@pytest.fixture
def show(browser, pages):
    """`show("mixed", color_scheme="dark")`: the page opened. No page may ask for anything, complain, or raise."""
    opened, troubles = [], []

    def show(name, **given):
        context = browser.new_context(**{"viewport": WIDE, **given})
        opened.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(f"error: {error}"))
        page.on("console", lambda message: troubles.append(f"console: {message.text}"))
        page.on("dialog", lambda dialog: troubles.append(f"dialog: {dialog.message}"))
        page.on("request", lambda request: requests.append(request.url))
        requests = []
        page.goto((pages / f"{name}.html").as_uri())
        assert len(requests) == 1
        return page

    yield show
    for context in opened:
        context.close()
    assert troubles == []


def visible(page, selector):
    return [one for one in page.query_selector_all(selector) if one.is_visible()]


@pytest.mark.parametrize("name", ["hostile", "hostile excerpts"])
def test_nothing_of_a_document_runs_or_becomes_an_element(show, name):
    page = show(name)
    page.evaluate("document.querySelectorAll('details').forEach((one) => one.open = true)")
    for link in page.query_selector_all("a.hit")[:20]:
        link.click()
    assert page.evaluate("window.owned") is None
    assert page.evaluate("document.querySelectorAll('script').length") == 1
    assert (
        page.evaluate("document.querySelectorAll('img, iframe, object, embed, link, base, [onerror]').length")
        == 0
    )
    assert (
        page.evaluate("[...document.links].filter((one) => !one.getAttribute('href').startsWith('#')).length")
        == 0
    )
    if name == "hostile":
        assert "<script>window.owned=1</script><img src=x onerror=window.owned=1>" in page.inner_text("main")
        assert "<U+202E>evil<U+202C>" in page.inner_text("main")
    assert page.title().startswith("UNCLASSIFIED; SENSITIVE: sbu-check: ")


def test_the_policy_lets_nothing_run_or_leave(browser, pages):
    page = browser.new_page()
    page.goto((pages / "mixed.html").as_uri())
    broken = page.evaluate(
        """async () => {
          const broken = [];
          document.addEventListener("securitypolicyviolation", (one) => broken.push(one.effectiveDirective));
          const script = document.createElement("script");
          script.textContent = "window.owned = 1";
          document.body.append(script);
          const style = document.createElement("style");
          style.textContent = "body { display: none }";
          document.body.append(style);
          document.body.setAttribute("onclick", "window.owned = 1");
          document.body.click();
          const image = document.createElement("img");
          image.src = "http://127.0.0.1:9/x.png";
          document.body.append(image);
          await fetch("http://127.0.0.1:9/").catch(() => 0);
          await new Promise((done) => setTimeout(done, 200));
          return broken;
        }"""
    )
    assert {"script-src-elem", "script-src-attr", "style-src-elem", "img-src", "connect-src"} <= set(broken)
    assert page.evaluate("window.owned") is None
    assert page.evaluate("getComputedStyle(document.body).display") == "block"
    page.close()


def test_findings_stand_beside_their_text(show):
    page = show("mixed")
    for line in page.query_selector_all(".line"):
        cards = line.query_selector_all(".finding")
        block = line.query_selector(".block").bounding_box()
        for card in cards:
            box = card.bounding_box()
            assert box["x"] >= block["x"] + block["width"]
            assert block["y"] <= box["y"] < block["y"] + block["height"]


def test_filters(show):
    page = show("mixed")
    assert page.is_visible("#filters")
    every = len(visible(page, ".finding"))
    assert page.inner_text("output") == f"{every} findings in 3 files"

    page.uncheck("input[value=error]")
    assert visible(page, ".finding.error") == []
    fewer = len(visible(page, ".finding"))
    assert 0 < fewer < every
    assert page.inner_text("output") == f"{fewer} findings in 3 files"
    page.check("input[value=error]")

    page.select_option("select[name=rule]", "mark-missing")
    assert {one.get_attribute("data-rule") for one in visible(page, ".finding")} == {"mark-missing"}
    assert len(visible(page, ".file")) == 2, "a file in which nothing was found has nothing of the rule"
    page.select_option("select[name=rule]", "")

    page.fill("input[name=words]", "SECOND")
    assert {one.get_attribute("data-path") for one in visible(page, ".file")} == {"x/second.txt"}
    page.fill("input[name=words]", "no such words")
    assert page.inner_text("output") == "0 findings in 0 files"
    page.fill("input[name=words]", "")

    page.uncheck("input[name=clean]")
    assert {one.get_attribute("data-path") for one in visible(page, ".file")} == {
        "cables/mixed.txt",
        "x/second.txt",
    }
    assert len(visible(page, ".finding")) == every


def test_places_of_what_is_filtered_out_are_not_lit(show):
    page = show("mixed")
    page.select_option("select[name=rule]", "mark-missing")
    lit = page.evaluate("[...document.querySelectorAll('.hit:not(.off)')].map((one) => one.textContent)")
    assert lit == ["4.", "4."]


def test_known_findings_are_seen_when_asked_for(show):
    page = show("known")
    assert len(visible(page, ".finding")) == 1
    page.check("input[name=known]")
    assert len(visible(page, ".finding")) == 3


def test_without_script_everything_is_there_and_no_filter(show):
    page = show("known", java_script_enabled=False)
    assert not page.is_visible("#filters")
    assert len(visible(page, ".finding")) == 3


def test_by_keyboard_from_the_head_to_the_findings_and_back(show):
    page = show("mixed")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.is_visible(".skip")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "files"
    page.focus("[data-step='1']")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "f0-1"
    page.focus("[data-step='1']")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "f0-2"
    page.focus("[data-step='-1']")
    page.keyboard.press("Enter")
    page.focus("[data-step='-1']")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id").startswith("f2-"), "before the first stands the last"
    page.focus("#f0-3-at")
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#f0-3"


def test_the_order_of_the_keyboard_is_that_of_the_page(show):
    page = show("mixed")
    order = page.evaluate(
        "[...document.querySelectorAll('[tabindex]')].filter((one) => one.tabIndex > 0).length"
    )
    assert order == 0
    seen = []
    for _ in range(400):
        page.keyboard.press("Tab")
        where = page.evaluate(
            "(() => { const one = document.activeElement;"
            " return one === document.body ? null : [...document.querySelectorAll('*')].indexOf(one); })()"
        )
        if where is None or (seen and where <= seen[0]):
            break
        seen.append(where)
    assert seen == sorted(seen)
    assert len(seen) > 20


def test_a_step_opens_a_file_that_is_closed(show):
    page = show("mixed")
    page.evaluate("document.querySelectorAll('.file').forEach((one) => one.open = false)")
    page.click("[data-step='1']")
    assert page.is_visible("#f0-1")


def test_an_address_of_a_finding_opens_its_file(show, pages):
    page = show("mixed")
    page.evaluate("document.querySelectorAll('.file').forEach((one) => one.open = false)")
    page.evaluate("location.hash = '#f2-1'")
    page.wait_for_selector("#f2-1", state="visible")


def test_landmarks_headings_and_names(show):
    page = show("examples")
    said = page.evaluate(
        """() => ({
          landmarks: ["header", "main", "footer", "[role=search]"].map((one) => document.querySelectorAll(one).length),
          language: document.documentElement.lang,
          headings: [...document.querySelectorAll("h1, h2, h3, h4")].map((one) => Number(one.tagName[1])),
          unnamed: [...document.querySelectorAll("input, select, button")].filter(
            (one) => !(one.labels && one.labels.length) && !one.getAttribute("aria-label")).length,
          pictures: [...document.querySelectorAll("svg")].filter(
            (one) => one.getAttribute("role") !== "img" || !one.getAttribute("aria-label")).length,
          tables: [...document.querySelectorAll("table")].filter((one) => !one.querySelector("th[scope=col]")).length,
          live: document.querySelector("output").getAttribute("aria-live"),
        })"""
    )
    assert said["landmarks"] == [1, 1, 1, 1]
    assert said["language"] == "en"
    assert said["headings"][0] == 1
    assert all(
        after - before <= 1 for before, after in zip(said["headings"], said["headings"][1:], strict=False)
    )
    assert (said["unnamed"], said["pictures"], said["tables"], said["live"]) == (0, 0, 0, "polite")


CONTRAST = """() => {
  const channels = (color) => color.match(/[\\d.]+/g).map(Number);
  const light = (color) => {
    const [r, g, b] = channels(color).map((one) => one / 255)
      .map((one) => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (one) => {
    for (let at = one; at; at = at.parentElement) {
      const color = getComputedStyle(at).backgroundColor;
      const [, , , alpha = 1] = channels(color);
      if (alpha === 1) return color;
    }
    return "rgb(255, 255, 255)";
  };
  const poor = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let seen = 0;
  while (walk.nextNode()) {
    const one = walk.currentNode.parentElement;
    if (!walk.currentNode.textContent.trim() || !one.checkVisibility() ||
      /SCRIPT|STYLE|OPTION/.test(one.tagName)) continue;
    const [a, b] = [light(getComputedStyle(one).color), light(ground(one))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    seen += 1;
    if (ratio < 4.5) poor.push([ratio.toFixed(2), one.outerHTML.slice(0, 90)]);
  }
  return { seen, poor };
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_has_contrast(show, scheme):
    page = show("examples", color_scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach((one) => one.open = true)")
    found = page.evaluate(CONTRAST)
    assert found["poor"] == []
    assert found["seen"] > 500


def test_dark_and_light_are_so(show):
    def ground(scheme):
        color = show("mixed", color_scheme=scheme).evaluate("getComputedStyle(document.body).backgroundColor")
        return sum(int(part) for part in color.removeprefix("rgb(").removesuffix(")").split(", ")) / 3

    assert ground("dark") < 50
    assert ground("light") > 200


@pytest.mark.parametrize("width", [1600, 1000, 640, 320])
@pytest.mark.parametrize("name", ["examples", "hostile"])
def test_no_page_scrolls_sideways(show, name, width):
    page = show(name, viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_in_print_the_tools_are_gone_and_pages_carry_the_banner(show):
    page = show("mixed")
    every = len(visible(page, ".finding"))
    page.emulate_media(media="print", color_scheme="dark")
    assert not page.is_visible("#filters")
    assert not page.is_visible("p.marking"), "the margins of each page carry it"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert len(visible(page, ".finding")) == every > 10
    printed = page.pdf(prefer_css_page_size=True, print_background=True)
    assert printed.startswith(b"%PDF-")
    assert printed.count(b"/Type /Page\n") >= 2


def test_many_files_are_laid_out_when_they_come_into_sight(show):
    page = show("many")
    assert page.evaluate("getComputedStyle(document.querySelector('.file')).contentVisibility") == "auto"
    page.click("[data-step='-1']")
    assert page.evaluate("document.activeElement.id").startswith("f69-")
    assert page.evaluate(
        "(() => { const box = document.activeElement.getBoundingClientRect();"
        " return box.top >= 0 && box.bottom <= innerHeight; })()"
    )


def test_a_checker_of_accessibility_has_nothing_to_say(show):
    script = os.environ.get("AXE")
    if not script:
        pytest.skip("the variable AXE names no axe.min.js")
    page = show("examples")
    page.evaluate(Path(script).read_text("utf-8") + "; 0")
    assert page.evaluate("axe.run().then((found) => found.violations.map((one) => one.id))") == []
