"""The activities of the figures' tests serve here too."""

from tests.dashboards.conftest import make_activity

__all__ = ["make_activity"]
