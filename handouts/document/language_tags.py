"""Language tags: how a file, a person and a brand write them (BCP 47)."""

from __future__ import annotations

LANGUAGE_TAG = r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?"
"""A regular expression: a language, perhaps a script, perhaps a region: en, zh-Hans, pt-BR."""

COPY_ENDINGS = frozenset("alt bak copy dev new old org orig sav tmp wip".split())
"""What people put last in the name of a copy: ``knee.old.yaml``. Some are tags of languages that
hardly anyone writes handouts in, such as "new" for Newari."""


def normalize_language(language: str) -> str:
    """A language tag in the letter case that BCP 47 recommends: ``pt-BR``, ``zh-Hans-CN``."""
    first, *rest = language.split("-")
    return "-".join([first.lower(), *(_format_subtag(part) for part in rest)])


def correct_language(language: str) -> str:
    """A language tag that was written with an underscore, as computers name it: ``en_GB.UTF-8``."""
    return normalize_language(language.partition(".")[0].replace("_", "-"))


def _format_subtag(part: str) -> str:
    return part.title() if len(part) == 4 else part.upper()
