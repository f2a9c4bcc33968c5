"""Lay a story out on sheets: formats, type sizes, pagination, imposition."""
