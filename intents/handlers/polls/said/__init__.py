"""What words say about a poll: its times, which of them, what is answered, who must be there. Pure."""
