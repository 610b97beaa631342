"""Sheets that offices keep: what their columns mean is said once, in a mapping or by a template, and never guessed."""
