"""Public pages: a library's own, its feeds, the finder, and the published projection that all of them read.

| part | what |
|---|---|
| `models`, `facts`, `projection`, `nightly`, `cli` | narrow rows of published facts, and who keeps them |
| `library/` | the pages below `/b/<slug>/`, and the preview |
| `print/` | posters, leaflets, and a text for the newsletter |
| `feeds/` | `agenda.ics`, `.atom`, `.json`, and one session's `.ics` |
| `screen/` | the lobby screen `/b/<slug>/scherm` |
| `embed/` | the agenda in other people's sites, oEmbed, and who may frame it |
| `channels` | where an activity appears, or why not (FEATURES D11) |
| `choices`, `places`, `addresses` | what was asked for, branches, where feeds stand, how others show a page |
| `opening`, `access_facts` | what pages say of them, in words |
"""

from flask import Flask

from stelsel_tenants.site import channels, cli, embed, feeds, library, nightly, projection, screen
from stelsel_tenants.site import print as on_paper

__all__ = ["init_app", "nightly", "projection"]


def init_app(app: Flask) -> None:
    app.add_template_global(channels.of_activity, "channels_of")
    cli.init_app(app)
    library.init_app(app)
    feeds.init_app(app)
    screen.init_app(app)
    embed.init_app(app)
    on_paper.init_app(app)
