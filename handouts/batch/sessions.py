"""Which session fulfils the request of a batch.

session = create_session(request, report)
result = session.run_batch()    # if this is stopped, session.result says how far it got
"""

from __future__ import annotations

from handouts.batch.request import BatchRequest
from handouts.batch.session import BatchSession
from handouts.events import Reporter, ignore_event


def create_session(request: BatchRequest, report: Reporter = ignore_event) -> BatchSession:
    """The session that fulfils a request."""
    if not request.merge:
        return BatchSession(request, report)
    # Imported late: most batches need none of the sheets and lists for the printer and the desk.
    from handouts.batch.merge_session import MergeSession

    return MergeSession(request, report)
