"""Lobby screens: what each slide says and how long it stays, its style, and the page around it."""
