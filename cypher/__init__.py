"""The stored queries, one a file."""
