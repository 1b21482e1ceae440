"""Photos: which are wanted, and their derivatives, cached by content."""
