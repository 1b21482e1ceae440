"""The Nu HTML Checker, over many pages at once: starting Java costs more than checking a page."""

import json
import os
import re
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

JAR = Path(__file__).parent.parent / "node_modules/vnu-jar/build/dist/vnu.jar"
# A file has no origin, so the checker thinks that a policy's 'self' blocks a page's own files.
# Chromium, which sees the served page, is the judge of that.
OWN_FILE = re.compile(r"violates Content Security Policy.* “(?![a-z]+:|//)[^”]*” blocked by")


@dataclass(frozen=True)
class Message:
    """One finding. `kind` is error, warning or info."""

    path: Path
    line: int
    kind: str
    text: str
    extract: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.kind}: {self.text}  [{self.extract}]"


def check(files: Iterable[Path]) -> list[Message]:
    """Check the files; return everything that the checker says of them."""
    paths = [str(file.resolve(strict=True)) for file in files]
    if not paths:
        return []
    command = ["java", "-Xss4m", "-jar", str(JAR), "--format", "json", "--exit-zero-always", *paths]
    utf8 = os.environ | {"LC_ALL": "C.UTF-8"}  # without it, Java passes over names like ö.html
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8", env=utf8)
    messages = [_message(found) for found in json.loads(done.stderr)["messages"]]
    return [message for message in messages if not OWN_FILE.search(message.text)]


def _message(found: dict) -> Message:
    kind = found.get("subType", found["type"])
    if found["type"] == "non-document-error":
        raise RuntimeError(f"Nu could not check {found.get('url')}: {found['message']}")
    return Message(
        path=Path(unquote(found["url"]).removeprefix("file:")),
        line=found.get("lastLine", 0),
        kind="error" if kind == "fatal" else kind,
        text=found["message"],
        extract=found.get("extract", "").strip(),
    )
