"""Exports become records, records become rows, rows go to the store."""
