"""Reads tables: bytes become rows, and rows become people."""
