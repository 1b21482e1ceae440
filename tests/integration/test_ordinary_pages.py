"""Ordinary pages: what an author may do on one, and where its links and pictures lead."""

import io
import os
import re
import time
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

import folder
import runs
from storywall.release.verify import verify

PDF = b"%PDF-1.4 not much of one"


def wall(root: Path, files: dict[str, str | bytes], **changes: Any) -> Path:
    plugin = changes.pop("storywall", {})
    config = folder.config(**plugin) | changes
    return folder.wall(root, {"2026/rita.md": folder.story()} | files, config)


def photo() -> bytes:
    """A JPEG that says where it was taken."""
    exif = Image.Exif()
    exif[0x010F] = "Taken at home"
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "red").save(out, "JPEG", exif=exif)
    return out.getvalue()


def page(root: Path, path: str) -> str:
    return (root / "site" / path).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "meta",
    [
        {"template": "partials/content.html"},
        {"template": "redirect.html", "location": "javascript:alert(1)"},
        {"template": "base.html"},
    ],
)
def test_an_author_chooses_no_template(meta: dict[str, str], tmp_path: Path) -> None:
    meta = meta | {"title": "<img src=x onerror=alert(1)>", "description": '"><script>1</script>'}
    root = wall(tmp_path, {"help/x.md": folder.markdown(meta, "Hello there.\n")})
    runs.built(runs.host("mkdocs", root))
    html = page(root, "help/x/index.html")
    assert 'id="wall-main"' in html, "the page is not in the wall's own template"
    assert "Hello there." in html
    assert "javascript:" not in html
    assert "<img src=x" not in html
    assert "<script>1" not in html


def test_trusted_pages_choose_their_own_front_matter(tmp_path: Path) -> None:
    files = {"help/x.md": folder.markdown({"template": "plain.html"}, "Hello.\n")}
    root = wall(tmp_path, dict(files), storywall={"trusted_pages": True})
    folder.write(root, {"own/plain.html": "own: {{ page.content }}"})
    runs.configure(root, theme={"name": "material", "font": False, "custom_dir": "own"})
    runs.built(runs.host("mkdocs", root))
    assert page(root, "help/x/index.html").startswith("own: ")


@pytest.mark.parametrize("trusted", [True, False])
def test_pictures_of_pages_are_developed_and_documents_brought_over(
    trusted: bool, tmp_path: Path
) -> None:
    body = (
        "![The yard](yard.jpg)\n\n<img src='yard.jpg' alt='Raw'>\n\n[Large](big.jpg) "
        "[Rules](rules.pdf)\n\n!!! note\n    ![Noted](noted.jpg)\n"
    )
    names = ("yard", "big", "noted", "unused")
    pictures: dict[str, str | bytes] = {f"help/{name}.jpg": photo() for name in names}
    documents: dict[str, str | bytes] = {"help/rules.pdf": PDF, "help/secret.pdf": PDF + b"!"}
    root = wall(
        tmp_path,
        {"help/x.md": body, **pictures, **documents},
        storywall={"trusted_pages": trusted},
        markdown_extensions=["admonition"],
    )
    runs.built(runs.storywall("build", "--strict", folder=root))
    files = runs.tree(root / "site")
    assert [path for path in files if path.endswith((".pdf", ".jpg")) and "assets" not in path] == [
        "help/rules.pdf"
    ]
    assert not [p for p in files if b"Taken at home" in (root / "site" / p).read_bytes()]
    html = page(root, "help/x/index.html")
    shown = re.findall(r'<img [^>]*alt="(The yard|Raw|Noted)"[^>]*>', html)
    assert shown == ["The yard", "Raw", "Noted"]
    assert html.count('srcset="../../assets/photos/') == 3
    assert html.count('width="60" height="40"') == 3
    assert 'href="../../assets/photos/' in html


