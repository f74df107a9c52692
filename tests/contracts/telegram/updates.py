"""Updates in the shape in which Telegram sends them."""

import re
from typing import Any

ANNA = {"id": 7001, "is_bot": False, "first_name": "A", "language_code": "nl"}
BOB = {"id": 7002, "is_bot": False, "first_name": "B", "language_code": "fr"}
GROUP, BIGGER = -4001, -1004001


def said(
    number: int, text: str, who: dict[str, Any] = ANNA, chat: int | None = None, **more: Any
) -> dict[str, Any]:
    """Update `number`: `who` wrote `text`, to the bot alone or in a group."""
    message = {
        "message_id": number * 10,
        "date": 1_700_000_000,
        "chat": place(chat or who["id"]),
        "from": who,
        "text": text,
        "entities": [
            {"type": "mention", "offset": found.start(), "length": len(found[0])}
            for found in re.finditer(r"(?<!\w)@\w+", text)
        ],
        **more,
    }
    return {"update_id": number, "message": message}


def pressed(
    number: int,
    data: str,
    who: dict[str, Any] = ANNA,
    chat: int | None = None,
    under: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """Update `number`: `who` pressed the button with `data` under a message, as Telegram has it."""
    bare = {"message_id": 55, "date": 1_700_000_000, "chat": place(chat or who["id"]), "text": "…"}
    query = {"id": f"q{number}", "from": who, "chat_instance": "1", "data": data, "message": under or bare}
    return {"update_id": number, "callback_query": query}


def member(
    number: int, before: str, after: str, who: dict[str, Any] = ANNA, chat: int | None = None
) -> dict[str, Any]:
    """Update `number`: what the bot is in a chat changed."""
    me = {"id": 123456, "is_bot": True, "first_name": "Spil", "username": "SpilBot"}
    kept = {"kicked": {"until_date": 0}}
    change = {
        "chat": place(chat or who["id"]),
        "from": who,
        "date": 1_700_000_000,
        "old_chat_member": {"status": before, "user": me, **kept.get(before, {})},
        "new_chat_member": {"status": after, "user": me, **kept.get(after, {})},
    }
    return {"update_id": number, "my_chat_member": change}


def place(chat: int) -> dict[str, Any]:
    if chat > 0:
        return {"id": chat, "type": "private", "first_name": "A"}
    return {"id": chat, "type": "supergroup", "title": "Cel"}
