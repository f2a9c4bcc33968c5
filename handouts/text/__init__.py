"""From runs to lines: cleaning, bidi, fonts, shaping, line breaking. One engine for all text."""
