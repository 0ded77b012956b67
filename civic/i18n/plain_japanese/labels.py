"""Why a place in a text is hard to read, in the language of the person who writes it."""

from __future__ import annotations

from civic.i18n.plain_japanese.check import EASY, FAIR
from civic.i18n.plain_japanese.findings import Finding, Rule
from civic.i18n.plain_japanese.rules.length import CHARACTERS, KANJI
from civic.i18n.text import _


def reason(finding: Finding) -> str:
    """One sentence: what is hard and what to do."""
    count = finding.count
    match finding.rule:
        case Rule.LONG_SENTENCE:
            return _(
                "This sentence has %(count)s characters. Split it: one fact in a sentence, up to %(limit)s.", count=count, limit=CHARACTERS
            )
        case Rule.MANY_CLAUSES:
            return _("This sentence says %(count)s things. Write a sentence for each.", count=count)
        case Rule.ENUMERATION:
            return _("Here are %(count)s things in a row. Write them as a list.", count=count)
        case Rule.MANY_KANJI:
            return _("This sentence has %(count)s kanji. Up to %(limit)s can be read in daily life.", count=count, limit=KANJI)
        case Rule.NOUN_CHAIN:
            return _("Many nouns in a row. Say it with verbs and particles.")
        case _other:
            return _reason_of(finding.rule)


def _reason_of(rule: Rule) -> str:
    return {
        Rule.ROUNDABOUT: _("A long way of saying it. Say it shorter."),
        Rule.PASSIVE: _("Passive form. Say who does it, or write that one can do it."),
        Rule.CAUSATIVE: _("Causative form. Say who does what."),
        Rule.HONORIFIC: _("Honorific or humble form. Polite endings are enough."),
        Rule.HONORIFIC_PREFIX: _("This is understood without the polite prefix."),
        Rule.HARD_WORD: _("A hard word. Use an easier one, or explain it in brackets."),
        Rule.HARD_KANJI: _("Kanji that primary school does not teach. Use another word or add the reading."),
        Rule.KATAKANA: _("A foreign word in katakana: not everybody knows it."),
        Rule.ONOMATOPOEIA: _("A word for a sound or a mood. Say what happens."),
        Rule.DOUBLE_NEGATION: _("Two negations. Say it as a plain yes or no."),
        Rule.VAGUE: _("This is vague. Say what, when or how much."),
        Rule.ENDING: _("The sentence does not end in です or ます."),
        Rule.ERA: _("A year of a Japanese era. Write the Western year first."),
        Rule.SLASHED_DATE: _("People read this date in different ways. Write it with 月 and 日."),
        Rule.CLOCK_24: _("Write the time with 午前 or 午後."),
        Rule.TILDE: _("The wave dash is not known everywhere. Write から and まで."),
    }[rule]


def rule_name(rule: Rule) -> str:
    """A rule in two or three words, for the list of rules that could not be looked for."""
    return {
        Rule.MANY_CLAUSES: _("several clauses"),
        Rule.PASSIVE: _("passive forms"),
        Rule.CAUSATIVE: _("causative forms"),
        Rule.HONORIFIC_PREFIX: _("polite prefixes"),
        Rule.ONOMATOPOEIA: _("words for sounds"),
    }.get(rule, rule.value)


def verdict(score: int) -> str:
    """The score in words."""
    if score >= EASY:
        return _("Easy to read")
    return _("Fairly easy to read") if score >= FAIR else _("Hard to read")


def tone(score: int) -> str:
    """The colour of the chip that shows the score."""
    return "yes" if score >= EASY else "review" if score >= FAIR else "no"
