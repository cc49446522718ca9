"""What ``/v1`` takes, in the words of the OpenAI API. What it does not name is accepted and left alone."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

_WORDS = ("text", "input_text")


class PartCreate(BaseModel):
    """A part of a message; of pictures, sounds and files nothing is read."""

    type: str
    text: str = ""


class MessageCreate(BaseModel):
    """A message of a conversation. Those of the system are not followed: the assistant has one task."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[PartCreate] | None  # null where the assistant only called a tool

    @property
    def text(self) -> str:
        """The words of the message."""
        parts = self.content or []
        return parts if isinstance(parts, str) else "\n".join(part.text for part in parts if part.text)

    @property
    def has_more_than_words(self) -> bool:
        """Whether a picture, a sound or a file is a part of the message."""
        return isinstance(self.content, list) and any(part.type not in _WORDS for part in self.content)


class StreamOptionsCreate(BaseModel):
    """How a stream ends."""

    include_usage: bool = False


class ChatCreate(BaseModel):
    """A question: the last message, after the conversation that it continues."""

    model: str
    messages: list[MessageCreate] = Field(min_length=1)
    stream: bool = False
    stream_options: StreamOptionsCreate | None = None
    n: Literal[1] | None = None
