from collections.abc import Callable
from re import Match, Pattern

V1: int

def compile(pattern: str, flags: int = ...) -> Pattern[str]: ...
def sub(pattern: str, repl: str | Callable[[Match[str]], str], string: str) -> str: ...
