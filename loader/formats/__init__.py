"""One export format a file; each registers itself."""
