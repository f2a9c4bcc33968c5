"""From runs to lines: cleaning, directions, fonts, shaping, breaking. One engine for all text."""
