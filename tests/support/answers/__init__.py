"""The named questions answered in plain Python, group by group; put together in `support.reference_answers`."""
