"""ReportLab's canvas, extended: embedded fonts, metadata, pictures. Knows nothing of handouts."""
