"""The national body's side of an application: what was sent, each step it took, and the clock."""
