"""The rules over time: when an interim response is legal, and when the next one is due. Pure; time comes in."""
