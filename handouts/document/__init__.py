"""The document that all packages pass on: frozen values, which need no other package."""
