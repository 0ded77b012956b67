"""The `civic` command."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path
from types import FrameType
from typing import TextIO

import click
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy.exc import OperationalError, ProgrammingError, SQLAlchemyError

from civic import __version__
from civic.accounts.models import User
from civic.accounts.queries import user_by_email
from civic.accounts.services import create_user, give_role_by_operator
from civic.app import create_app
from civic.audit import services as audit
from civic.config import Mode, Settings, SettingsError, load_settings
from civic.db import session, unit_of_work, utcnow
from civic.demo.build import build_demo, demo_accounts, has_demo
from civic.handoff.importing import import_answers
from civic.i18n import dictionary
from civic.i18n.furigana.markup import ruby_text
from civic.i18n.furigana.readings import NO_READINGS
from civic.i18n.languages import BY_SLUG
from civic.i18n.plain_japanese import terminal as plain_japanese
from civic.i18n.plain_japanese.check import FAIR, check
from civic.i18n.plain_japanese.words import easy_words
from civic.i18n.text import in_language
from civic.outbox.services import last_beat, open_count, run_round
from civic.policy import RefusedError, Role
from civic.processes.models import Process
from civic.proposals.importing import UnreadableFileError, bytes_to_read, import_file
from civic.readiness import MIGRATIONS, database_problem, migrations_problem
from civic.search.rebuilding import rebuild
from civic.search.terminal import found_as_json, found_as_lines, status_as_lines
from civic.town.queries import readings_in_use

IDLE_SECONDS = 1.0


def _app(**changes: str) -> Flask:
    os.environ.update(changes)
    try:
        return create_app(load_settings(os.environ))
    except SettingsError as error:
        raise click.ClickException(str(error)) from error


@contextmanager
def _ready() -> Iterator[None]:
    """What needs the database says so in a sentence when there is none yet."""
    try:
        yield
    except (OperationalError, ProgrammingError) as error:
        raise click.ClickException("The database is not ready: `civic doctor` says why, `civic migrate` makes its tables.") from error


def _settings(app: Flask) -> Settings:
    found: Settings = app.config["CIVIC"]
    return found


@click.group()
@click.version_option(__version__)
def main() -> None:
    """Run and look after a town's participation platform."""


@main.command()
def migrate() -> None:
    """Bring the database to the newest migration."""
    with _app().app_context():
        upgrade(directory=str(MIGRATIONS))


@main.command()
@click.option("--port", type=int, help="The port to listen on.")
def serve(port: int | None) -> None:
    """Serve the pages (gunicorn) until stopped."""
    app = _app(**({"CIVIC_PORT": str(port)} if port else {}))
    _stop_together([_start_server(_settings(app))])


@main.command()
@click.option("--once", is_flag=True, help="Do what is due and end.")
def work(once: bool) -> None:
    """Send what waits in the outbox, seal the audit: the background worker."""
    app = _app()
    stopping = threading.Event()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        stopping.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    while not stopping.is_set():
        with app.app_context():
            done = run_round()
        if once and not done:
            return
        if not done:
            stopping.wait(IDLE_SECONDS)


@main.command()
@click.option("--serve", "and_serve", is_flag=True, help="Serve the demo town afterwards, with the worker.")
@click.option("--port", type=int, default=8000, show_default=True, help="The port to listen on.")
def demo(and_serve: bool, port: int) -> None:
    """Create the demo town if it is not there yet, and serve it."""
    started = time.monotonic()
    app = _app(CIVIC_MODE=os.environ.get("CIVIC_MODE", "demo"), CIVIC_PORT=str(port))
    if _settings(app).mode is Mode.PRODUCTION:
        raise click.ClickException("The demo town is not for production: set CIVIC_MODE=demo.")
    with app.app_context():
        upgrade(directory=str(MIGRATIONS))
        if not has_demo():
            click.echo("Building the demo town (some seconds) ...")
            with unit_of_work():
                build_demo(now=utcnow())
        accounts = demo_accounts()
    settings = _settings(app)
    processes = [_start_server(settings), _start_worker()] if and_serve else []
    click.echo(f"\nThe demo town is ready ({time.monotonic() - started:.0f} s): {settings.base_url}/\n\nDemo accounts:")
    for account in accounts:
        click.echo(f"  {account.role:<30} {account.email:<34} {account.password}")
    if processes:
        click.echo("\nMails are kept at /ja/_mail. Ctrl-C ends everything.\n")
        _stop_together(processes)


