"""A blog that moves in: its export is read, every post becomes a story, and nothing of it is lost without being named."""
