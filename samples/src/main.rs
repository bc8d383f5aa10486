//! Writes the collection of test data: `samples OUT_DIR`, or with `--preflight` the corpus of the check before an upload.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use samples::set::{self, Outcome};

fn main() -> ExitCode {
    let args: Vec<_> = std::env::args_os().skip(1).collect();
    let (folder, corpus) = match args.as_slice() {
        [folder] => (PathBuf::from(folder), false),
        [folder, option] if option == "--preflight" => {
            (PathBuf::from(folder).join("preflight"), true)
        }
        _ => {
            eprintln!(
                "Usage: samples OUT_DIR [--preflight]\nWrites scans, archives and bad files there, or good and faulty archives; \
                 what is there already is kept."
            );
            return ExitCode::from(2);
        }
    };
    let start = Instant::now();
    let say = |path: &std::path::Path, bytes: u64, kept: bool| {
        let done = if kept { "kept   " } else { "written" };
        let megabytes = bytes as f64 / 1e6;
        println!("{done} {megabytes:7.1} MB  {}", path.display());
    };
    let written = if corpus {
        samples::preflight::write(&folder, say)
    } else {
        set::write(&folder, |path, bytes, outcome| {
            say(path, bytes, outcome == Outcome::Kept)
        })
    };
    match written {
        Ok(()) => {
            println!(
                "{} is complete after {:.1} s",
                folder.display(),
                start.elapsed().as_secs_f64()
            );
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!(
                "The samples could not be written to {}: {error}",
                folder.display()
            );
            ExitCode::FAILURE
        }
    }
}
