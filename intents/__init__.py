"""What a person means, and what Spil does about it: recogniser, dates, forms, handlers."""
