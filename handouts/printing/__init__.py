"""Leaflets to paper: the printer's queue, and the sheet that tests a printer."""
