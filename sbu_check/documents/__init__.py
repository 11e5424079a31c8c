"""PDF and Word documents: their text as the pages show it, and the hidden content of the files.

Such files come from strangers. Each is read in a process of its own, which has so much memory and time and no more, by
libraries that the extras `pdf` and `office` bring.
"""
