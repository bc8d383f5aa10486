//! Writes the collection of test data: `samples OUT_DIR`.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use samples::set::{self, Outcome};

fn main() -> ExitCode {
    let args: Vec<_> = std::env::args_os().skip(1).collect();
    let [folder] = args.as_slice() else {
        eprintln!(
            "Usage: samples OUT_DIR\nWrites scans, archives and bad files there; what is there already is kept."
        );
        return ExitCode::from(2);
    };
    let folder = PathBuf::from(folder);
    let start = Instant::now();
    let written = set::write(&folder, |path, bytes, outcome| {
        let done = match outcome {
            Outcome::Kept => "kept   ",
            Outcome::Written => "written",
        };
        let megabytes = bytes as f64 / 1e6;
        println!("{done} {megabytes:7.1} MB  {}", path.display());
    });
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
