"""What the site promises in weight and reach, measured: ``make audit`` prints every figure.

The tests hold the part that needs neither a network nor Node on every page kind; the audit holds
all of it in both languages, at both widths, in light and dark.
"""
