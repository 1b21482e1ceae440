"""`storywall build` publishes what is sound; when anything is wrong the old site stays."""

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import folder
import runs
from storywall.cli import main
from storywall.pages.theme import theme_folder
from storywall.release.run import Release

OLD = {"index.html": "the old site", "kept/by/nobody.txt": "x"}


def old_site(root: Path) -> dict[str, str]:
    """Put a site there; returns its tree."""
    folder.write(root / "site", OLD)
    return runs.tree(root / "site")


Outcome = tuple[int, str]


@pytest.fixture
def release(
    tmp_path: Path, full_site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> Callable[[Callable[[Path], None]], Outcome]:
    """`release(plant)` runs `storywall build`; *plant* spoils what the host made."""
    root = runs.copy("full", tmp_path / "wall")

    def run(plant: Callable[[Path], None]) -> Outcome:
        def host(_: Release, staged: Path) -> None:
            shutil.copytree(full_site, staged)
            plant(staged)

        before = old_site(root)
        monkeypatch.setattr(Release, "_host", host)
        monkeypatch.setenv("SOURCE_DATE_EPOCH", runs.TODAY)
        monkeypatch.setattr(sys, "argv", ["storywall", "build", "-f", str(root / "mkdocs.yml")])
        code = 0
        try:
            main()
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        after = runs.tree(root / "site")
        assert (after == before) == (code != 0)
        captured = capsys.readouterr()
        return code, captured.out + captured.err

    return run


def test_a_sound_site_is_published(release: Callable) -> None:
    code, said = release(lambda staged: None)
    assert code == 0, said
    assert "5 stories" in said


STORY = "stories/a-fuse-for-a-cold-house/index.html"
LEAKS = {
    "a draft's text": (STORY, "The moon above the depot was the lamp by which they mended it.",
                       "2026/still-a-draft.md"),
    "a draft's title": ("feed.xml", "A draft that nobody may see", "2026/still-a-draft.md"),
    "a draft's address": ("screens/lobby/deck.json", "stories/still-a-draft/",
                          "2026/still-a-draft.md"),
    "a future story's title": ("sitemap.xml", "The tree that came on a tow truck",
                               "2026/not-before-christmas.md"),
    "a story whose consent has ended": ("index.html", "An agreement that has run out",
                                        "2026/consent-has-ended.md"),
    "a withdrawn story's text": ("stories/taken-back/index.html",
                                 "Words that were taken back and may stand nowhere on the site",
                                 "2026/taken-back.md"),
    "a withdrawn story's address": ("index.html", '<a href="stories/taken-back/">x</a>',
                                    "2026/taken-back.md"),
    "a hidden person's name": ("heroes/index.html", "Hilde Verborgen", "people/hid-den-person.md"),
    "a surname": ("screens/canteen/deck.json", "Noor Xaviera", "people/first-name-only.md"),
    "an erased person's id": ("index.html", "gone-for-good", "people/gone-for-good.md"),
    "a page for screens alone": ("index.html", "stories/screens-alone/", "2026/screens-alone.md"),
    "an unsent postcard": ("postcards/index.html",
                           "Nobody has read these words yet, and nobody shall",
                           "postcards/2026/2026-09-09-draft.md"),
    "a story without screens": ("screens/lobby/deck.json", "Somebody left the light on",
                                "2026/"),
    "a story for screens alone": ("feed.xml", "This one is for the lobby alone, and has no page",
                                  "2026/screens-alone.md"),
    "a withdrawn postcard": ("postcards/index.html", "postcards/taken-back-card/",
                             "postcards/2026/taken-back-card.md"),
}  # fmt: skip


@pytest.mark.parametrize(("file", "text", "source"), LEAKS.values(), ids=LEAKS)
def test_a_leak_stops_the_build(release: Callable, file: str, text: str, source: str) -> None:
    def leak(staged: Path) -> None:
        page = staged / file
        old = page.read_text()
        page.write_text(
            old.replace("</main>", f"{text}</main>") if "</main>" in old else f"{old}{text}"
        )

    code, said = release(leak)
    assert code == 1
    assert f"{file} shows" in said
    assert source in said


def test_a_raw_photo_of_a_draft_stops_the_build(release: Callable, tmp_path: Path) -> None:
    wall = tmp_path / "wall/stories"
    draft = wall / "2026/still-a-draft.md"
    draft.write_text(
        draft.read_text().replace(
            "status: draft", "status: draft\nphoto:\n  src: raw.png\n  alt: The depot by night"
        )
    )
    (wall / "2026/raw.png").write_bytes(folder.PNG)

    def leak(staged: Path) -> None:
        (staged / "assets/innocent.png").write_bytes(folder.PNG)

    code, said = release(leak)
    assert code == 1
    assert "assets/innocent.png is a picture of a draft (2026/still-a-draft.md)" in said


def test_a_dead_link_stops_the_build(release: Callable) -> None:
    def spoil(staged: Path) -> None:
        page = staged / "about/index.html"
        page.write_text(page.read_text().replace("../heroes/ana-ruiz/", "../heroes/anna/"))

    code, said = release(spoil)
    assert code == 1
    assert "about/index.html links to ../heroes/anna/" in said


DEAD = {
    "feed.xml": "stories/a-fuse-for-a-cold-house/</link>",
    "sitemap.xml": "stories/a-fuse-for-a-cold-house/</loc>",
    "screens/lobby/deck.json": "../../assets/icons/mark.svg",
}


@pytest.mark.parametrize("file", DEAD)
def test_a_dead_link_in_a_feed_sitemap_or_deck_stops_the_build(
    release: Callable, file: str
) -> None:
    def spoil(staged: Path) -> None:
        text = (staged / file).read_text()
        assert DEAD[file] in text
        (staged / file).write_text(text.replace(DEAD[file], DEAD[file].replace("a", "x", 1)))

    code, said = release(spoil)
    assert code == 1
    assert f"{file} links to" in said


def test_a_story_in_a_feed_without_its_consent_stops_the_build(
    release: Callable, tmp_path: Path
) -> None:
    story = tmp_path / "wall/stories/2026/a-fuse-for-a-cold-house.md"
    story.write_text(story.read_text().replace("  - feeds\n  - digest\n", "", 1))
    code, said = release(lambda staged: None)
    assert code == 1
    assert "feed.xml shows a story that is for no feed (2026/a-fuse-for-a-cold-house.md)" in said


def test_a_missing_picture_stops_the_build(release: Callable) -> None:
    code, said = release(lambda staged: next(staged.glob("assets/photos/*.jpg")).unlink())
    assert code == 1
    assert "assets/photos/" in said


@pytest.mark.parametrize("report", [None, "", "[]", "{}", '{"counts": 3}'])
def test_a_site_without_the_plugins_report_is_not_ours(
    release: Callable, report: str | None
) -> None:
    def ignore(staged: Path) -> None:
        (staged / "build.json").unlink()
        if report is not None:
            (staged / "build.json").write_text(report)

    code, said = release(ignore)
    assert code == 1
    assert "built without Story Wall" in said


def test_a_host_that_ignores_the_plugin_is_noticed(tmp_path: Path) -> None:
    root = runs.copy("minimal", tmp_path / "wall")
    before = old_site(root)
    (root / "hooks.py").write_text(
        "def on_config(config):\n"
        "    plugin = config.plugins.pop('storywall')\n"
        "    for event in config.plugins.events.values():\n"
        "        event[:] = [m for m in event if getattr(m, '__self__', None) is not plugin]\n"
        "    return config\n"
    )
    runs.configure(root, hooks=["hooks.py"])
    run = runs.storywall("build", folder=root)
    assert run.returncode == 1
    assert "build.json" in runs.said(run) or "did not finish" in runs.said(run)
    assert runs.tree(root / "site") == before


def test_a_template_of_the_companys_own_that_leaks_is_found(tmp_path: Path) -> None:
    theme = {"name": "material", "font": False, "custom_dir": "overrides"}
    root = runs.copy("full", tmp_path / "wall", theme=theme)
    before = old_site(root)
    host = Path(theme_folder() / "host/main.html").read_text()
    leak = "<p>The moon above the depot was the lamp by which they mended it.</p>"
    folder.write(root / "overrides", {"main.html": host.replace("</body>", f"{leak}</body>")})
    run = runs.storywall("build", folder=root)
    assert run.returncode == 1
    assert "a draft (2026/still-a-draft.md)" in runs.said(run)
    assert runs.tree(root / "site") == before
    runs.copy("full", tmp_path / "again", theme=theme)
    folder.write(tmp_path / "again/overrides", {"main.html": host})
    runs.built(runs.storywall("build", folder=tmp_path / "again"))


def test_an_override_that_drops_a_slot_is_told_in_words(tmp_path: Path) -> None:
    theme = {"name": "material", "font": False, "custom_dir": "overrides"}
    root = runs.copy("minimal", tmp_path / "wall", theme=theme)
    before = old_site(root)
    folder.write(
        root / "overrides", {"main.html": "<!doctype html><title>{{ wall.title }}</title>"}
    )
    run = runs.storywall("build", folder=root)
    assert run.returncode == 1
    assert "without the slot" in runs.said(run)
    assert runs.tree(root / "site") == before


BROKEN = {
    "2026/broken.md": "---\ntitle: [\n---\n",
    "2026/no-fence.md": "no front matter",
    "2026/unasked.md": folder.story(kind="recovery", consent=None),
}


@pytest.mark.parametrize("path", BROKEN)
def test_a_broken_story_keeps_the_old_site(path: str, tmp_path: Path) -> None:
    root = runs.copy("minimal", tmp_path / "wall")
    folder.write(root / "stories", {path: BROKEN[path]})
    before = old_site(root)
    run = runs.storywall("build", folder=root)
    assert run.returncode == 1
    assert path in run.stdout
    assert "the old site stays" in runs.said(run)
    assert runs.tree(root / "site") == before


def test_mkdocs_leaves_a_broken_story_out_and_strict_keeps_the_old_site(tmp_path: Path) -> None:
    root = runs.copy("minimal", tmp_path / "wall")
    folder.write(root / "stories", {"2026/broken.md": "---\ntitle: [\n---\n"})
    before = old_site(root)
    strict = runs.host("mkdocs", root, "--strict")
    assert strict.returncode == 1
    assert "broken.md" in runs.said(strict)
    assert runs.tree(root / "site") == before
    loose = runs.built(runs.host("mkdocs", root))
    assert "broken.md" in loose.stderr
    assert (root / "site/stories/a-fuse-for-a-cold-house/index.html").is_file()
    assert not (root / "site/stories/broken").exists()
    assert not (root / "site/kept").exists()


LINKS = ["[x](gone.md)", "[x](2026/a-fuse-for-a-cold-house.md#gone)", "[x](2026/still-a-draft.md)"]


@pytest.mark.parametrize("link", LINKS)
def test_a_broken_link_on_an_ordinary_page_stops_a_strict_build(link: str, tmp_path: Path) -> None:
    root = runs.copy("full", tmp_path / "wall")
    before = old_site(root)
    about = root / "stories/about.md"
    about.write_text(about.read_text() + f"\n{link}\n")
    line = len(about.read_text().splitlines())
    for run in (
        runs.storywall("build", "--strict", folder=root),
        runs.host("mkdocs", root, "--strict"),
    ):
        assert run.returncode == 1
        assert f"about.md:{line}" in runs.said(run)
        assert runs.tree(root / "site") == before


def test_a_page_that_links_to_what_hangs_no_more_is_published_with_the_text_alone(
    tmp_path: Path,
) -> None:
    root = runs.copy("full", tmp_path / "wall")
    about = root / "stories/about.md"
    links = "[an old story](2026/consent-has-ended.md) [*gone*](gone.md#x) "
    links += "[out](https://a.example/b.md) "
    links += "[*a file*](gone.pdf) ![A picture](gone.png) ![](x) [the yard](about-yard.png)"
    about.write_text(f"{about.read_text()}\n{links}\n")
    run = runs.built(runs.storywall("build", folder=root))
    assert run.stdout.count("dangling-") == 5
    html = (root / "site/about/index.html").read_text()
    assert "<a>an old story</a> <a><em>gone</em></a>" in html
    assert "<a><em>a file</em></a>" in html
    assert "gone." not in html
    assert 'href="https://a.example/b.md"' in html
    assert "about-yard.png" not in html
    assert '<a href="../assets/photos/' in html
    assert 'src="../assets/photos/' in html


def test_a_draft_may_link_to_a_draft(tmp_path: Path) -> None:
    root = runs.copy("full", tmp_path / "wall")
    draft = root / "stories/2026/still-a-draft.md"
    draft.write_text(f"{draft.read_text()}\n[x](not-before-christmas.md)\n")
    assert "dangling-link" not in runs.storywall("check", folder=root).stdout


def test_nothing_is_left_behind(tmp_path: Path) -> None:
    root = runs.copy("minimal", tmp_path / "wall", storywall={"cache": "cache"})
    folder.write(root / "stories", {"about.md": "[x](gone.md)\n"})
    runs.storywall("build", folder=root)
    runs.host("mkdocs", root, "--strict")
    left = [path.name for path in (root / "cache").iterdir()]
    assert not [name for name in left if name.startswith(("staged-", "release-"))]


def test_an_alias_cannot_take_an_address_of_the_wall(tmp_path: Path) -> None:
    root = runs.copy("full", tmp_path / "wall")
    story = root / "stories/2026/she-listened-to-the-end.md"
    alias = "aliases: [stories/a-fuse-for-a-cold-house/]"
    story.write_text(story.read_text().replace("---\n", f"---\n{alias}\n", 1))
    run = runs.storywall("build", folder=root)
    assert "she-listened-to-the-end.md:2:" in runs.said(run)
    assert "alias-taken" in runs.said(run)
    page = (root / "site/stories/a-fuse-for-a-cold-house/index.html").read_text()
    assert "refresh" not in page


def test_an_ordinary_page_cannot_take_an_address_of_the_wall(tmp_path: Path) -> None:
    root = runs.copy("minimal", tmp_path / "wall", storywall={"pages": ["heroes/*"]})
    folder.write(root / "stories", {"heroes/index.md": "# Mine\n"})
    before = old_site(root)
    run = runs.storywall("build", folder=root)
    assert run.returncode in (1, 2)
    assert "heroes/index.md:1:1: error[page-address]" in runs.said(run)
    assert runs.tree(root / "site") == before


def test_a_preview_shows_what_is_not_public_marked_and_nowhere_else(tmp_path: Path) -> None:
    root = runs.copy("full", tmp_path / "wall")
    runs.built(runs.storywall("build", "--preview", folder=root))
    assert not (root / "site").exists()
    site = root / "site-preview"
    draft = (site / "stories/still-a-draft/index.html").read_text()
    assert "A draft that nobody may see" in draft
    assert (site / "stories/not-before-christmas/index.html").is_file()
    assert not (site / "feed.xml").exists()
    assert not list(site.glob("screens/*/deck.json"))
    for page in site.rglob("*.html"):
        assert '<meta name="robots" content="noindex">' in page.read_text(), page
    assert json.loads((site / "build.json").read_text())["preview"] is True
