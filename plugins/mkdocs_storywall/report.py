"""Problems and results in MkDocs's log, where strict mode counts them."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable
from dataclasses import replace

from storywall.problems import Problem, Severity
from storywall.settings import Project

_LEVELS = {
    Severity.ERROR: logging.WARNING,
    Severity.WARNING: logging.WARNING,
    Severity.SUGGESTION: logging.INFO,
}


Log = logging.Logger | logging.LoggerAdapter[logging.Logger]


def report(problems: Iterable[Problem], project: Project, log: Log) -> None:
    """Log each problem, its path from the wall's folder; errors and warnings stop strict builds."""
    folder = os.path.relpath(project.site.stories, project.site.root).replace(os.sep, "/")
    for problem in problems:
        hint = f" {problem.hint}" if problem.hint else ""
        in_stories = problem.path != project.config.name
        shown = replace(problem, path=f"{folder}/{problem.path}") if in_stories else problem
        log.log(_LEVELS[problem.severity], "%s.%s", str(shown).rstrip("."), hint)


class Counter(logging.Handler):
    """Counts warnings, as the host's strict mode does, but in time to act on them."""

    def __init__(self, log: Log) -> None:
        """Count what is logged below the host's logger, of which *log* is one."""
        super().__init__(logging.WARNING)
        self.count = 0
        # MkDocs and ProperDocs each have a name of their own.
        plugin = log.logger if isinstance(log, logging.LoggerAdapter) else log
        self._host = plugin.name.partition(".")[0]

    def emit(self, record: logging.LogRecord) -> None:
        """Count *record*."""
        self.count += 1

    def start(self) -> None:
        """Count from nothing; keep quiet about frames, which leave no page."""
        self.count = 0
        logging.getLogger(self._host).addHandler(self)
        logging.getLogger(f"{self._host}.commands.build").addFilter(_no_frames)

    def stop(self) -> None:
        """Count no more."""
        logging.getLogger(self._host).removeHandler(self)
        logging.getLogger(f"{self._host}.commands.build").removeFilter(_no_frames)


def _no_frames(record: logging.LogRecord) -> bool:
    return not record.getMessage().startswith("Page skipped: 'storywall-frame-")
