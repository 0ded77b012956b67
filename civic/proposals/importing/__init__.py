"""Taking over proposals and comments that were written in another system."""

from __future__ import annotations

from civic.proposals.importing.lines import UnreadableFileError
from civic.proposals.importing.load import ImportReport, bytes_to_read, import_file

__all__ = ["ImportReport", "UnreadableFileError", "bytes_to_read", "import_file"]
