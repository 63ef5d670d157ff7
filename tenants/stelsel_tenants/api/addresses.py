"""Addresses of pages for people, whole, as an answer bears them."""

import uuid

from flask import current_app


def library(slug: str) -> str:
    return f"{_base()}/b/{slug}/"


def branch(slug: str, branch_id: uuid.UUID) -> str:
    return f"{_base()}/b/{slug}/vestigingen/{branch_id}"


def activity(slug: str, activity_id: uuid.UUID) -> str:
    return f"{_base()}/b/{slug}/activiteiten/{activity_id}"


def session(slug: str, session_id: uuid.UUID) -> str:
    return f"{_base()}/b/{slug}/sessies/{session_id}"


def _base() -> str:
    return str(current_app.config["BASE_URL"])
