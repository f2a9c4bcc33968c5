"""One file of many documents."""
