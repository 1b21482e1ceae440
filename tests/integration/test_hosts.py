"""MkDocs, ProperDocs, and no host at all make the same wall; other plugins still work."""

import json
import re
from pathlib import Path

import pytest

import runs
from storywall.pages.theme import theme_folder
from storywall.release.verify import verify

PUBLIC = {
    "site_url": "https://stories.example/wall/",
    "theme": {"name": "material", "font": False},
    "storywall": {"identity": "stories.example,2026"},
}


@pytest.mark.parametrize("name", ["minimal", "full"])
def test_both_hosts_build_the_same_bytes_in_strict_mode(name: str, tmp_path: Path) -> None:
    trees = []
    for host in ("mkdocs", "properdocs"):
        root = runs.copy(name, tmp_path / host, **PUBLIC)
        run = runs.host(host, root, "--strict", "-f", str(root / "mkdocs.yml"))
        assert run.returncode == 0, runs.said(run)
        trees.append(runs.tree(root / "site"))
    assert trees[0] == trees[1]
    assert "build.json" in trees[0]
    assert "feed.xml" in trees[0]
    assert not [path for path in trees[0] if "storywall-frame" in path]


def test_storywall_build_publishes_what_the_host_builds(full_site: Path, tmp_path: Path) -> None:
    root = runs.copy("full", tmp_path / "wall")
    runs.built(runs.host("mkdocs", root, "--strict"))
    assert runs.tree(root / "site") == runs.tree(full_site)


def test_nothing_is_published_that_belongs_to_the_host(full_site: Path) -> None:
    """Neither the host's scripts nor a file of programme/ nor a raw photo reaches the site."""
    files = runs.tree(full_site)
    raw = {
        digest
        for path, digest in runs.tree(runs.WALLS / "full/stories").items()
        if path.endswith((".jpg", ".png"))
    }
    assert not raw & set(files.values())
    assert not [path for path in files if path.endswith((".md", ".yml", ".csv"))]
    assert "about-yard.png" not in files
    assert 'src="../assets/photos/' in (full_site / "about/index.html").read_text()
    home = (full_site / "index.html").read_text()
    assert re.findall(r"<script[^>]*>[^<]", home) == []


@pytest.mark.parametrize("first", ["before", "after"])
def test_materials_search_finds_ordinary_pages_and_nothing_else(
    first: str, tmp_path: Path, full_site: Path
) -> None:
    root = runs.copy("full", tmp_path / "wall", **{first: [{"search": {"lang": "en"}}]})
    runs.built(runs.host("mkdocs", root, "--strict"))
    index = json.loads((root / "site/search/search_index.json").read_text())
    places = {entry["location"].partition("#")[0] for entry in index["docs"]}
    assert places == {"about/", "help/photos/"}
    texts = " ".join(entry["text"] + entry["title"] for entry in index["docs"])
    assert "At least 1,600 pixels" in texts
    assert "{slot=" not in texts
    ours = runs.tree(full_site)
    made = runs.tree(root / "site")
    assert {path: made[path] for path in ours if path.startswith("stories/")} == {
        path: digest for path, digest in ours.items() if path.startswith("stories/")
    }


def test_a_minifier_may_squeeze_the_frames(tmp_path: Path) -> None:
    minify = {"minify": {"minify_html": True}}
    root = runs.copy("full", tmp_path / "wall", after=[minify])
    runs.built(runs.host("mkdocs", root, "--strict"))
    story = (root / "site/stories/a-fuse-for-a-cold-house/index.html").read_text()
    assert "{slot=" not in story
    assert "Ana drives across town" in story
    about = (root / "site/about/index.html").read_text()
    assert about.count("\n") < 40, "the ordinary page was not squeezed"
    assert verify(root / "site", [], "/wall/") == []


