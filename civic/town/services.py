"""Changing the town's facts. What is no longer used is switched off and never deleted: old proposals point to it."""

from __future__ import annotations

import csv
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from civic.db import savepoint, session
from civic.events import publish
from civic.i18n.catalogue_check import check_translation
from civic.i18n.furigana.kana import IDEOGRAPH, hiragana
from civic.i18n.languages import LANGUAGES
from civic.i18n.text import _
from civic.i18n.writing import InvalidTextError, accepted
from civic.policy import ConflictError, enforce
from civic.town import postal, reading_list
from civic.town.events import PlaceChanged, ReadingsChanged, TownChanged, WordingChanged
from civic.town.models import Area, Category, Department, ReadingSource, Town, TownReading, TownWording
from civic.town.policies import Person, can_change_town
from civic.town.wording import Sentence

MAX_NAME, MAX_PHONE, MAX_EMAIL, MAX_NOTICE = 80, 40, 254, 300
MAX_TERM, MAX_READING, MAX_READINGS = 80, 160, 10_000
MAX_WORDING = 600
_KANA = re.compile("[ぁ-ゖー]+")
_PLACE = re.compile(r"%\([a-z_]+\)[sd]")
_LONE_PER_CENT = re.compile(r"(?<!%)%(?![%(])")
Names = dict[str, str]
_TAGS = frozenset(language.tag for language in LANGUAGES)
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def _names(names: Names) -> dict[str, Any]:
    """Names by language id; Japanese is required, empty ones and unknown languages are left out."""
    checked = {
        language.id: accepted(names.get(language.id), maximum=MAX_NAME, single_line=True, required=language.id == "ja")
        for language in LANGUAGES
    }
    return {language: name for language, name in checked.items() if name}


def _phone(phone: str, *, required: bool) -> str:
    return accepted(phone, maximum=MAX_PHONE, single_line=True, required=required)


def _email(email: str, *, required: bool) -> str:
    email = accepted(email, maximum=MAX_EMAIL, single_line=True, required=required)
    if email and not _ADDRESS.fullmatch(email):
        raise InvalidTextError(_("Please write a complete e-mail address, for example name@example.jp."))
    return email


def set_up_town(*, names: Names, contact_section: Names, contact_phone: str, contact_email: str, actor: Person | None = None) -> Town:
    """The first act on an empty instance. Without `actor` an operator does it, on the command line."""
    if actor is not None:
        enforce(can_change_town(actor))
    if session.get(Town, 1) is not None:
        raise ConflictError(_("The town is already set up."))
    town = Town(
        id=1,
        names=_names(names),
        contact_section=_names(contact_section),
        contact_phone=_phone(contact_phone, required=True),
        contact_email=_email(contact_email, required=True),
    )
    try:
        with savepoint():
            session.add(town)
    except IntegrityError:
        raise ConflictError(_("The town is already set up.")) from None
    publish(TownChanged(actor_id=actor.id if actor is not None else None))
    return town


def update_town(
    town: Town,
    *,
    actor: Person,
    names: Names,
    contact_section: Names,
    contact_phone: str,
    contact_email: str,
    notice: str = "",
    notice_language: str = "ja",
) -> None:
    """Name, contact, and a notice that stands on every page while it is not empty; the notice is in one language, named by its tag."""
    enforce(can_change_town(actor))
    town.names, town.contact_section = _names(names), _names(contact_section)
    town.contact_phone = _phone(contact_phone, required=True)
    town.contact_email = _email(contact_email, required=True)
    town.notice = accepted(notice, maximum=MAX_NOTICE, single_line=True, required=False)
    if notice_language not in _TAGS:
        raise InvalidTextError(_("Please choose one."))
    town.notice_language = notice_language
    session.flush()
    publish(TownChanged(actor_id=actor.id))


def _add(place: Area | Category | Department, *, actor: Person) -> None:
    kind = type(place)
    place.position = (session.scalar(select(func.max(kind.position))) or 0) + 1
    session.add(place)
    _changed(place, actor=actor)


def _changed(place: Area | Category | Department, *, actor: Person) -> None:
    session.flush()
    publish(PlaceChanged(actor_id=actor.id, kind=place.__tablename__, place_id=place.id))


def add_area(*, actor: Person, names: Names) -> Area:
    """A new district, last in its list."""
    enforce(can_change_town(actor))
    area = Area(names=_names(names))
    _add(area, actor=actor)
    return area


def add_category(*, actor: Person, names: Names) -> Category:
    """A new category, last in its list."""
    enforce(can_change_town(actor))
    category = Category(names=_names(names))
    _add(category, actor=actor)
    return category


