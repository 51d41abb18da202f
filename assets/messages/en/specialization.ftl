### The specialization, concentration and opportunities panels.
