"""The self-test can be run on PostgreSQL, too."""

from tests.postgres import cluster, postgres_url  # noqa: F401 - fixtures
