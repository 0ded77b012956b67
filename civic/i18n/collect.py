"""Collect the sentences of code and templates into the catalogues: `python -m civic.i18n.collect`, run from the top folder.

The files are made to be compared: sorted by sentence, without dates and line numbers. A translation is kept only while its sentence is
unchanged: guessing from a similar sentence (fuzzy matching) would put half-right words in front of residents.
"""

from __future__ import annotations

import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import write_po

from civic.i18n.merge import SHIPPED, merge
from civic.i18n.text import CATALOGUES

ROOT = CATALOGUES.parent.parent.parent
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "lazy": (1,),
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}
COMMENT_TAGS = ("Translators:",)


def collect(root: Path = ROOT) -> Catalog:
    """All sentences of the interface. English itself needs no catalogue."""
    catalogue = Catalog(project="civic", charset="utf-8", fuzzy=False)
    with (root / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file, "babel.cfg")  # type: ignore[no-untyped-call]  # Babel gives it no types
    found = extract_from_dir(str(root), methods, options, KEYWORDS, COMMENT_TAGS, strip_comment_tags=True, directory_filter=_is_ours)
    for name, _line, message, comments, context in sorted(found, key=lambda one: (one[0], one[1])):
        catalogue.add(message, None, [(Path(name).as_posix(), 0)], auto_comments=comments, context=context)
    return catalogue


def _is_ours(folder: str) -> bool:
    name = Path(folder).name
    return not name.startswith((".", "_")) and name not in {"var", "tests", "bench", "migrations", "docs", "deploy", "node_modules"}


def _write(path: Path, catalogue: Catalog) -> None:
    catalogue.header_comment = "# The sentences of civic. See docs/translating.md."
    with path.open("wb") as file:
        write_po(file, catalogue, width=120, no_location=True, omit_header=False, sort_output=True, ignore_obsolete=True)
    lines = path.read_text(encoding="utf-8").splitlines()
    drop = ('"POT-Creation-Date', '"PO-Revision-Date', '"Last-Translator', '"Language-Team', '"Generated-By', '"Report-Msgid-Bugs-To')
    path.write_text("\n".join(line for line in lines if not line.startswith(drop)).rstrip("\n") + "\n", encoding="utf-8")


def main() -> None:
    """Collect, bring every language up to it, say what is missing."""
    template = collect()
    CATALOGUES.mkdir(exist_ok=True)
    _write(CATALOGUES / "messages.pot", template)
    sys.stdout.write(f"{len(template)} sentences\n")
    for language_id in SHIPPED:
        sys.stdout.write(f"  {language_id:<8} {merge(language_id)} without a translation\n")


if __name__ == "__main__":
    main()
