"""Words to dates, times, spans and recurrences; one lexicon file per language."""
