"""The parts of a section as a file holds them: one file for each kind.

``table.py`` collects them; a new kind needs its file and a line there.
"""
