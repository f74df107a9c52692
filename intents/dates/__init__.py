"""Words → dates, times, spans, recurrences. One lexicon file per language, rules shared by all."""