def test_a_minifier_that_drops_quotes_leaves_those_of_a_slot(tmp_path: Path) -> None:
    options = {"minify_html": True, "htmlmin_opts": {"remove_optional_attribute_quotes": True}}
    root = runs.copy("minimal", tmp_path / "wall", after=[{"minify": options}])
    runs.built(runs.storywall("build", folder=root))
    html = (root / "site/stories/a-fuse-for-a-cold-house/index.html").read_text()
    assert '<html lang="en" dir="ltr">' in html
    assert "<meta charset=utf-8>" in html


def test_the_wall_opens_from_a_disk(tmp_path: Path, full_site: Path) -> None:
    root = runs.copy("full", tmp_path / "wall", use_directory_urls=False)
    runs.built(runs.storywall("build", "--strict", folder=root))
    site = root / "site"
    pages = {path for path in runs.tree(full_site) if path.endswith(".html")}
    assert {path for path in runs.tree(site) if path.endswith(".html")} == pages
    assert verify(site, [], "/wall/") == []
    for page in site.rglob("*.html"):
        if page.name == "404.html":
            continue
        links = re.findall(r'(?:href|src)="([^":#?]*)[#"]', page.read_text())
        for link in links:
            assert not link.startswith("/"), f"{page}: {link}"
            target = (page.parent / link).resolve() if link else page
            assert target.is_file(), f"{page}: {link}"


def test_without_a_site_address_there_is_a_wall_without_feeds(tmp_path: Path) -> None:
    root = runs.copy("minimal", tmp_path / "wall")
    run = runs.built(runs.storywall("build", folder=root))
    assert "feed-address" in run.stdout
    assert not (root / "site/feed.xml").exists()
    assert not (root / "site/sitemap.xml").exists()
    assert "feed.xml" not in (root / "site/index.html").read_text()


CORE_ALONE = """
import sys
class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"mkdocs", "material", "properdocs", "mkdocs_storywall"}:
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Refuse())
from pathlib import Path
from storywall import build, clock, settings
from storywall.pages.frame import plain_frame
from storywall.pages.theme import theme_folder
from storywall.release.verify import dead_links, files_of
project = settings.load(Path("mkdocs.yml"))
plan = build.prepare(project, clock.now(project.settings.zone))
frame = plain_frame(theme_folder())
artifacts = build.compose(plan, {depth: frame for depth in plan.depths})
artifacts.write(Path("site"))
assert not {"mkdocs", "material"} & {name.partition(".")[0] for name in sys.modules}
print(len(artifacts))
"""


def test_a_wall_stands_without_any_site_builder(tmp_path: Path, full_site: Path) -> None:
    root = runs.copy("full", tmp_path / "wall")
    run = runs.built(runs.python(CORE_ALONE, root))
    ours, hosted = runs.tree(root / "site"), runs.tree(full_site)
    assert int(run.stdout) == len(ours)
    ordinary = {"about/index.html", "help/photos/index.html"}
    hosts_style = {path for path in hosted if path.startswith("assets/stylesheets/")}
    for_ordinary_pages = ordinary | hosts_style | {"assets/ordinary.css"}
    assert ours.keys() == hosted.keys() - for_ordinary_pages
    same = [path for path in ours if path.endswith((".xml", ".json", ".css", ".js"))]
    assert {path: ours[path] for path in same} == {path: hosted[path] for path in same}
    story = (root / "site/stories/a-fuse-for-a-cold-house/index.html").read_text()
    assert "Ana drives across town" in story
    assert "{slot=" not in story


def test_a_company_may_change_the_page_with_custom_dir(tmp_path: Path) -> None:
    theme = {"name": "material", "font": False, "custom_dir": "overrides"}
    root = runs.copy("minimal", tmp_path / "wall", theme=theme)
    (root / "overrides").mkdir()
    ours = (theme_folder() / "host/main.html").read_text()
    (root / "overrides/main.html").write_text(
        ours.replace("<title>", '<meta name="ours">\n<title>')
    )
    run = runs.storywall("build", folder=root)
    assert run.returncode == 0, runs.said(run)
    for page in ("index.html", "stories/a-fuse-for-a-cold-house/index.html"):
        assert '<meta name="ours">' in (root / "site" / page).read_text()
