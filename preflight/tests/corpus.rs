//! Good archives of many programs, faulty ones of every kind, and bytes that nobody meant: nothing is called faulty that is
//! not, every fault is called by its name, and nothing panics.
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests; clippy.toml knows only those marked #[test]"
)]

use std::cell::Cell;
use std::sync::OnceLock;

use preflight::job::{Event, Job};
use preflight::report::{Cover, Kind, Report, Search};
use preflight::settings::Settings;
use preflight::verdict::{Gravity, Verdict};
use proptest::prelude::*;
use samples::preflight::{Sample, faulty, good};

/// Runs a check to its end; answers the last report and the thumbnails.
fn check(bytes: &[u8]) -> (Report, usize) {
    let mut job = Job::new(bytes, Settings::default());
    // A clock that goes on a little with every look at it.
    let time = Cell::new(0.0);
    let now = || {
        time.set(time.get() + 1.0);
        time.get()
    };
    let (mut last, mut pictures) = (Report::default(), 0);
    while let Some(event) = job.step(&now).expect("memory can be read") {
        match event {
            Event::Report(report) => last = *report,
            Event::Thumbnail { .. } => pictures += 1,
            Event::Looked { .. } => {}
        }
    }
    (last, pictures)
}

fn named(report: &Report) -> Vec<String> {
    let name = |kind: Kind| {
        format!("{kind:?}")
            .split('(')
            .next()
            .unwrap_or_default()
            .to_owned()
    };
    report.findings.iter().map(|f| name(f.kind)).collect()
}

#[test]
fn no_good_archive_is_called_faulty() {
    for Sample { name, bytes } in good::all().expect("the corpus") {
        let (report, pictures) = check(&bytes);
        assert_eq!(
            report.verdict(0),
            Verdict::Ready,
            "{name}: {:?}",
            report.findings
        );
        let tasks: Vec<(&str, u64)> = report
            .tasks
            .iter()
            .map(|t| (t.id.as_str(), t.sheets))
            .collect();
        let wanted: Vec<(&str, u64)> = good::tasks_of(&name)
            .iter()
            .map(|(id, n)| (*id, *n as u64))
            .collect();
        assert_eq!(tasks, wanted, "{name}");
        assert_eq!(report.search, Search::Complete, "{name}");
        if wanted.is_empty() {
            assert_eq!(report.cover, Cover::NoCode, "{name}");
        }
        let litter = report.has(Kind::SystemLitter);
        assert_eq!(litter, name.starts_with("macos-ditto"), "{name}");
        assert!(pictures >= 2, "{name}");
        assert!(
            report.fingerprint.is_some() && report.bytes_read > 0,
            "{name}"
        );
    }
}

#[test]
fn names_are_shown_readable() {
    let all = good::all().expect("the corpus");
    for style in [
        "windows-explorer",
        "infozip-unicode-path",
        "macos-ditto",
        "python",
    ] {
        let thai = all
            .iter()
            .find(|s| s.name == format!("{style}-thai.zip"))
            .expect("a sample");
        let mut job = Job::new(thai.bytes.as_slice(), Settings::default());
        let mut names = Vec::new();
        while let Some(event) = job.step(&|| 0.0).expect("readable") {
            if let Event::Thumbnail { name, .. } = event {
                names.push(name);
            }
        }
        assert_eq!(names[0], "ห้องสอบ 12/ข้อสอบ 001.jpg", "{style}");
    }
}

#[test]
fn every_faulty_archive_is_called_by_its_fault() {
    for (Sample { name, bytes }, fault) in faulty::all().expect("the corpus") {
        let (report, _) = check(&bytes);
        let found = named(&report);
        assert!(
            found.iter().any(|f| f == fault),
            "{name}: {fault} is not among {found:?}"
        );
        assert_ne!(report.verdict(0), Verdict::Ready, "{name}");
        // Nothing else is blamed, but for what follows from the fault itself.
        let also: &[&str] = match name.as_str() {
            "only-an-archive.zip" | "no-images.zip" => &["NoImages", "NotImages"],
            "bomb.zip" => &["EntryTooLarge", "NotReallyImages"],
            "bomb-that-lies.zip" => &["EntryTooLarge"],
            "folder-and-none.zip"
            | "absolute-name.zip"
            | "windows-drive.zip"
            | "name-leads-out.zip" => &["SeveralFolders", "UnsafeNames"],
            "link.zip" => &["NotReallyImages"],
            "too-many.zip" => &["NotReallyImages"],
            "password.zip" | "password-aes.zip" => &["UnsupportedCompression"],
            _ => &[],
        };
        let blamed: Vec<_> = found
            .iter()
            .filter(|f| *f != fault && !also.contains(&f.as_str()))
            .collect();
        assert!(blamed.is_empty(), "{name}: {blamed:?} beside {fault}");
    }
}

