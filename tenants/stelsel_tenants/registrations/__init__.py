"""Sign-ups. A name to call, and one way to reach somebody; erased some days after the session (AVG art. 5, 25)."""
