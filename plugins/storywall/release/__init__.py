"""Artifacts, and the way from a finished folder to the site."""
