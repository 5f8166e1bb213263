"""Targeted figures, their rules, and the stance of posts towards them."""
