"""The desk's commands, a few a file: what an editor types, and what is printed. The work is done by the modules above."""
