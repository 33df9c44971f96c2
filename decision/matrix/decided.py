"""A decision as plain data, ids only: what the command and the API give to programs."""

from __future__ import annotations

from typing import Any

from decision.matrix.engine import Decision


def as_data(table_id: str, decision: Decision) -> dict[str, Any]:
    """A decision as plain data for JSON: ids only, the same keys whatever was answered."""
    return {
        "table": table_id,
        "answers": dict(decision.answers),
        "ignored": dict(decision.ignored),
        "open": list(decision.open),
        "matched": list(decision.matched),
        "verdicts": {
            name: {
                "rows": dict(assessment.rows),
                "combined": assessment.combined,
                "effective": assessment.effective,
                "possible": list(assessment.possible),
                "reasons": [reason.id for reason in assessment.reasons],
            }
            for name, assessment in decision.verdicts.items()
        },
        "alternatives": list(decision.alternatives),
        "unusable": {name: reason.id for name, reason in decision.unusable.items()},
        "outcome": decision.outcome,
        "recommend": list(decision.recommend),
        "order": list(decision.order),
    }
