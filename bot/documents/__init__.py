"""What is handed over as a file, made in memory from a kind and values: the sheet, the invitation."""

from intents.model import Attachment


def make_file(attachment: Attachment) -> tuple[str, bytes]:
    """The file's name and content. Raises `KeyError` for a kind that nobody makes."""
    raise KeyError(attachment.kind)
