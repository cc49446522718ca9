"""Finds English in what staff are shown: words that are no Vietnamese syllable, and names out of the code."""

import re
from pathlib import Path

# Common words of interfaces and errors, without those that are Vietnamese syllables too ("in", "do", "to", "so").
WORDS = frozenset((Path(__file__).parents[1] / "data" / "english_words.txt").read_text(encoding="utf-8").split())
# What has no Vietnamese name in an office either, or is typed as it stands.
KNOWN = frozenset({"api", "csv", "docx", "excel", "html", "http", "https", "json", "jsonl", "mcp", "openai", "pdf"})
KNOWN |= {"svg", "url", "word", "xlsx", "zip"}

_TOKEN = re.compile(r"(?<![\w/.-])[A-Za-z][A-Za-z'’-]*(?![\w])")
_IDENTIFIER = re.compile(r"(?<![\w./-])(?:[a-z]+_[a-z_]+|[a-z]+[A-Z][A-Za-z]+)(?![\w(])")
_CODE = re.compile(r"`[^`]*`|--[\w-]+|NQ_\w+|https?://\S+|[\w./-]+\.(?:jsonl?|csv|xlsx|docx|toml|html|md)\b")


def english_in(text: str) -> list[str]:
    """The runs of two or more English words in ``text``, and the identifiers; empty where all is Vietnamese."""
    plain = _CODE.sub(" ", text)
    runs: list[list[str]] = [[]]
    end = 0
    for token in _TOKEN.finditer(plain):
        word = token[0].lower()
        gap = plain[end : token.start()]
        end = token.end()
        if word not in WORDS or word in KNOWN:
            runs.append([])
            continue
        if not gap.isspace():
            runs.append([])
        runs[-1].append(token[0])
    return [" ".join(run) for run in runs if len(run) > 1] + _IDENTIFIER.findall(plain)
