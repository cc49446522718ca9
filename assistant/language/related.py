"""Other words for what a question names: abbreviations and long forms, and the catalogue's synonyms, either way."""

from __future__ import annotations

from assistant.language.abbreviations import variants
from assistant.language.catalogue import asking_catalogue
from assistant.language.text import syllables, with_pairs


def related(question: str, *, plain: bool = False) -> frozenset[str]:
    """The tokens (``text.with_pairs``) by which documents may say the same, less those of ``question`` itself.

    With ``plain`` the question carries no marks; what is looked up in the catalogue carries them all the same. Of a
    synonym only pairs are taken: "thu" and "xã" of "thu ngân sách xã" stand everywhere.
    """
    said = [with_pairs(syllables(variant)) for variant in variants(question, plain=plain)]
    found = asking_catalogue().find(question, without_diacritics=plain)
    named = {match.entry.id: match.entry for match in found}.values()
    synonyms = {
        token
        for entry in named
        for name in (entry.name, *entry.synonyms)
        for token in with_pairs(syllables(name))
        if "_" in token
    }
    return frozenset({token for tokens in said for token in tokens} | synonyms) - set(with_pairs(syllables(question)))
