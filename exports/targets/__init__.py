"""What the graph can be exported as: one target a file; each registers itself."""
