### What a file check found, in sentences, with the verbs of the repairs.