def test_the_mark_of_the_company_says_nothing_of_its_own(tmp_path: Path) -> None:
    mark = io.BytesIO()
    Image.new("RGBA", (8, 8), (255, 0, 0, 0)).save(mark, "PNG", exif=photo_exif())
    files: dict[str, str | bytes] = {"mark.png": mark.getvalue(), "icon.jpg": photo()}
    brand = {"brand": {"logo": "mark.png", "favicon": "icon.jpg"}}
    root = wall(tmp_path, files, storywall=brand)
    runs.built(runs.host("mkdocs", root))
    found = sorted((root / "site/assets/brand").iterdir(), key=lambda path: path.suffix)
    assert [path.suffix for path in found] == [".jpg", ".png"]
    assert not [path for path in found if b"Taken at home" in path.read_bytes()]
    with Image.open(found[1]) as image:
        assert image.convert("RGBA").getpixel((0, 0)) == (255, 0, 0, 0)


def photo_exif() -> Image.Exif:
    exif = Image.Exif()
    exif[0x010F] = "Taken at home"
    return exif


HEADINGS = "# Page\n\n## What's new\n\n## Über uns\n\n## What's new\n\n## Wall main\n\n## 你好\n"
LINKS = """# Links

[a](y.md#whats-new) [b](y.md#uber-uns) [c](y.md#whats-new_1) [d](y.md#wall-main) [e](README.md)
[f](../about.md#here) [g](../2026/rita.md#what-changed) [h](../index.md) [i](#links)
<a href="y.md#whats-new">j</a>
"""


@pytest.mark.parametrize("style", [True, False])
def test_links_between_pages_hold_where_the_check_says_so(style: bool, tmp_path: Path) -> None:
    files = {"help/y.md": HEADINGS, "help/x.md": LINKS, "help/README.md": "# Help\n"}
    root = wall(tmp_path, {**files, "about.md": "# A\n\n## Here\n"}, use_directory_urls=style)
    run = runs.built(runs.storywall("build", "--strict", folder=root))
    assert "dangling" not in run.stdout
    html = page(root, "help/x/index.html")
    prose = html[html.index("<article") : html.index("</article")]
    end = "" if style else "index.html"
    assert re.findall(r'href="([^"]*)"', prose) == [
        f"../../help/y/{end}#whats-new",
        f"../../help/y/{end}#uber-uns",
        f"../../help/y/{end}#whats-new_1",
        f"../../help/y/{end}#text-wall-main",
        f"../../help/{end}",
        f"../../about/{end}#here",
        f"../../stories/rita/{end}#what-changed",
        f"../../{end}",
        "#links",
        f"../../help/y/{end}#whats-new",
    ]
    assert page(root, "help/y/index.html").count('id="wall-main"') == 1
    assert (root / "site/help/index.html").is_file()


def test_links_that_lead_nowhere_keep_their_text_alone(tmp_path: Path) -> None:
    dead = "gone.md y.md#what-s-new ../2026/rita.md#gone ../2026/draft.md /about/ #gone gone.png"
    body = " ".join(f"[{n}]({target})" for n, target in enumerate(dead.split()))
    files = {"help/x.md": body + "\n\n![Gone](gone.png)\n", "help/y.md": HEADINGS}
    files["2026/draft.md"] = folder.story(status="draft")
    root = wall(tmp_path, dict(files))
    run = runs.built(runs.storywall("build", folder=root))
    assert run.stdout.count("dangling-link") == len(dead.split())
    html = page(root, "help/x/index.html")
    prose = html[html.index("<article") : html.index("</article")]
    assert "href" not in prose
    assert "<img" not in prose
    assert verify(root / "site", [], "/wall/") == []


def test_nav_may_name_what_is_the_walls_own(tmp_path: Path) -> None:
    nav = ["index.md", {"Home": "index.md"}, {"Help": [{"X": "help/x.md"}, "2026/rita.md"]}]
    root = wall(tmp_path, {"help/x.md": "# X\n"}, nav=nav)
    runs.built(runs.host("mkdocs", root, "--strict"))


HOOK = """
import logging
def on_config(config, **_):
    {}
    return config
"""


def test_a_build_that_fails_before_the_wall_is_read_says_why(tmp_path: Path) -> None:
    root = wall(tmp_path, {}, hooks=["hook.py"])
    line = "from mkdocs.exceptions import PluginError; raise PluginError('too early')"
    folder.write(root, {"hook.py": HOOK.format(line)})
    run = runs.host("mkdocs", root)
    assert run.returncode == 1
    assert "too early" in runs.said(run)


