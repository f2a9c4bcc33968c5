"""Reads a person: names, dates, areas and chosen advice."""
