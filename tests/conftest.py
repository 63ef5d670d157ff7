"""Everything below tests/ has the fixtures of tests/support."""

import os

import pytest
from hypothesis import HealthCheck, settings

pytest.register_assert_rewrite("tests.support")
pytest_plugins = ["tests.support.plugin", "tests.support.fixtures", "tests.support.browser"]

# What a test's fixtures hold is one database for all examples: such tests must not rely on an empty one.
QUIET = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
settings.register_profile("fast", max_examples=15, deadline=None, suppress_health_check=QUIET, derandomize=True)
settings.register_profile("ci", max_examples=25, deadline=None, suppress_health_check=QUIET, derandomize=True)
settings.register_profile("long", max_examples=3000, deadline=None, suppress_health_check=QUIET)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))
