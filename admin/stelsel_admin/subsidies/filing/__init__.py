"""What the applicant does to a case: sign and send, supplement, withdraw."""
