"""Story Wall: a compiler from a folder of stories to a site. It imports no site builder."""

__version__ = "0.1.0"
