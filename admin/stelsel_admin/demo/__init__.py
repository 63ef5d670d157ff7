"""The demo network: real names, a made-up year, everything marked as an example."""
