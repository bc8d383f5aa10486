//! Releases small made-up builds into a folder: which files stay, which go, what is never written over, and that two folders get the
//! same bytes.
#![allow(
    clippy::expect_used,
    reason = "helpers of tests; clippy.toml knows only those marked #[test]"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

/// A folder of its own, removed at the end.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let path =
            std::env::temp_dir().join(format!("xtask-release-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).expect("temp folder");
        Self(path)
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folder");
        fs::write(path, bytes).expect("file");
    }

    /// What a build leaves: dist/, the modules with names, and what the bill of materials is made from.
    fn build(&self, build: &str) {
        let _ = fs::remove_dir_all(self.0.join("dist"));
        let bare = b"\0asm\x01\0\0\0\x0a\x01\x00".to_vec();
        let named = [&bare[..], b"\0\x06\x04name\x09"].concat();
        let version = format!(
            "{{\"version\":\"0.1.0\",\"commit\":\"\",\"built\":\"\",\"build\":\"{build}\"}}\n"
        );
        self.write("dist/config.json", b"{}\n");
        self.write("dist/crc-worker.js", build.as_bytes());
        self.write("dist/index.html", format!("/{build}/console.js").as_bytes());
        self.write("dist/version.json", version.as_bytes());
        self.write(&format!("dist/{build}/console.js"), b"js");
        self.write(&format!("dist/{build}/console_bg.wasm"), &bare);
        self.write("named/console_bg.wasm", &named);
        let id = format!("path+file://{}#omr-batch-console@0.1.0", self.0.display());
        let metadata = format!(
            r#"{{"packages":[{{"id":"{id}","name":"omr-batch-console","version":"0.1.0","license":"MIT"}}],"resolve":{{"nodes":[]}}}}"#
        );
        let tree = format!("omr-batch-console v0.1.0 ({})\n", self.0.display());
        for (name, text) in [
            ("metadata.json", &*metadata),
            ("linked.txt", &tree),
            ("built.txt", &tree),
            ("Cargo.lock", "version = 4\n"),
            ("tools.txt", "pkg:npm/esbuild@0.28.2\n"),
            ("time.txt", "2026-11-28T23:01:30Z"),
        ] {
            self.write(&format!("facts/{name}"), text.as_bytes());
        }
    }

    fn place(&self, build: &str) {
        self.build(build);
        succeed(&self.release(&["place", "dist", "named", "facts", "out"]));
    }

    fn release(&self, words: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_release"));
        command.args(words).current_dir(&self.0);
        command.output().expect("the program starts")
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).expect("a file")
    }

    fn has(&self, name: &str) -> bool {
        self.0.join(name).exists()
    }

    /// What sha256sum(1) says of the release; true where there is no such program.
    fn sums_are_right(&self) -> bool {
        let mut command = Command::new("sha256sum");
        command.args(["--check", "--strict", "--quiet", "SHA256SUMS"]);
        match command.current_dir(self.0.join("out")).status() {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => true,
            status => status.expect("it starts").success(),
        }
    }

    /// Every file of the release.
    fn all(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let (out, mut files, mut folders) = (
            self.0.join("out"),
            BTreeMap::new(),
            vec![self.0.join("out")],
        );
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let name = path.strip_prefix(&out).expect("inside").to_owned();
                    files.insert(name, fs::read(path).expect("a file"));
                }
            }
        }
        files
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn succeed(output: &Output) {
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

fn words(output: &Output) -> String {
    assert!(!output.status.success(), "it must fail");
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn the_release_before_stays_the_one_before_that_goes_and_settings_are_kept() {
    let at = Scratch::new("three");
    at.place("console-1");
    assert!(at.sums_are_right());
    at.write("out/www/config.json", b"{ \"support\": \"Kim\" }\n");
    at.write("out/www/robots.txt", b"the operator's own");
    at.place("console-2");
    assert!(
        at.has("out/www/console-1/console.js") && at.has("out/debug/console-1/console_bg.wasm")
    );
    at.place("console-3");
    assert!(!at.has("out/www/console-1") && !at.has("out/debug/console-1"));
    assert!(at.has("out/www/console-2/console.js") && at.has("out/www/console-3/console.js"));
    assert_eq!(at.read("out/www/index.html"), "/console-3/console.js");
    assert_eq!(at.read("out/www/config.json"), "{ \"support\": \"Kim\" }\n");
    assert!(at.has("out/www/robots.txt") && at.sums_are_right());
}

#[test]
fn the_same_release_again_takes_nothing_away() {
    let at = Scratch::new("again");
    at.place("console-1");
    at.place("console-2");
    let before = at.all();
    at.place("console-2");
    assert!(at.all() == before, "nothing has changed");
}

#[test]
fn back_and_forth_between_two_releases() {
    let at = Scratch::new("back");
    at.place("console-1");
    at.place("console-2");
    for (build, other) in [("console-1", "console-2"), ("console-2", "console-1")] {
        succeed(&at.release(&["back", "out"]));
        assert_eq!(
            at.read("out/www/index.html"),
            format!("/{build}/console.js")
        );
        assert_eq!(at.read("out/www/crc-worker.js"), build);
        assert!(at.has(&format!("out/www/{other}/console.js")) && at.sums_are_right());
    }
}

#[test]
fn there_is_no_way_back_to_what_is_not_there_or_was_changed() {
    let at = Scratch::new("no-way");
    at.place("console-1");
    assert!(words(&at.release(&["back", "out"])).contains("no release before"));
    at.place("console-2");
    at.write("out/previous/www/crc-worker.js", b"changed");
    assert!(words(&at.release(&["back", "out"])).contains("its checksum differs"));
    assert_eq!(at.read("out/www/index.html"), "/console-2/console.js");
}

#[test]
fn an_interrupted_release_can_be_repeated() {
    let at = Scratch::new("interrupted");
    at.place("console-1");
    at.place("console-2");
    let whole = at.all();
    let sums = at.read("out/previous/SHA256SUMS");
    // As it stood when the page was not replaced yet.
    at.write("out/SHA256SUMS", sums.as_bytes());
    at.write("out/www/index.html", b"/console-1/console.js");
    at.place("console-2");
    assert!(at.all() == whole, "as if it had not been interrupted");
}

#[test]
fn modules_with_names_of_another_build_are_refused() {
    let at = Scratch::new("other");
    at.build("console-1");
    at.write("named/console_bg.wasm", b"\0asm\x01\0\0\0\x0a\x01\x01");
    let output = at.release(&["place", "dist", "named", "facts", "out"]);
    assert!(words(&output).contains("Delete dist/"));
    assert!(!at.has("out"));
}

#[test]
fn two_folders_get_the_same_bytes() {
    let (one, two) = (
        Scratch::new("a"),
        Scratch::new("a-folder-with-a-much-longer-name"),
    );
    one.place("console-1");
    two.place("console-1");
    assert!(one.all() == two.all(), "the bytes depend on the folder");
}
