### The member list, its filters and the member card.