#[test]
fn the_gravest_comes_first_and_entries_are_named() {
    let all = faulty::all().expect("the corpus");
    let sample = |name: &str| {
        &all.iter()
            .find(|(s, _)| s.name == name)
            .expect("a sample")
            .0
            .bytes
    };
    let (report, _) = check(sample("text-named-jpg.zip"));
    assert_eq!(report.findings[0].entries, ["scans/scan_002.jpg"]);
    let (report, _) = check(sample("only-an-archive.zip"));
    assert_eq!(report.findings[0].kind.gravity(), Gravity::Fatal);
    let (report, _) = check(sample("two-folders.zip"));
    assert_eq!(report.findings[0].entries, ["scans", "second room"]);
}

#[test]
fn an_archive_is_known_again_however_it_was_packed() {
    let all = good::all().expect("the corpus");
    let print = |name: &str| {
        let sample = all.iter().find(|s| s.name == name).expect("a sample");
        check(&sample.bytes).0.fingerprint.expect("a directory")
    };
    let (zip, seven) = (
        print("infozip-stored-with-qr.zip"),
        print("sevenzip-deflate-with-qr.zip"),
    );
    assert_eq!(zip.content, seven.content);
    assert_ne!(zip.layout, seven.layout);
    assert_ne!(zip.content, print("infozip-stored-thai.zip").content);
}

#[test]
fn limits_are_the_offices() {
    let all = good::all().expect("the corpus");
    let sample = all
        .iter()
        .find(|s| s.name == "python-with-qr.zip")
        .expect("a sample");
    let check_with = |settings: Settings| {
        let mut job = Job::new(sample.bytes.as_slice(), settings);
        let mut last = Report::default();
        while let Some(event) = job.step(&|| 0.0).expect("readable") {
            if let Event::Report(report) = event {
                last = *report;
            }
        }
        last
    };
    let small = check_with(Settings {
        max_entries: 3,
        ..Settings::default()
    });
    assert!(small.has(Kind::TooManyEntries) && small.fingerprint.is_none());
    let fine = check_with(Settings {
        min_side_px: 2_000,
        ..Settings::default()
    });
    assert!(fine.has(Kind::TooSmall));
    let sum = check_with(Settings {
        max_total_mb: 0,
        ..Settings::default()
    });
    assert!(sum.has(Kind::Bomb));
}

fn seeds() -> &'static [Vec<u8>] {
    static SEEDS: OnceLock<Vec<Vec<u8>>> = OnceLock::new();
    SEEDS.get_or_init(|| {
        good::all()
            .expect("the corpus")
            .into_iter()
            .map(|sample| sample.bytes)
            .filter(|bytes| bytes.len() < 500_000)
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Wrong bytes near the end hit the directory, those near the beginning the first page and its code.
    #[test]
    fn a_broken_archive_never_stops_the_check(
        seed in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0_u8..3), 1..10),
        cut in prop::option::weighted(0.2, any::<prop::sample::Index>()),
    ) {
        let mut bytes = seeds()[seed.index(seeds().len())].clone();
        for (place, byte, zone) in changes {
            let near = bytes.len().min(1_200);
            let at = match zone {
                0 => bytes.len() - 1 - place.index(near),
                1 => place.index(near),
                _ => place.index(bytes.len()),
            };
            bytes[at] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        let (report, _) = check(&bytes);
        prop_assert!(report.is_judged());
    }

    #[test]
    fn any_bytes_can_be_checked(mut bytes in prop::collection::vec(any::<u8>(), 0..400), end: bool) {
        if end {
            bytes.extend(b"PK\x05\x06\0\0\0\0\x01\0\x01\0");
            bytes.extend([50, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        }
        let (report, _) = check(&bytes);
        prop_assert!(report.is_judged());
    }
}
