### The layer list and its legends.
