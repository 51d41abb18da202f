//! The program itself where it cannot open a window: it says why and what to do instead of ending without a word.

use std::process::{Command, Output};

fn start(set: &[(&str, &str)]) -> Output {
    let runtime = tempfile::tempdir().unwrap();
    let mut program = Command::new(env!("CARGO_BIN_EXE_cluster-atlas"));
    for name in ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"] {
        program.env_remove(name);
    }
    program
        .env("XDG_RUNTIME_DIR", runtime.path())
        .envs(set.iter().copied())
        .output()
        .unwrap()
}

#[test]
fn without_a_display_the_program_says_so_and_names_the_command_line() {
    for display in [&[][..], &[("DISPLAY", ":4999")]] {
        let output = start(display);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(
            said.contains("DISPLAY") && said.contains("cluster-atlas help"),
            "{said}"
        );
    }
}
