//! What the check allocates at most, whatever the file is: counted by the allocator, without the file itself. A worker's memory
//! never shrinks and is handed out in pieces, so the limit of 200 MB for it is kept with a good part to spare here.
#![allow(
    clippy::expect_used,
    reason = "helpers of tests; clippy.toml knows only those marked #[test]"
)]

use peak_alloc::PeakAlloc;
use preflight::images::{Image, ImagesJob};
use preflight::job::Job;
use preflight::read::{ReadAt, Unreadable};
use preflight::settings::Settings;
use samples::preflight::odd::{Coding, flat, png, with_comments};
use samples::preflight::page;
use samples::preflight::writer::{Around, Entry, write};

#[global_allocator]
static COUNTED: PeakAlloc = PeakAlloc;

/// Megabytes.
const MOST: usize = 160;

/// A reference to bytes that the test holds.
struct Borrowed<'a>(&'a [u8]);

impl ReadAt for Borrowed<'_> {
    fn size(&self) -> u64 {
        self.0.len() as u64
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> Result<usize, Unreadable> {
        self.0.read_at(offset, buffer)
    }
}

fn most(work: impl FnOnce()) -> usize {
    let before = COUNTED.current_usage();
    COUNTED.reset_peak_usage();
    work();
    COUNTED.peak_usage().saturating_sub(before) / 1_000_000
}

fn of_archive(bytes: &[u8]) -> usize {
    most(|| {
        let mut job = Job::new(Borrowed(bytes), Settings::default());
        while job.step(&|| 0.0).expect("it can be read").is_some() {}
    })
}

fn of_images(name: &str, bytes: &[u8]) -> usize {
    most(|| {
        let image = || Image {
            name: name.to_owned(),
            file: Borrowed(bytes),
        };
        let mut job = ImagesJob::new(vec![image(), image(), image()], Settings::default());
        while job.step(&|| 0.0).is_some() {}
    })
}

/// One test: others beside it would count too.
#[test]
fn c6_the_check_takes_less_than_its_limit_whatever_the_file_is() {
    let mut pictures: Vec<(String, Vec<u8>)> = Vec::new();
    for coding in [Coding::Baseline, Coding::ScanEach, Coding::Progressive] {
        for components in [1, 3, 4] {
            for (width, height) in [(4_200, 4_200), (6_300, 6_300)] {
                let name = format!("{coding:?} {components} {width}x{height}");
                pictures.push((name, flat(width, height, components, coding, true)));
            }
        }
    }
    for (width, height) in [(16_000, 16_000), (u16::MAX, u16::MAX)] {
        let page = flat(width, height, 3, Coding::Baseline, false);
        pictures.push((format!("70 comments {width}"), with_comments(&page, 70)));
        pictures.push((format!("plain {width}"), page));
    }
    for (bits, colour) in [(8, 0), (8, 2), (8, 6), (16, 6)] {
        for interlaced in [false, true] {
            let name = format!("PNG {bits} {colour} {interlaced}");
            pictures.push((name, png::blank(6_300, 6_300, bits, colour, interlaced, 0)));
        }
    }
    // As much text as a page that is read whole can hold, before the picture.
    pictures.push((
        "PNG with text".into(),
        png::blank(6_300, 6_300, 8, 6, false, 23_000_000),
    ));
    pictures.push((
        "PNG with much text".into(),
        png::blank(600, 900, 8, 2, false, 70_000_000),
    ));
    let mut highest = (0, String::new());
    let mut keep = |megabytes: usize, name: String| {
        assert!(megabytes <= MOST, "{name}: {megabytes} MB");
        highest = std::cmp::max(std::mem::take(&mut highest), (megabytes, name));
    };
    for (name, bytes) in &pictures {
        let ending = if bytes.starts_with(b"\x89PNG") {
            "1.png"
        } else {
            "1.jpg"
        };
        keep(of_images(ending, bytes), format!("{name}, images"));
        let entry = Entry {
            deflate: bytes.len() < 5_000_000,
            ..Entry::plain(ending, bytes.clone())
        };
        let archive = write(&[entry.clone(), entry], &Around::default());
        keep(of_archive(&archive), format!("{name}, archive"));
    }
    // A list of files that is larger than any archive of scans.
    let page = page::cover("11700111").expect("a cover");
    let named = |n: usize| {
        Entry::plain(
            &format!("{n:065000}.jpg"),
            if n == 0 { page.clone() } else { vec![0xff] },
        )
    };
    let entries: Vec<Entry> = (0..1_500).map(named).collect();
    keep(
        of_archive(&write(&entries, &Around::default())),
        "long names".into(),
    );
    let entries: Vec<Entry> = (0..100_000)
        .map(|n| Entry::plain(&format!("{n:0250}.jpg"), vec![0xff]))
        .collect();
    let around = Around {
        zip64: true,
        ..Around::default()
    };
    keep(of_archive(&write(&entries, &around)), "many names".into());
    eprintln!("most: {} MB for {}", highest.0, highest.1);
}
