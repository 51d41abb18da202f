//! The Links panel: ties, what is shown of them and how strong they are.
