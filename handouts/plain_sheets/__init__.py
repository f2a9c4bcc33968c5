"""Sheets for the clinic itself, in plain black type: an index, a separator, a printer's test."""
