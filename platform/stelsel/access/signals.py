"""What this room tells the page: a scope was opened for a request (blinker; sender is the Scope)."""

from blinker import Namespace

scope_opened = Namespace().signal("scope-opened")
"""Values: `permission`: Permission, `person`: Person or None (always None on public pages)."""
