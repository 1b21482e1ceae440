"""Page values as HTML: words, templates, the frame, and what stands round the content."""
