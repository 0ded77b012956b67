from collections.abc import Callable
from typing import Any

class LazyString:
    __html__: Callable[[], str]
    def __init__(self, func: Callable[..., str], *args: Any, **kwargs: Any) -> None: ...
