//! The Members panel: the list of members and the card of one.
