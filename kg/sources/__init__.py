"""Reading the files people write: each reader turns one file into statements and findings, and nothing else.

A new format is one module with a `read` function, entered in `READERS`.
"""
