"""Load measurements: the real bot beside peers, on a fake Bot API of their own."""
