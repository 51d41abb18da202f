//! Any bytes as a file and a script of edits on it. The laws are those of the tests.
#![no_main]

#[path = "../../tests/hostile/edit_script.rs"]
mod laws;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _is_opened = laws::hold(bytes);
});
