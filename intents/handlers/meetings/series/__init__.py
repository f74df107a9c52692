"""A series as a whole: where its clashes could go, and moving this time and all that follow."""
