"""`stelsel import activities FILE`."""

from pathlib import Path

import click

from stelsel.access.current import tenant_by_slug
from stelsel.errors import NotFound
from stelsel.importing.command import options, perform
from stelsel.tenancy import Scope, TenantRef
from stelsel_tenants.activities import imports

WHY = "import activities"


@click.command("activities")
@options
@click.option("--library", "slug", metavar="SLUG", default="", help="Whose they are; else the column `bibliotheek`.")
def activities(path: Path, *, dry_run: bool, skip_bad: bool, slug: str) -> None:
    """A library's activities, as drafts (CSV)."""
    slugs = [slug] if slug else sorted(imports.slugs(path.read_bytes()))
    if not slugs:
        raise click.UsageError("Say whose activities these are: --library SLUG, or a column `bibliotheek`.")
    for one in slugs:
        tenant = _library(one)
        click.echo(f"{tenant.name}:")
        scope = Scope.system(tenant, why=WHY)
        perform(path, imports.import_activities, dry_run=dry_run, skip_bad=skip_bad, scope=scope, slug=tenant.slug)


def _library(slug: str) -> TenantRef:
    try:
        return tenant_by_slug(slug)
    except NotFound:
        raise click.UsageError(f"There is no library with the slug {slug}.") from None
