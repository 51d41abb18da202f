//! Any bytes as a region file. The laws are those of the tests.
#![no_main]

#[path = "../../tests/hostile/region_file.rs"]
mod laws;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _is_opened = laws::hold(bytes);
});
