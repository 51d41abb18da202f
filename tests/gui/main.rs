//! The window's tests in one binary: the real interface driven without a display.
//!
//! The modules are marked as tests, so that a helper, too, may stop at once where it meets what it does not expect.

#[cfg(test)]
mod app;
#[cfg(test)]
mod concentration;
#[cfg(test)]
mod drawing;
#[cfg(test)]
mod driver;
#[cfg(test)]
mod duplicates;
#[cfg(test)]
mod file_check;
#[cfg(test)]
mod gallery;
#[cfg(test)]
#[path = "../hostile/settings.rs"]
mod hostile_settings;
#[cfg(test)]
mod journey;
#[cfg(test)]
mod long_texts;
#[cfg(test)]
mod look;
#[cfg(test)]
mod map;
#[cfg(test)]
mod monkey;
#[cfg(test)]
mod panels;
#[cfg(test)]
mod placing;
#[cfg(test)]
mod region_file;
#[cfg(test)]
mod save_list;
#[cfg(test)]
mod saving;
#[cfg(test)]
mod settings;
#[cfg(test)]
mod side_panels;
#[cfg(test)]
mod sizes;
#[cfg(test)]
mod specialization;
#[cfg(test)]
mod start;
#[cfg(test)]
mod widgets;
