"""The product: guides, the interview, ranking and the canvas, as pure values.

Nothing in this package does I/O, reads a clock, is async or knows a messenger.
"""
