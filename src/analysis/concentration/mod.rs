//! Geographic concentration: how values cluster over regions, and how members cluster in space.
//!
//! Pure functions over slices. Which members, regions and years are looked at is the reader's choice and comes in from outside.
