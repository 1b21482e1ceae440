"""Read a finished site as a visitor would, before anyone else can: dead links, and things withheld.

It trusts nothing that the compiler says: it opens the files.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from storywall.release.leaks import shown_secrets
from storywall.release.links import dead_links, own_address
from storywall.release.secret import Secret

__all__ = ["Secret", "dead_links", "files_of", "shown_secrets", "verify"]


def files_of(site: Path) -> list[str]:
    """Every file below *site*, as paths with slashes, sorted."""
    return sorted(
        os.path.relpath(os.path.join(parent, name), site).replace(os.sep, "/")
        for parent, _, names in os.walk(site)
        for name in names
    )


def verify(site: Path, secrets: Iterable[Secret], root: str = "/", url: str = "") -> list[str]:
    """Everything wrong with the finished folder *site*; nothing when it may be published.

    *root* is the path of the site's address. The address itself, *url*, is read from the feed or
    the sitemap when it is not given.
    """
    files = files_of(site)
    address = f"{url.rstrip('/')}/" if url else own_address(site, root)
    return [*dead_links(site, files, root, address), *shown_secrets(site, files, secrets)]
