"""Places, postcodes, municipalities, provinces and holidays: the network's, the same for every library.

Points are degrees WGS84. What people type is looked up by key (`spelling.key`), never by LIKE or lower().
"""

import uuid
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from stelsel.db import Shared
from stelsel.geo.shipped import Certainty, SchoolBreak, SchoolRegion

NAME = String(80)
KEY = String(80)
MUNICIPALITY = String(6)
PROVINCE = String(4)


class Province(Shared):
    """One of the twelve. `code` is that of CBS (PV28), `iso` that of ISO 3166-2 (NL-ZH)."""

    __tablename__ = "province"
    __table_args__ = (CheckConstraint("length(code) = 4 AND substr(code, 1, 2) = 'PV'", name="code_form"),)

    code: Mapped[str] = mapped_column(PROVINCE, primary_key=True)
    iso: Mapped[str] = mapped_column(String(5), unique=True)
    name: Mapped[str] = mapped_column(NAME, unique=True)


class Municipality(Shared):
    """A municipality with what the network needs of it. `code` is that of CBS (GM0537); a merged one keeps its row.

    `lat, lon` is the middle of its area, `centre_lat, centre_lon` of its main town. Shares are percentages: of
    inhabitants over 65 and with low education, of households with a low income; None where unknown.
    """

    __tablename__ = "municipality"
    __table_args__ = (
        CheckConstraint("length(code) = 6 AND substr(code, 1, 2) = 'GM'", name="code_form"),
        CheckConstraint("lat BETWEEN 50 AND 54 AND lon BETWEEN 3 AND 8", name="inside"),
        CheckConstraint("centre_lat BETWEEN 50 AND 54 AND centre_lon BETWEEN 3 AND 8", name="centre_inside"),
        CheckConstraint("share_65_plus BETWEEN 0 AND 100", name="share_65_plus"),
        CheckConstraint("share_low_education BETWEEN 0 AND 100", name="share_low_education"),
        CheckConstraint("share_low_income BETWEEN 0 AND 100", name="share_low_income"),
        Index("ix_municipality_province", "province_code", "name", "code"),
        Index("ix_municipality_name", "name", "code"),
    )

    code: Mapped[str] = mapped_column(MUNICIPALITY, primary_key=True)
    name: Mapped[str] = mapped_column(NAME)
    official_name: Mapped[str] = mapped_column(NAME)
    province_code: Mapped[str] = mapped_column(ForeignKey("province.code"))
    seat: Mapped[str] = mapped_column(NAME, default="")
    area_km2: Mapped[float | None] = mapped_column(default=None)
    lat: Mapped[float]
    lon: Mapped[float]
    centre_lat: Mapped[float]
    centre_lon: Mapped[float]
    school_region: Mapped[SchoolRegion | None] = mapped_column(default=None)
    region_certain: Mapped[bool] = mapped_column(default=False)
    share_65_plus: Mapped[float | None] = mapped_column(default=None)
    share_low_education: Mapped[float | None] = mapped_column(default=None)
    share_low_income: Mapped[float | None] = mapped_column(default=None)


class MunicipalityName(Shared):
    """A way to write a municipality's name, by its key."""

    __tablename__ = "municipality_name"

    key: Mapped[str] = mapped_column(KEY, primary_key=True)
    municipality_code: Mapped[str] = mapped_column(ForeignKey("municipality.code"), primary_key=True, index=True)


class MunicipalityNeighbour(Shared):
    """Two municipalities that touch; there is a row for each direction."""

    __tablename__ = "municipality_neighbour"
    __table_args__ = (CheckConstraint("municipality_code <> neighbour_code", name="another"),)

    municipality_code: Mapped[str] = mapped_column(ForeignKey("municipality.code"), primary_key=True)
    neighbour_code: Mapped[str] = mapped_column(ForeignKey("municipality.code"), primary_key=True, index=True)


class MunicipalityInhabitants(Shared):
    """How many people lived in a municipality on a day. Subsidies name the day; figures take the newest."""

    __tablename__ = "municipality_inhabitants"
    __table_args__ = (CheckConstraint("inhabitants >= 0", name="not_negative"),)

    municipality_code: Mapped[str] = mapped_column(ForeignKey("municipality.code"), primary_key=True)
    on_day: Mapped[date] = mapped_column(primary_key=True)
    inhabitants: Mapped[int]
    provisional: Mapped[bool] = mapped_column(default=False)


