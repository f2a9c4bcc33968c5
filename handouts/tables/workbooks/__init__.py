"""Workbooks of spreadsheets, as rows of text: one module for each file format."""
