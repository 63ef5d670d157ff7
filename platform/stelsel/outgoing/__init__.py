"""Fetching what somebody else's address gives: the one place that calls a host which a person named (SECURITY P-25).

    answer = outgoing.fetch(source.address, etag=source.etag, last_modified=source.last_modified)

Whatever fails is a `Failed`, whose message says what to do and never repeats a word of what was fetched.
"""

from stelsel.outgoing.addresses import Target
from stelsel.outgoing.asking import LARGEST, Answer, fetch
from stelsel.outgoing.failures import ClosedAddress, Failed, WrongAddress

__all__ = ["LARGEST", "Answer", "ClosedAddress", "Failed", "Target", "WrongAddress", "fetch"]
