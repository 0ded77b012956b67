"""The search as a surface: every state of a text × every way to see a trace of it, for everybody."""

from __future__ import annotations

import itertools

import pytest
from flask.testing import FlaskClient

from civic.accounts.models import User
from civic.contributions.models import Visibility
from civic.db import session
from civic.policy import Role
from civic.proposals.models import Proposal, ProposalStatus
from civic.search import services
from tests.conftest import SignIn
from tests.factories import make_comment, make_process, make_proposal, make_user

WORD, SLIP, READING = "噴水広場", "墳水広場", "ふんすいひろば"
VIEWERS = ("public", "resident", "author", "moderator", "administrator")


def browser_of(who: str, author: User, client: FlaskClient, sign_in: SignIn) -> FlaskClient:
    if who == "public":
        return client
    if who == "author":
        return sign_in(author)
    return sign_in(make_user(roles=() if who == "resident" else (Role(who),)))


def traces(browser: FlaskClient) -> dict[str, bool]:
    """Where the text or a word of it shows."""
    pages = {typed: browser.get("/ja/search", query_string={"q": typed}).get_data(as_text=True) for typed in (WORD, SLIP, READING, "噴")}
    return {
        "results": any("<mark>" in page for page in pages.values()),
        "correction": WORD in pages[SLIP],
        "words while typing": bool(browser.get("/ja/search/words", query_string={"q": "噴"}).json),
        "words by reading": bool(browser.get("/ja/search/words", query_string={"q": "ふんす"}).json),
        "count": any('<h2 id="count">' in page and "<article" in page for page in pages.values()),
    }


def put(proposal: Proposal, visibility: Visibility, *, indexed_before: bool) -> None:
    """Bring the text into a state: with its row still in the index (`indexed_before`), or indexed in that state."""
    contribution = proposal.contribution
    if indexed_before:
        services.refresh("proposal", [proposal.id])
        services.analyse_waiting()
    contribution.visibility = visibility
    contribution.hidden_reason = "理由" if visibility is Visibility.HIDDEN else ""
    session.flush()
    if not indexed_before:
        services.refresh("proposal", [proposal.id])
        services.analyse_waiting()


@pytest.mark.parametrize(("visibility", "who", "before"), list(itertools.product(Visibility, VIEWERS, (True, False))))
def test_proposal(client: FlaskClient, sign_in: SignIn, visibility: Visibility, who: str, before: bool) -> None:
    author = make_user()
    proposal = make_proposal(f"{WORD}を直す", author=author, process=make_process("道"), status=ProposalStatus.PUBLISHED)
    put(proposal, visibility, indexed_before=before)
    shown = visibility in (Visibility.PUBLIC, Visibility.WITHDRAWN)
    assert set(traces(browser_of(who, author, client, sign_in)).values()) == {shown}


@pytest.mark.parametrize(
    ("root", "comment", "published"),
    [
        (Visibility.PUBLIC, Visibility.PUBLIC, True),
        (Visibility.HIDDEN, Visibility.PUBLIC, True),
        (Visibility.DRAFT, Visibility.PUBLIC, True),
        (Visibility.PUBLIC, Visibility.HIDDEN, True),
        (Visibility.PUBLIC, Visibility.WITHDRAWN, True),
        (Visibility.PUBLIC, Visibility.PUBLIC, False),
    ],
)
def test_comment(client: FlaskClient, root: Visibility, comment: Visibility, published: bool) -> None:
    process = make_process("道", published=published)
    proposal = make_proposal("別のこと", process=process)
    said = make_comment(f"{WORD}がよい", subject=proposal)
    services.refresh("comment", [said.id])
    services.analyse_waiting()
    for contribution, state in ((proposal.contribution, root), (said.contribution, comment)):
        contribution.visibility, contribution.hidden_reason = state, "理由" if state is Visibility.HIDDEN else ""
    session.flush()
    is_shown = root is Visibility.PUBLIC and comment is Visibility.PUBLIC and published
    assert set(traces(client).values()) == {is_shown}
