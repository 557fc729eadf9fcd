"""Markdown notes become statements: blocks with lines, the terms they define, the links and the sentences about them.

`extract.extract` reads one page; `phrases.find_longest` tells the loader which concept the words of a pattern name.
Nothing is imported here: the loader needs the second without the parser.
"""
