"""The logical structure of a document, and the marks that tie its pages to it."""
