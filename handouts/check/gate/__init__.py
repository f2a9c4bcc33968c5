"""The gate: checks of a valid handout, one file for each rule, named after it.

Each file has a function ``check_spec(spec)`` that yields findings. All files are found by their
place, so a new one needs no entry anywhere else.
"""
