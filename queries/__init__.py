"""Find, check, run and print stored queries."""
