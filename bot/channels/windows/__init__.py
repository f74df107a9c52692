"""Platforms' own windows: the sheet as a native form, a home before anything is said. One module a platform."""
