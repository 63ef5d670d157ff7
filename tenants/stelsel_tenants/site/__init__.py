"""The published projection: narrow rows of published facts, kept in the transaction that publishes them."""