def _start_server(settings: Settings) -> subprocess.Popen[bytes]:
    """In a session of its own: Ctrl-C reaches this program only, which then ends the server once and waits for it."""
    workers = "1" if settings.is_sqlite else "2"
    return subprocess.Popen(
        [
            sys.executable, "-m", "gunicorn", "civic.app:create_app()", "--config", "python:civic.serving", "--workers", workers,
            "--threads", str(settings.threads), "--bind", f"{settings.host}:{settings.port}", "--keep-alive", "15",
            "--log-level", "warning",
        ],
        start_new_session=True,
    )  # fmt: skip


def _start_worker() -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "civic", "work"], start_new_session=True)


def _stop_together(processes: list[subprocess.Popen[bytes]]) -> None:
    """Wait until one ends or a signal comes; then end all and wait for them."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    code = 0
    try:
        while all(process.poll() is None for process in processes):
            time.sleep(0.3)
        code = next((process.returncode for process in processes if process.returncode), 0)
    except KeyboardInterrupt:
        pass
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
    sys.exit(code)


@main.command()
def doctor() -> None:
    """Say what is configured, what is missing and how to mend it."""
    app = _app()
    settings = _settings(app)
    problems = 0

    def say(name: str, problem: str, fine: str) -> None:
        nonlocal problems
        problems += bool(problem)
        click.echo(f"{'MEND' if problem else 'ok  '}  {name:<12} {problem or fine}")

    say("mode", "", settings.mode)
    say("address", "", settings.base_url)
    with app.app_context():
        try:
            database_problem()
            say("database", "", settings.database_url.split("@")[-1])
            say("migrations", migrations_problem(), "at head")
        except Exception as error:
            session.rollback()
            say("database", f"does not answer ({type(error).__name__}): check CIVIC_DATABASE_URL", "")
        else:
            if not migrations_problem():
                beat = last_beat()
                silent = beat is None or utcnow() - beat > timedelta(minutes=2)
                say("worker", "shows no sign of life: start civic work" if silent else "", f"alive, {open_count()} messages wait")
    mail = settings.smtp_host or f"files in {settings.data_dir / 'mail'} (set CIVIC_SMTP_HOST to send)"
    say("mail", "", mail)
    say("redis", "", settings.redis_url.split("@")[-1] if settings.redis_url else "not used: rate limits count in each process")
    say("furigana", "", dictionary.installed_versions() or "not available: pip install sudachipy sudachidict-core")
    sys.exit(1 if problems else 0)


@main.command("create-administrator")
@click.option("--email", prompt=True)
@click.option("--name", prompt="Display name")
@click.password_option()
def create_administrator(email: str, name: str, password: str) -> None:
    """Create the first administrator, or make an existing account one."""
    with _app().app_context(), unit_of_work():
        try:
            user = user_by_email(email) or _new_administrator(email, name, password)
            give_role_by_operator(user, Role.ADMINISTRATOR)
        except RefusedError as error:
            raise click.ClickException(error.reason) from error
    click.echo("Done.")


def _new_administrator(email: str, name: str, password: str) -> User:
    return create_user(email=email, display_name=name, password=password, language="ja", confirmed=True, is_staff=True)


class SearchGroup(click.Group):
    """`civic search WORDS` searches, unless the first word is one of the commands."""

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """The command of that name, else the search itself."""
        known = args[0] in self.commands
        return super().resolve_command(ctx, args if known else ["for", *args])


@main.group("search", cls=SearchGroup, context_settings={"ignore_unknown_options": True})
def search_group() -> None:
    """Search the public texts: `civic search WORDS`. Look after the index."""


@search_group.command("for", context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, required=True)
@click.option("--lang", help="Only texts in this language, for example ja or pt-BR.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of lines.")
def search_for(words: tuple[str, ...], lang: str | None, as_json: bool) -> None:
    """Search for words, as the page does. Also without `for`: civic search WORDS."""
    with _app().app_context(), _ready():
        click.echo(found_as_json(" ".join(words), language=lang) if as_json else found_as_lines(" ".join(words), language=lang))


@search_group.command("rebuild")
def search_rebuild() -> None:
    """Index all texts anew, with their words, while the search goes on."""
    with _app().app_context(), _ready(), click.progressbar(length=1, label="Indexing", file=sys.stderr) as bar:
        for progress in rebuild():
            bar.length = progress.total
            bar.update(progress.done - bar.pos)
        bar.finish()
    click.echo("Done.")


@search_group.command("status")
def search_status() -> None:
    """Say how the index stands."""
    with _app().app_context(), _ready():
        click.echo(status_as_lines())


@main.command("furigana")
@click.argument("text")
def furigana_command(text: str) -> None:
    """Print TEXT as HTML with readings, by the town's own list where there is one. TEXT may be - for the standard input."""
    if not dictionary.is_available():
        raise click.ClickException("SudachiPy with its core dictionary is not installed: pip install sudachipy sudachidict-core")
    try:
        with create_app(load_settings(os.environ)).app_context():
            readings = readings_in_use()
    except (SettingsError, SQLAlchemyError):  # a word can be asked for before anything is set up
        readings = NO_READINGS
    click.echo(ruby_text(sys.stdin.read().rstrip("\n") if text == "-" else text, readings))


