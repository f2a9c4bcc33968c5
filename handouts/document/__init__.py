"""The document that all rooms pass on: frozen values, with no behaviour that needs another room."""
