"""The parts of make.py: tables, outlines, words, and one module per family of samples."""
