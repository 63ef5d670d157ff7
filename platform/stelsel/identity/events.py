"""What this room tells others, inside the transaction in which it happens (blinker; sender is the Scope).

| signal | values |
|---|---|
| `invitation_accepted` | `invitation`: Invitation, whose person has the role from now on |
| `membership_ended` | `membership`: Membership, which is about to go |
"""

from blinker import Namespace

_signals = Namespace()

invitation_accepted = _signals.signal("invitation-accepted")
membership_ended = _signals.signal("membership-ended")
