"""Problems and results in MkDocs's log, where strict mode counts them."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from storywall.problems import Problem, Severity

_LEVELS = {
    Severity.ERROR: logging.WARNING,
    Severity.WARNING: logging.WARNING,
    Severity.SUGGESTION: logging.INFO,
}


Log = logging.Logger | logging.LoggerAdapter[logging.Logger]


def report(problems: Iterable[Problem], log: Log) -> None:
    """Log each problem; errors and warnings stop a strict build."""
    for problem in problems:
        hint = f" {problem.hint}" if problem.hint else ""
        log.log(_LEVELS[problem.severity], "%s.%s", str(problem).rstrip("."), hint)


class Counter(logging.Handler):
    """Counts warnings on a logger, as MkDocs's strict mode does, but in time to act on them."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Count *record*."""
        self.count += 1
