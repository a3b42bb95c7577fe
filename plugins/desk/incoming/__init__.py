"""What comes in, in whatever form people send it, is made an arrival: words, sender, pictures."""
