"""Clocks that call the tick; never the truth."""
