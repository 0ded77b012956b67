"""The yardstick: the smallest useful Flask page on the same server."""

from flask import Flask

app = Flask(__name__)


@app.get("/")
def page() -> str:
    """One line of HTML."""
    return "<!doctype html><title>bare</title><p>Hello."
