"""Pure views of what may be shown: all sorting, filtering and counting happens here."""
