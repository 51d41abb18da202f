### What the session reports: saving, opening, recovery, background work.
