"""What this room asks others (blinker; sender is a Scope of the partner organisation).

| signal | values |
|---|---|
| `works_at` | `slug`: a question. A receiver answers True when the organisation works with that library now |
"""

from blinker import Namespace

works_at = Namespace().signal("works-at")
