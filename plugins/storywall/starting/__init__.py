"""A new wall: the files that `storywall init` writes."""
