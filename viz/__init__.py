"""Pictures and reports of what was found."""
