"""Chromium for this folder's tests: `serve(folder)` gives an address, `visit(address)` a page."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).parent
AXE = HERE.parent / "node_modules/axe-core/axe.min.js"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SUB_PATH = "/wall/"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder as `browser`."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless Chromium for the whole run."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


class _Handler(SimpleHTTPRequestHandler):
    """Serves a folder below SUB_PATH, as a project page on a shared host is served."""

    def translate_path(self, path: str) -> str:
        if not urlsplit(path).path.startswith(SUB_PATH):
            return str(Path(self.directory, "outside-the-wall"))
        return super().translate_path(path.removeprefix(SUB_PATH.rstrip("/")))

    policy = ""

    def end_headers(self) -> None:
        if self.policy:
            self.send_header("Content-Security-Policy", self.policy)
        super().end_headers()

    def log_message(self, *args: object) -> None:
        """Stay silent."""


class _Strict(_Handler):
    """Serves under the strictest policy that a careful operator would set."""

    policy = (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'"
    )


class _Server(ThreadingHTTPServer):
    def handle_error(self, *args: object) -> None:
        """A page that was closed while it loaded is no error."""


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[..., str]]:
    """`serve(folder)` serves it until the run ends; returns the address, which ends in /wall/.

    With `strict=True` every answer carries a strict Content-Security-Policy.
    """
    with ExitStack() as open_servers:
        addresses: dict[tuple[Path, bool], str] = {}

        def start(folder: Path, *, strict: bool = False) -> str:
            if (folder, strict) not in addresses:
                handler = _Strict if strict else _Handler
                server = _Server(("127.0.0.1", 0), partial(handler, directory=str(folder)))
                threading.Thread(target=server.serve_forever, daemon=True).start()
                open_servers.callback(server.server_close)
                open_servers.callback(server.shutdown)
                addresses[folder, strict] = f"http://127.0.0.1:{server.server_port}{SUB_PATH}"
            return addresses[folder, strict]

        yield start


class Visit:
    """A page that was opened, with what went wrong on it and what it asked of other hosts."""

    def __init__(self, page: Page, host: str) -> None:
        self.page = page
        self.errors: list[str] = []
        self.foreign: list[str] = []
        page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", lambda request: self._note(request.url, host))

    def _note(self, url: str, host: str) -> None:
        address = urlsplit(url)
        if address.netloc != host and address.scheme not in ("data", "blob", "about"):
            self.foreign.append(url)

    def axe(self, **options: Any) -> list[str]:
        """Run axe-core on the page as it stands; one line for each element that breaks a rule."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        result = self.page.evaluate("options => axe.run(document, options)", options)
        return [
            f"{rule['id']} ({rule['impact']}): {rule['help']}: {node['html'][:200]}"
            for rule in result["violations"]
            for node in rule["nodes"]
        ]


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Visit]]:
    """`visit(address, size=(390, 844), scheme="dark")`; more options go to Playwright's context."""
    with ExitStack() as open_pages:

        def go(
            address: str, size: tuple[int, int] = (1440, 900), scheme: str = "light", **more: Any
        ) -> Visit:
            view = {"width": size[0], "height": size[1]}
            context = browser.new_context(viewport=view, color_scheme=scheme, **more)
            open_pages.callback(context.close)
            visited = Visit(context.new_page(), urlsplit(address).netloc)
            visited.page.goto(address, wait_until="networkidle")
            return visited

        yield go
