"""The press room: it reads the magazine, has it proofed, prints it beside what readers see, and changes the two."""
