"""What the compiler makes of the full wall: the content of every page, before it is hung."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

import runs
from storywall import build, clock, settings
from storywall.address import depth, resolve, up
from storywall.build import Plan
from storywall.pages.render import render

GOLDEN = Path(__file__).parent / "golden/full"
# What another release of the picture library may change.
_BYTES = re.compile(r'(?<= length=")\d+|(?<=photos/)[^"\s]+\.(?=jpg)')


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    root = runs.copy("full", tmp_path_factory.mktemp("golden") / "wall")
    project = settings.load(root / "mkdocs.yml")
    now = clock.now(project.settings.zone, {"SOURCE_DATE_EPOCH": runs.TODAY})
    return build.prepare(project, now)


def test_the_content_of_every_page(plan: Plan, golden: Callable[[Path, str], None]) -> None:
    made = {}
    for sheet in plan.sheets:
        html = resolve(render(plan.env, sheet.page), up(depth(sheet.address)))
        made[GOLDEN / sheet.address.path] = _BYTES.sub("X", html).strip() + "\n"
    for path, html in made.items():
        golden(path, html)
    kept = set(GOLDEN.rglob("*.html"))
    assert kept == made.keys(), "a golden page is made no more; remove it"


@pytest.mark.parametrize(
    "name", ["feed.xml", "build.json", "sitemap.xml", "screens/lobby/deck.json"]
)
def test_files_that_programs_read(
    name: str, full_site: Path, golden: Callable[[Path, str], None]
) -> None:
    text = (full_site / name).read_text(encoding="utf-8")
    golden(GOLDEN / name, _BYTES.sub("X", text))


def test_the_golden_folder_holds_nothing_private() -> None:
    shown = "".join(
        path.read_text(encoding="utf-8") for path in GOLDEN.rglob("*") if path.is_file()
    )
    for private in ("Verborgen", "Xaviera", "gone-for-good", "still-a-draft", "tow truck"):
        assert private not in shown
