//! The QR codes of 200 covers as scanners deliver them, and scans without a code.
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests; clippy.toml knows only those marked #[test]"
)]

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use preflight::picture;
use preflight::qr::{self, Effort};
use samples::preflight::scan::Scan;

/// The task id on a page, looked for as the check does: for a limited time, which is generous on a busy machine.
fn read(jpeg: &[u8], effort: Effort) -> Vec<String> {
    let page = picture::decode(jpeg).expect("a picture");
    let end = Instant::now() + Duration::from_secs(20);
    qr::codes(&page, effort, &mut || Instant::now() > end)
}

fn missed(effort: Effort) -> Vec<Scan> {
    const COVERS: u64 = 200;
    let share = |part: u64| {
        move || {
            let scans = (0..COVERS).filter(|n| n % 2 == part).map(Scan::nth);
            scans
                .filter(|scan| {
                    let task = format!("{:08}", 11_700_000 + scan.seed);
                    let texts = read(&scan.cover(&task).expect("a cover"), effort);
                    assert!(
                        texts.iter().all(|text| *text == task),
                        "a false code: {texts:?} in {scan:?}"
                    );
                    texts.is_empty()
                })
                .collect::<Vec<Scan>>()
        }
    };
    let other = std::thread::spawn(share(1));
    let mut missed = share(0)();
    missed.extend(other.join().expect("the other half"));
    missed
}

#[test]
fn at_least_198_of_200_covers_are_read() {
    let missed = missed(Effort::Thorough);
    assert!(missed.len() <= 2, "{} missed: {missed:#?}", missed.len());
}

#[test]
fn a_sheet_without_a_code_has_none() {
    for number in 1..=3 {
        let sheet = samples::sheet::answer_sheet("14900117", number, 700_000, 7).expect("a sheet");
        assert_eq!(read(&sheet, Effort::Thorough), Vec::<String>::new());
    }
}

/// Real scans lie beside the checkout on some machines; elsewhere there is nothing to look at.
#[test]
fn real_scans_without_a_code_give_none() {
    let folder = std::env::var_os("OMR_REAL_SCANS").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/samples/scans"),
        PathBuf::from,
    );
    let Ok(files) = std::fs::read_dir(&folder) else {
        eprintln!("no scans in {}: nothing was looked at", folder.display());
        return;
    };
    for file in files {
        let path = file.expect("a readable folder").path();
        let bytes = std::fs::read(&path).expect("a readable file");
        let Ok(page) = picture::decode(&bytes) else {
            continue; // A licence, or a picture that is not decoded here.
        };
        let texts = qr::codes(&page, Effort::Thorough, &mut || false);
        assert!(texts.is_empty(), "{}: {texts:?}", path.display());
    }
}
