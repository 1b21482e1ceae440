"""Frames: generated pages that MkDocs and every other plugin render like any other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel

from storywall.pages.frame import SLOTS, slot

_PREFIX = "storywall-frame-"


def frame_files(depths: Iterable[int], config: MkDocsConfig) -> list[File]:
    """A page for each depth, out of the navigation and of every index."""
    return [_frame_file(depth, config) for depth in depths]


def _frame_file(depth: int, config: MkDocsConfig) -> File:
    content = "---\ntemplate: frame.html\nsearch:\n  exclude: true\n---\n"
    file = File.generated(
        config, f"{_PREFIX}{depth}.md", content=content, inclusion=InclusionLevel.NOT_IN_NAV
    )
    place = f"{_PREFIX}{depth}/" * depth
    file.dest_uri = f"{place}index.html"
    file.url = place if config.use_directory_urls else file.dest_uri
    # MkDocs builds an address for editing from the source; a frame has none.
    file.edit_uri = None
    return file


def depth_of(file: File) -> int | None:
    """The depth of the frame that *file* is; None for any other file."""
    stem = file.src_uri.removesuffix(".md")
    if not stem.startswith(_PREFIX) or not file.generated_by:
        return None
    return int(stem.removeprefix(_PREFIX))


def slots() -> Mapping[str, str]:
    """What a frame's template prints: the slots themselves."""
    return {name: slot(name) for name in SLOTS}