class MunicipalityOutline(Shared):
    """The boundary of a municipality, as text (`stelsel.geo.outline`). Apart, as few pages need so much text."""

    __tablename__ = "municipality_outline"

    municipality_code: Mapped[str] = mapped_column(ForeignKey("municipality.code"), primary_key=True)
    rings: Mapped[str] = mapped_column(Text)


class Place(Shared):
    """A town, village, hamlet or quarter. `postal`: the postal register knows it as a place of its own."""

    __tablename__ = "place"
    __table_args__ = (
        CheckConstraint("lat BETWEEN 50 AND 54 AND lon BETWEEN 3 AND 8", name="inside"),
        CheckConstraint("inhabitants >= 0", name="inhabitants_not_negative"),
        Index("ix_place_municipality", "municipality_code", "name", "id"),
        # Holds all that is asked about the surroundings of a point, so that the table itself is not read.
        Index("ix_place_around", "lat", "lon", "postal", "name", "municipality_code", "inhabitants", "id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(NAME)
    municipality_code: Mapped[str] = mapped_column(ForeignKey("municipality.code"))
    lat: Mapped[float]
    lon: Mapped[float]
    inhabitants: Mapped[int | None] = mapped_column(default=None)
    postal: Mapped[bool] = mapped_column(default=False)


class PlaceName(Shared):
    """A way to write a place's name, by its key. `name` is how it is written; the place's own name is among them."""

    __tablename__ = "place_name"
    __table_args__ = (Index("ix_place_name_place", "place_id", "key"),)

    key: Mapped[str] = mapped_column(KEY, primary_key=True)
    place_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("place.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(NAME)


class PostcodeArea(Shared):
    """The area of the four digits of a postcode, as one point. `doubtful`: the point lies where it cannot be."""

    __tablename__ = "postcode_area"
    __table_args__ = (
        CheckConstraint("length(pc4) = 4 AND pc4 BETWEEN '1000' AND '9999'", name="pc4_form"),
        CheckConstraint("lat BETWEEN 50 AND 54 AND lon BETWEEN 3 AND 8", name="inside"),
        Index("ix_postcode_area_municipality", "municipality_code", "pc4"),
    )

    pc4: Mapped[str] = mapped_column(String(4), primary_key=True)
    place: Mapped[str] = mapped_column(NAME)
    other_places: Mapped[str] = mapped_column(String(200), default="")
    """Other places in the area, with "|" between them; only ever shown."""
    municipality_code: Mapped[str] = mapped_column(ForeignKey("municipality.code"))
    lat: Mapped[float]
    lon: Mapped[float]
    doubtful: Mapped[bool] = mapped_column(default=False)


class SchoolHoliday(Shared):
    """A school holiday of a region; both days belong to it. Kept nationally, so that no library types it again."""

    __tablename__ = "school_holiday"
    __table_args__ = (
        CheckConstraint("last_day >= first_day", name="in_order"),
        CheckConstraint("length(school_year) = 9", name="school_year_form"),
        CheckConstraint("certainty <> 'unknown'", name="certainty_known"),
        Index("ix_school_holiday_region", "region", "first_day", "last_day"),
    )

    school_year: Mapped[str] = mapped_column(String(9), primary_key=True)
    kind: Mapped[SchoolBreak] = mapped_column(primary_key=True)
    region: Mapped[SchoolRegion] = mapped_column(primary_key=True)
    first_day: Mapped[date]
    last_day: Mapped[date]
    certainty: Mapped[Certainty] = mapped_column(default=Certainty.PROVISIONAL)
    source: Mapped[str] = mapped_column(String(80), default="")


class PublicHoliday(Shared):
    """A public holiday on its day. `closed`: libraries are taken to be closed, unless a branch says otherwise."""

    __tablename__ = "public_holiday"

    day: Mapped[date] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(NAME)
    closed: Mapped[bool] = mapped_column(default=True)