@pytest.mark.parametrize("host", ["mkdocs", "properdocs"])
def test_strict_mode_minds_warnings_of_others_from_the_first(host: str, tmp_path: Path) -> None:
    root = wall(tmp_path, {}, hooks=["hook.py"])
    line = f"logging.getLogger('{host}.plugins.x').warning('beware')"
    folder.write(root, {"hook.py": HOOK.format(line)})
    run = runs.host(host, root, "--strict", "-f", str(root / "mkdocs.yml"))
    assert run.returncode == 1, runs.said(run)
    assert not (root / "site").exists()


@pytest.mark.parametrize("fault", ["OSError('the disk is full')", "KeyError('the disk is full')"])
@pytest.mark.parametrize("where", ["build.prepare", "pages.tame", "pages.surroundings"])
def test_no_fault_ends_in_a_traceback(fault: str, where: str, tmp_path: Path) -> None:
    root = wall(tmp_path, {"help/x.md": "# X\n"}, hooks=["hook.py"])
    module, name = where.split(".")
    breaking = f"from mkdocs_storywall import plugin\ndef broken(*a, **k): raise {fault}\n"
    breaking += f"plugin.{module}.{name} = broken\n"
    folder.write(root, {"hook.py": breaking})
    run = runs.host("mkdocs", root)
    assert run.returncode == 1
    assert "the disk is full" in runs.said(run)


def test_what_ended_builds_left_is_swept_away(tmp_path: Path) -> None:
    root = wall(tmp_path, {})
    cache = root / ".cache/storywall"
    for name in ("staged-old", "release-old", "staged-new", "pictures"):
        (cache / name).mkdir(parents=True)
        if name != "staged-new":
            os.utime(cache / name, (time.time() - 100_000,) * 2)
    runs.built(runs.host("mkdocs", root))
    assert sorted(path.name for path in cache.iterdir()) == ["pictures", "staged-new"]


@pytest.mark.parametrize(("value", "preview"), [("1", True), ("0", False), ("", False)])
def test_only_1_is_a_preview(value: str, preview: bool, tmp_path: Path) -> None:
    root = wall(tmp_path, {"2026/draft.md": folder.story(status="draft")})
    runs.built(runs.host("mkdocs", root, STORYWALL_PREVIEW=value))
    assert (root / "site/stories/draft").exists() == preview


def test_a_build_to_publish_is_no_preview_whatever_the_environment_says(tmp_path: Path) -> None:
    root = wall(tmp_path, {"2026/draft.md": folder.story(status="draft")})
    runs.storywall("build", folder=root, STORYWALL_PREVIEW="1")
    assert not (root / "site/stories/draft").exists()
    assert (root / "site/stories/rita").exists()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "https://github.com/acme/wall/edit/main/stories/about.md"),
        ({"edit_uri": ""}, None),
        ({"edit_uri": "edit/dev/x/"}, "https://github.com/acme/wall/edit/dev/x/about.md"),
    ],
)
def test_the_way_to_edit_a_page(
    changes: dict[str, str], expected: str | None, tmp_path: Path
) -> None:
    repo = {"repo_url": "https://github.com/acme/wall"}
    root = wall(tmp_path, {"about.md": "# A\n"}, **repo, **changes)
    runs.built(runs.host("mkdocs", root))
    found = re.findall(r'href="([^"]*/about\.md)"', page(root, "about/index.html"))
    assert found == ([expected] if expected else [])


def test_a_title_is_escaped_once(tmp_path: Path) -> None:
    files = {"about.md": "# A & B <c>\n", "help/x.md": "---\ntitle: A & B &amp; C\n---\nText\n"}
    root = wall(tmp_path, dict(files))
    runs.built(runs.host("mkdocs", root))
    assert "<title>A &amp; B" in page(root, "about/index.html")
    assert "<title>A &amp; B &amp;amp; C ·" in page(root, "help/x/index.html")


def test_the_log_says_where_and_is_silent_on_frames(tmp_path: Path) -> None:
    root = wall(tmp_path, {"help/x.md": "[gone](gone.md)\n"})
    said = runs.said(runs.built(runs.host("mkdocs", root)))
    assert "stories/help/x.md:1:8: warning[dangling-link]" in said
    assert "Page skipped" not in said
