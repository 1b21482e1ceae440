"""Every exception that Story Wall raises on purpose.

StoryWallError                 something a person can mend; the message says what to do
├── SettingsError              mkdocs.yml cannot be read or a setting is wrong
├── MissingProgram             a program that the command needs is not installed
├── AddressTaken               two artifacts claim one address
├── FrameError                 the host's page lacks a slot, or prints one unquoted
├── VerifyError                the finished folder shows something that it must not, or a dead link
└── PublishError               the finished folder could not be brought over; the old site stands
"""

from __future__ import annotations


class StoryWallError(Exception):
    """A fault that a person can mend. Its text is meant to be read, never a traceback."""


class SettingsError(StoryWallError):
    """The configuration cannot be read, or a setting has a value that it cannot have."""


class MissingProgram(StoryWallError):
    """A program that the command needs is not on this machine."""


class AddressTaken(StoryWallError):
    """A second writer claimed an address that an artifact already holds."""


class FrameError(StoryWallError):
    """The host's page lacks a slot that the compiler needs."""


class VerifyError(StoryWallError):
    """The finished folder holds a dead link or something that must not be shown."""


class PublishError(StoryWallError):
    """The finished folder could not be brought over to the site."""
