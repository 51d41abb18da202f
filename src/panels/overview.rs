//! The Overview panel: key figures of the open file.
