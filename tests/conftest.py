"""Property tests try the same cases in every run, so that a run can be repeated; `SPIL_HUNT=1` looks for new ones."""

import os

from hypothesis import settings

settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("hunt", max_examples=2_000, deadline=None)
settings.load_profile("hunt" if os.environ.get("SPIL_HUNT") else "steady")