@main.command("check-plain")
@click.argument("file", type=click.File("r", encoding="utf-8", errors="replace"))
@click.option("--minimum", type=click.IntRange(0, 100), default=FAIR, show_default=True, help="End with 1 below this score.")
@click.option("--words", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Folder with the town's easy-words.tsv.")
@click.option("--lang", type=click.Choice(sorted(BY_SLUG)), help="Language of the reasons; English if it is left out.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of lines.")
def check_plain(file: TextIO, minimum: int, words: Path | None, lang: str | None, as_json: bool) -> None:
    """Say what makes a Japanese text hard to read, and its score. FILE is UTF-8, or - for standard input."""
    text = file.read().replace("\r\n", "\n")
    report = check(text, words=easy_words(words))
    with ExitStack() as speaking:
        if lang is not None:
            speaking.enter_context(_app().app_context())
            speaking.enter_context(in_language(BY_SLUG[lang].id))
        click.echo(plain_japanese.as_json(report, text) if as_json else plain_japanese.as_lines(report, text, name=file.name))
    sys.exit(1 if report.is_japanese and report.score < minimum else 0)


@main.group("audit")
def audit_group() -> None:
    """The append-only record."""


@audit_group.command("verify")
def audit_verify() -> None:
    """Check the whole chain; exit 1 and name each entry that is changed, missing or forged."""
    with _app().app_context():
        problems = audit.verify()
    for problem in problems:
        click.echo(problem)
    click.echo("The audit chain is whole." if not problems else f"{len(problems)} problems.")
    sys.exit(1 if problems else 0)


@main.group("import")
def import_group() -> None:
    """Take over what was written in another system."""


@import_group.command("proposals")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--process", "process_id", type=int, required=True, help="The number of the process that the proposals belong to.")
def import_proposals(file: Path, process_id: int) -> None:
    """Import proposals with the comments or answers beside them. What is there already is not created twice."""
    with _app().app_context():
        process = session.get(Process, process_id)
        if process is None:
            raise click.ClickException(f"There is no process with the number {process_id}.")
        try:
            with click.progressbar(length=bytes_to_read(file), label="Importing", file=sys.stderr) as bar:
                report = import_file(file, process=process, progress=bar.update)
        except UnreadableFileError as error:
            raise click.ClickException(str(error)) from error
        with in_language("en"):
            answers = import_answers(file, process=process)
    for line, reason in [*report.skipped, *((line, f"responses.csv: {reason}") for line, reason in answers.skipped)]:
        click.echo(f"line {line}: {reason}", err=True)
    click.echo(f"Proposals: {report.created} new, {report.existing} already here.")
    click.echo(f"Comments: {report.comments} new, {report.existing_comments} already here.")
    click.echo(f"Answers: {answers.created} new.")
    click.echo(f"Lines skipped: {len(report.skipped) + len(answers.skipped)}.")
