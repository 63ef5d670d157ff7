"""The subsidy ledger: postings that only grow, and the counters that hold a ceiling."""
