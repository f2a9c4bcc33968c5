"""Printing: what is ready and what fits, the printer's queue, and the printer test sheet."""
