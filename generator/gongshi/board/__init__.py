"""Sheets of paper: what hangs on a village's board, a household's own sheet, a form to object on.

They never enter the site, whose pages know nothing of this package.
"""
