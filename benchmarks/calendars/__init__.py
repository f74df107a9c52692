"""Whether calendar programs read what Spil writes as it is meant: many series at random, in several readers."""
