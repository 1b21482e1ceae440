"""The plugin's options, taken over from the compiler's settings: declared once, checked there."""

from __future__ import annotations

from mkdocs.config import config_options
from mkdocs.config.base import Config

from storywall.settings import Settings

StoryWallConfig: type[Config] = type(
    "StoryWallConfig",
    (Config,),
    {
        "__doc__": "Every setting as typed; ``storywall.settings`` says what each may be.",
        "__module__": __name__,
        **{
            name: config_options.Optional(config_options.Type(object))
            for name in Settings.model_fields
        },
    },
)
