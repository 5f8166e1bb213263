"""Draw what was found: the network page, the case report, and exports for other tools."""
