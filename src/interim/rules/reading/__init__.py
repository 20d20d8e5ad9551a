"""Pure functions that read field values and times: what several rules share."""
