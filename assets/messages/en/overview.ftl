### The overview panel.
