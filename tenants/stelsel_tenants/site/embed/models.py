"""Which sites of others may show a library's agenda in a frame."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from stelsel.clock import now
from stelsel.db import Owned
from stelsel.errors import CONSTRAINTS, Conflict
from stelsel.i18n import _


class EmbedSite(Owned):
    """A site that may: `origin` is "https://www.voorbeeld.nl", as it stands in `frame-ancestors`."""

    __tablename__ = "embed_site"
    __table_args__ = (Index("uq_embed_site_origin", "tenant_id", "origin", unique=True),)
    published: ClassVar[bool] = True

    origin: Mapped[str] = mapped_column(String(260))
    added_at: Mapped[datetime] = mapped_column(default_factory=now)


class Known(Conflict):
    field = "origin"
    message = _("Deze site staat al in de lijst.")


CONSTRAINTS["uq_embed_site_origin"] = Known
