"""A database with many proposals, filled by bulk inserts: what is measured is reading, not filling."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import insert

from civic.accounts.models import User
from civic.comments.models import Comment, Stance
from civic.contributions.models import Contribution, Kind, Visibility
from civic.db import session, unit_of_work, utcnow
from civic.processes.models import Act, Phase, Process
from civic.proposals.models import Proposal, ProposalStatus
from civic.town.models import Area, Category, Town

BODY = "毎朝、子どもたちが通る交差点は見通しが悪く、車の速度も出ています。信号のない交差点に表示をつけてほしいです。\n\n" * 4
CHUNK = 5000


def fill(amount: int, *, comments_on_first: int = 20) -> int:
    """Insert a town, one open process and `amount` proposals; returns the process id. Proposal 1 gets the comments."""
    now = utcnow()
    with unit_of_work():
        session.add(
            Town(
                id=1,
                names={"ja": "緑川市"},
                contact_section={"ja": "市民協働課"},
                contact_phone="0000-00-0000",
                contact_email="a@example.jp",
            )
        )
        session.add_all([Area(names={"ja": f"地区{n}"}, position=n) for n in range(7)])
        session.add_all([Category(names={"ja": f"分野{n}"}, position=n) for n in range(8)])
        author = User(email="a@example.jp", email_key="a@example.jp", display_name="たかはし", language="ja", email_confirmed_at=now)
        session.add(author)
        process = Process(title="みんなの提案", question="?", background="b", what_happens_next="w", published_at=now)
        session.add(process)
        session.flush()
        session.add(
            Phase(
                process_id=process.id, title="募集", starts_at=now - timedelta(days=9), ends_at=now + timedelta(days=90),
                open_acts=[str(act) for act in Act],
            )
        )  # fmt: skip
        author_id, process_id = author.id, process.id
    for start in range(1, amount + 1, CHUNK):
        numbers = range(start, min(start + CHUNK, amount + 1))
        with unit_of_work():
            session.execute(
                insert(Contribution),
                [
                    {
                        "id": n, "kind": Kind.PROPOSAL, "process_id": process_id, "author_id": author_id, "visibility": Visibility.PUBLIC,
                        "language": "ja", "published_at": now - timedelta(minutes=amount - n), "created_at": now, "hidden_reason": "",
                        "is_official": False,
                    }
                    for n in numbers
                ],
            )  # fmt: skip
            session.execute(
                insert(Proposal),
                [
                    {
                        "id": n, "title": f"通学路の見守りカメラを増やしてほしい {n}", "problem": "", "body": BODY, "area_id": n % 7 + 1,
                        "category_id": n % 8 + 1, "status": ProposalStatus.PUBLISHED, "support_count": n % 97,
                        "comment_count": comments_on_first if n == 1 else 0, "decision_reason": "",
                    }
                    for n in numbers
                ],
            )  # fmt: skip
    with unit_of_work():
        for n in range(amount + 1, amount + 1 + comments_on_first):
            contribution = Contribution(
                id=n, kind=Kind.COMMENT, process_id=process_id, author_id=author_id, root_id=1, visibility=Visibility.PUBLIC, language="ja",
                published_at=now,
            )  # fmt: skip
            session.add(contribution)
            session.flush()
            session.add(Comment(id=n, stance=Stance.FOR, body="学校の前なので、ぜひお願いします。費用はどのくらいですか。"))
    return process_id
