"""The ground floor: the magazine as plain Python, with no Pelican, no Jinja and no feedgen."""
