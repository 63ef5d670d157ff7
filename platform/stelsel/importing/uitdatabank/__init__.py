"""Reading events of UiTdatabank (JSON-LD of its Entry API and Search API). Pure: bytes in, plain values out.

    listing = uitdatabank.read(content, first=clock.today(), last=clock.today() + HORIZON)

Every event is in `happenings`, or in `refused` with its number and a reason, or was over before `first` and is counted.
"""

from stelsel.importing.uitdatabank.reading import Listing, read
from stelsel.importing.uitdatabank.when import Closed, Happening, Hours, Off, When

__all__ = ["Closed", "Happening", "Hours", "Listing", "Off", "When", "read"]
