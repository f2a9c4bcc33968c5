"""Leaflets to paper: what is due and what fits, the printer's queue, the sheet that tests it."""
