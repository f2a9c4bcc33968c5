"""One handout: from what a user asks for to a PDF, a check or a new file."""
