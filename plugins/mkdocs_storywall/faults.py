"""Faults as MkDocs shows them: one readable message, no traceback."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger

from storywall.errors import StoryWallError

log = get_plugin_logger("storywall")

_Given = ParamSpec("_Given")
_Result = TypeVar("_Result")


def readable(event: Callable[_Given, _Result]) -> Callable[_Given, _Result]:
    """Let whatever *event* raises stop MkDocs as a message; ``mkdocs -v`` shows where it arose."""

    @wraps(event)
    def guarded(*args: _Given.args, **kwargs: _Given.kwargs) -> _Result:
        try:
            return event(*args, **kwargs)
        except PluginError:
            raise
        except (StoryWallError, OSError) as error:
            raise PluginError(str(error)) from None
        except Exception as error:
            log.debug("The fault in %s:", event.__name__, exc_info=True)
            kind = type(error).__name__
            raise PluginError(
                f"Story Wall stumbled over a fault of its own ({kind}: {error}); the old site "
                "stays. Please report it, with what `mkdocs build -v` prints."
            ) from None

    return guarded
