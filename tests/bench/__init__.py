"""The benchmark: the same stories, printed by this press and by other generators, measured side by side."""
