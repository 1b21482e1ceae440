"""Authors' words: counting them, and their Markdown as safe HTML with links resolved."""
