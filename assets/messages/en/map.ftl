### The map: its controls, gestures, hover card, scale bar and attribution.
