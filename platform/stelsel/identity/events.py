"""What this room tells others, inside the transaction in which it happens (blinker; sender is the Scope).

| signal | values |
|---|---|
| `invitation_accepted` | `invitation`: Invitation, whose person has the role from now on |
"""

from blinker import Namespace

invitation_accepted = Namespace().signal("invitation-accepted")