def add_department(*, actor: Person, names: Names, phone: str = "", email: str = "") -> Department:
    """A new department, last in its list. Residents see telephone and e-mail address."""
    enforce(can_change_town(actor))
    department = Department(names=_names(names), phone=_phone(phone, required=False), email=_email(email, required=False))
    _add(department, actor=actor)
    return department


def update_area(area: Area, *, actor: Person, names: Names) -> None:
    """New names of a district."""
    enforce(can_change_town(actor))
    area.names = _names(names)
    _changed(area, actor=actor)


def update_category(category: Category, *, actor: Person, names: Names) -> None:
    """New names of a category."""
    enforce(can_change_town(actor))
    category.names = _names(names)
    _changed(category, actor=actor)


def update_department(department: Department, *, actor: Person, names: Names, phone: str = "", email: str = "") -> None:
    """New names and contact of a department."""
    enforce(can_change_town(actor))
    department.names = _names(names)
    department.phone, department.email = _phone(phone, required=False), _email(email, required=False)
    _changed(department, actor=actor)


def set_active(place: Area | Category | Department, *, actor: Person, is_active: bool) -> None:
    """Offer it among the choices, or no longer; what points to it stays."""
    enforce(can_change_town(actor))
    if place.is_active != is_active:
        place.is_active = is_active
        _changed(place, actor=actor)


def kept_parts(sentence: Sentence) -> str:
    """What to do with the places where a name or a number will stand, or nothing where there is none."""
    parts = dict.fromkeys(_PLACE.findall(sentence.plural or sentence.message))
    return _("Please keep these parts exactly as they are: %(parts)s", parts=", ".join(parts)) if parts else ""


def say_differently(town: Town, *, actor: Person, language_id: str, sentence: Sentence, texts: Sequence[str]) -> None:
    """Use the town's own words for a sentence of the interface in one language: `texts` are as many forms as the shipped ones.

    They pass the same gate as a shipped catalogue: the same placeholders, no markup, no address (`InvalidTextError` says what is wrong).
    Words equal to the shipped ones are no own words.
    """
    enforce(can_change_town(actor))
    said = [accepted(text, maximum=MAX_WORDING, single_line=True) for text in texts]
    if _PLACE.search(sentence.plural or sentence.message):
        said = [_LONE_PER_CENT.sub("%%", text) for text in said]
    if len(said) != sentence.forms:
        raise InvalidTextError(_("Please fill in every form."))
    english, is_plural = sentence.plural or sentence.message, len(said) > 1
    if any(check_translation(english, text, counts_may_drop=is_plural) for text in said):
        rules = [_("Please use no code and no address that the sentence does not have."), kept_parts(sentence)]
        raise InvalidTextError(" ".join(rule for rule in rules if rule))
    row = _own_words(language_id, sentence)
    if tuple(said) == sentence.shipped:
        if row is not None:
            session.delete(row)
    elif row is None:
        session.add(TownWording(language=language_id, context=sentence.context, message=sentence.message, texts=said))
    else:
        row.texts = said
    _wording_changed(town, actor=actor, language_id=language_id, sentence=sentence)


def say_as_shipped(town: Town, *, actor: Person, language_id: str, sentence: Sentence) -> None:
    """Give up the town's own words for a sentence."""
    enforce(can_change_town(actor))
    row = _own_words(language_id, sentence)
    if row is not None:
        session.delete(row)
        _wording_changed(town, actor=actor, language_id=language_id, sentence=sentence)


def _own_words(language_id: str, sentence: Sentence) -> TownWording | None:
    return session.scalar(
        select(TownWording).where(
            TownWording.language == language_id, TownWording.context == sentence.context, TownWording.message == sentence.message
        )
    )


def _wording_changed(town: Town, *, actor: Person, language_id: str, sentence: Sentence) -> None:
    town.wording_revision = secrets.randbelow(2**31 - 1) + 1
    try:
        with savepoint():
            session.flush()
    except IntegrityError:
        raise ConflictError(_("Somebody else has just changed this. Please look at it again.")) from None
    publish(WordingChanged(actor_id=actor.id, language=language_id, sentence=sentence.key))


def problem_with_term(term: str) -> str:
    """Why a term cannot stand in the list of readings; empty when it can."""
    return "" if IDEOGRAPH.search(term) else _("Please write a word with kanji in it.")


def problem_with_reading(reading: str) -> str:
    """Why a reading cannot be accepted; empty when it can."""
    return "" if _KANA.fullmatch(hiragana(reading)) else _("Please write the reading in hiragana only.")


