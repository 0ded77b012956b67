"""Public pages of processes."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, render_template

from civic.accounts.access import viewer
from civic.db import utcnow
from civic.policy import public
from civic.processes import queries
from civic.processes.labels import act_label, last_moment, phase_state, phase_state_label
from civic.processes.models import Act
from civic.processes.readings import readings_of

blueprint = Blueprint("processes", __name__, template_folder="templates")


@blueprint.context_processor
def _labels() -> dict[str, Any]:
    return {
        "act_label": act_label,
        "phase_state": phase_state,
        "phase_state_label": phase_state_label,
        "last_moment": last_moment,
        "Act": Act,
        "now": utcnow(),
    }


@blueprint.get("/processes")
@public
def index() -> str:
    """All themes: open ones first, then those to come, then those that are over."""
    now = utcnow()
    found = queries.published_processes()
    running = [p for p in found if p.phase_at(now) is not None]
    coming = [p for p in found if p not in running and any(phase.starts_at > now for phase in p.phases)]
    over = [p for p in found if p not in running and p not in coming]
    return render_template("processes/index.html", running=running, coming=coming, over=over, readings=readings_of(found))


@blueprint.get("/processes/<int:process_id>")
@public
def show(process_id: int) -> str:
    """One theme: what is asked, what follows, which phase it is in, what can be done now."""
    process = queries.process_for(viewer(), process_id)
    if process is None:
        abort(404)
    return render_template("processes/show.html", process=process, phase=process.phase_at(utcnow()), readings=readings_of([process]))
