"""The recogniser's machinery: example sentences, features, the linear machines, kept weights."""
