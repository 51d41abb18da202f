//! Any bytes as the settings. The laws are those of the tests.
#![no_main]

#[path = "../../tests/hostile/settings.rs"]
mod laws;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _is_opened = laws::hold(bytes);
});
