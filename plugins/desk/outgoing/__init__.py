"""What goes out: letters to those who wrote to the magazine, and proofs for approval before print."""
