### The links panel: who works with whom.
