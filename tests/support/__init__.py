"""What the tests stand on: databases, clients that judge their pages, a browser, and a closed network."""