def _pair(term: str, reading: str) -> tuple[str, str]:
    term = accepted(term, maximum=MAX_TERM, single_line=True)
    reading = hiragana(accepted(reading, maximum=MAX_READING, single_line=True))
    problem = problem_with_term(term) or problem_with_reading(reading)
    if problem:
        raise InvalidTextError(problem)
    return term, reading


def _readings_changed(town: Town, *, actor: Person | None, amount: int = 1) -> None:
    town.readings_revision = secrets.randbelow(2**31 - 1) + 1
    session.flush()
    publish(ReadingsChanged(actor_id=actor.id if actor is not None else None, amount=amount))


def _taken() -> ConflictError:
    return ConflictError(_("This word is already in the list."))


def add_reading(town: Town, *, actor: Person, term: str, reading: str) -> TownReading:
    """Say how a name or word is read in this town."""
    enforce(can_change_town(actor))
    term, reading = _pair(term, reading)
    entry = TownReading(term=term, reading=reading, source=ReadingSource.STAFF)
    try:
        with savepoint():
            session.add(entry)
    except IntegrityError:
        raise _taken() from None
    _readings_changed(town, actor=actor)
    return entry


def update_reading(entry: TownReading, *, actor: Person, town: Town, term: str, reading: str) -> None:
    """Correct an entry; from now on it is the staff's and postal data do not change it."""
    enforce(can_change_town(actor))
    term, reading = _pair(term, reading)
    try:
        with savepoint():
            entry.term, entry.reading, entry.source = term, reading, ReadingSource.STAFF
            session.flush()
    except IntegrityError:
        raise _taken() from None
    _readings_changed(town, actor=actor)


def delete_reading(entry: TownReading, *, actor: Person, town: Town) -> None:
    """Take an entry out of the list."""
    enforce(can_change_town(actor))
    session.delete(entry)
    _readings_changed(town, actor=actor)


def _put(pairs: Mapping[str, str], source: ReadingSource) -> int:
    """Add what is missing and correct what differs; what staff wrote is kept when postal data say otherwise."""
    present = {entry.term: entry for entry in session.scalars(select(TownReading))}
    new = [term for term in pairs if term not in present]
    if len(present) + len(new) > MAX_READINGS:
        raise InvalidTextError(_("The list can hold at most %(maximum)s words.", maximum=MAX_READINGS))
    session.add_all(TownReading(term=term, reading=pairs[term], source=source) for term in new)
    changed = 0
    for term, entry in present.items():
        is_open = source is ReadingSource.STAFF or entry.source == ReadingSource.POSTAL
        if is_open and pairs.get(term, entry.reading) != entry.reading:
            entry.reading, entry.source = pairs[term], source
            changed += 1
    return len(new) + changed


def fill_readings_from_postal_data(town: Town, *, actor: Person | None, code: str) -> int:
    """Take over the place names of the municipality with this code, and remember the code; returns how many entries are new or changed.

    Without `actor` an operator does it, on the command line.
    """
    if actor is not None:
        enforce(can_change_town(actor))
    code = accepted(code, maximum=6, single_line=True)[:5]
    names = postal.place_names(code)
    if not names:
        raise InvalidTextError(_("There are no postal data for this code. Please write the five digits of the municipality's code."))
    town.municipality_code = code
    amount = _put(names, ReadingSource.POSTAL)
    _readings_changed(town, actor=actor, amount=amount)
    return amount


@dataclass
class ReadingsImport:
    """What became of a CSV file: how many entries are new or changed, and the lines that were not taken, with the reason."""

    amount: int = 0
    skipped: list[tuple[int, str]] = field(default_factory=list)


def import_readings(town: Town, *, actor: Person, text: str) -> ReadingsImport:
    """Take over a CSV list: new terms are added, present ones corrected, none deleted."""
    enforce(can_change_town(actor))
    done, pairs = ReadingsImport(), {}
    try:
        for number, term, reading in reading_list.from_csv(text):
            if not term or not reading:
                done.skipped.append((number, _("The word or its reading is missing.")))
                continue
            try:
                term, reading = _pair(term, reading)
            except InvalidTextError as error:
                done.skipped.append((number, error.reason))
            else:
                pairs[term] = reading
    except csv.Error:
        raise InvalidTextError(_("This file is not a CSV file.")) from None
    done.amount = _put(pairs, ReadingSource.STAFF)
    if done.amount:
        _readings_changed(town, actor=actor, amount=done.amount)
    return done
