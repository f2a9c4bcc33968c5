"""Tests of the canvas, its tags and its file."""
