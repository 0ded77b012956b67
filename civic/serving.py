"""Settings of the web server, gunicorn (`--config python:civic.serving`), that every instance shares."""

from __future__ import annotations

import gc
from typing import Any

worker_class = "gthread"
graceful_timeout = 10
control_socket_disable = True


def post_worker_init(_worker: Any) -> None:
    """Before the first request: what is loaded stays for good, so the garbage collector need not look at it again.

    Half a million objects (classes, addresses, catalogues) would be walked through for every few hundred pages: a tenth of all time.
    A page leaves few cycles behind, so the young generation may also grow larger before it is looked at.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
