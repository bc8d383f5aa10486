//! Says what the check finds in files: `cargo run -p preflight --example look FILE…`.

use std::fs::File;
use std::time::Instant;

use preflight::job::{Event, Job};
use preflight::settings::Settings;

fn main() -> std::io::Result<()> {
    for path in std::env::args().skip(1) {
        let start = Instant::now();
        let mut job = Job::new(File::open(&path)?, Settings::default());
        loop {
            let now = || start.elapsed().as_secs_f64() * 1_000.0;
            match job.step(&now) {
                Ok(Some(Event::Report(report))) => println!(
                    "{path} after {:.0} ms: {:?} {report:#?}",
                    now(),
                    report.verdict(0)
                ),
                Ok(Some(Event::Thumbnail { page, name, .. })) => {
                    println!("{path} after {:.0} ms: page {page}, {name}", now());
                }
                Ok(Some(Event::Looked { .. })) => {}
                Ok(None) => break,
                Err(_) => {
                    println!("{path} cannot be read");
                    break;
                }
            }
        }
    }
    Ok(())
}
