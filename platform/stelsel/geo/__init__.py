"""Where things are: places, postcodes, municipalities, provinces, school regions, holidays, distance, sketches.

The room works on a fresh machine with nothing beside it: `data/` holds compact tables of facts, made from open
files by `reference.build` (sources and licences in `data/SOURCES.md`).
"""
