//! Cluster Atlas: maps economic clusters, offline, from one region file.
//!
//! A *cluster* is a geographic concentration of interconnected companies, research institutions and public bodies in
//! one field. The application lays its members and their concentration over a map, with panels for membership,
//! collaboration and regional specialization.
//!
//! # The rooms, lowest first
//!
//! | room | what it does | what it does not do |
//! |---|---|---|
//! | [`messages`] | every sentence and number form, by language | decide what is said |
//! | [`document`] | what a region file means | read bytes, compute, draw |
//! | [`mod@format`] | bytes to a document and back, with findings | paths, threads, dialogs |
//! | [`analysis`] | pure functions from numbers to metrics that explain themselves | clocks, unseeded chance |
//! | [`figure`] | the picture of a document, free of pixels, and the embedded map of the world | read documents' files |
//! | [`export`] | a figure as SVG and PNG | choose what is drawn |
//! | [`session`] | the application without a window: exploration, filter, selection, derived values, safe files | draw |
//! | [`cli`] | the subcommands | anything of its own: it calls the rooms above |
//!
//! With the feature `gui` come `ui` (theme and widgets that know nothing of clusters), `map` (the map and its layers
//! on the graphics card), `panels` (what stands beside the map) and `app` (the window).
//!
//! # What holds everywhere
//!
//! A room imports only rooms that stand before it in this table; `format` and `analysis` do not know each other, nor
//! do `map` and `panels`. Panels read a [`session::Session`] and ask by [`session::command::Command`]. The window and
//! every export draw the same [`figure::picture::Figure`]. A file that was not changed is saved byte for byte as it was. A
//! number that is not published is never zero, and every number says what it was computed from.

pub mod document;
pub mod messages;

pub mod format;

pub mod analysis;

pub mod figure;

pub mod export;

pub mod session;

pub mod cli;

#[cfg(feature = "gui")]
pub mod panels;

#[cfg(feature = "gui")]
pub mod ui;

#[cfg(feature = "gui")]
pub mod map;

#[cfg(feature = "gui")]
pub mod app;
