"""What will be written, by path below the site; a path has one writer."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from storywall.errors import AddressTaken


@dataclass
class Artifacts:
    """Files of the site by path below its root, each bytes or a file to copy."""

    _contents: dict[str, bytes | Path] = field(default_factory=dict)
    _makers: dict[str, str] = field(default_factory=dict)

    def add(self, path: str, content: bytes | str | Path, maker: str) -> None:
        """Claim *path* for *maker* (a source file or a stage). Raises AddressTaken."""
        # Compared without case: two files that differ in case are one on many disks.
        key = path.casefold()
        if key in self._makers:
            raise AddressTaken(
                f"{maker} and {self._makers[key]} both write the page {path}; rename one of them"
            )
        self._makers[key] = maker
        self._contents[path] = content.encode("utf-8") if isinstance(content, str) else content

    def __len__(self) -> int:
        return len(self._contents)

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._contents))

    def __getitem__(self, path: str) -> bytes | Path:
        return self._contents[path]

    def write(self, folder: Path) -> None:
        """Write every artifact below *folder*; makes folders as needed.

        Raises AddressTaken when the host has written a file at one of the addresses.
        """
        made: set[str] = set()
        root = str(folder)
        for path, content in self._contents.items():
            target = f"{root}/{path}"
            parent = target.rpartition("/")[0]
            try:
                if parent not in made:
                    os.makedirs(parent, exist_ok=True)
                    made.add(parent)
                with open(target, "xb") as file:
                    file.write(content.read_bytes() if isinstance(content, Path) else content)
            except (FileExistsError, NotADirectoryError):
                maker = self._makers[path.casefold()]
                raise AddressTaken(
                    f"{maker} and an ordinary page or plugin both write {path}"
                ) from None
