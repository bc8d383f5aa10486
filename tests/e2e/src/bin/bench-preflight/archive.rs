//! The archives that are measured: a cover at 300 dpi and answer sheets. Of the large one only the pages that are looked at
//! have content; the others are holes of the right size, which cost no disk.

use std::fs::File;
use std::io::{BufWriter, Seek, SeekFrom, Write};
use std::path::PathBuf;

use e2e::{Failure, Step, server};
use omr_batch_console::upload::pack::dos_time::DosTime;
use omr_batch_console::upload::pack::layout::{Entry, Part, layout};
use samples::preflight::scan::Scan;
use samples::sheet::answer_sheet;

/// Bytes of one answer sheet: 15,000 of them make just under 10 GB.
const SHEET: usize = 666_000;
const TASK: &str = "11700111";

/// 10 GB, 15,000 entries.
pub fn large() -> Step<PathBuf> {
    of(15_000, "preflight-10-gb.zip")
}

/// A cover and two sheets.
pub fn small() -> Step<PathBuf> {
    of(3, "preflight-3-pages.zip")
}

fn of(entries: usize, name: &str) -> Step<PathBuf> {
    let folder = server::workspace().join("target/bench");
    std::fs::create_dir_all(&folder)?;
    let path = folder.join(name);
    if !path.exists() {
        let unfinished = path.with_extension("part");
        write(&unfinished, entries)?;
        std::fs::rename(&unfinished, &path)?;
    }
    Ok(path)
}

fn write(path: &std::path::Path, count: usize) -> Step {
    let cover = Scan {
        dpi: 300,
        code_mm: 40,
        place: (500, 400),
        tenths: 12,
        noise: 6,
        blur: 1,
        shade: 20,
        quality: 75,
        seed: 1,
    }
    .cover(TASK)?;
    let sheet = answer_sheet(TASK, 1, SHEET, 1)?;
    let entry = |n: usize, content: &[u8]| Entry {
        name: format!("scans/scan_{n:05}.jpg"),
        size: content.len() as u64,
        crc: crc32fast::hash(content),
        modified: DosTime::from_unix_ms(1.763e12),
    };
    let mut entries = vec![entry(1, &cover)];
    let one = entry(2, &sheet);
    entries.extend((2..=count).map(|n| Entry {
        name: format!("scans/scan_{n:05}.jpg"),
        ..one.clone()
    }));
    let plan =
        layout(&entries).map_err(|e| Failure(format!("the archive cannot be laid out: {e}")))?;
    let mut out = BufWriter::new(File::create(path)?);
    // Every page that the check may look at: the first ones and one in every hundred.
    let looked_at = |page: usize| page < 8 || page + 8 > count;
    for part in &plan.parts {
        match part {
            Part::Bytes(bytes) => out.write_all(bytes)?,
            Part::File(0) => out.write_all(&cover)?,
            Part::File(page) if looked_at(*page) => out.write_all(&sheet)?,
            // Its beginning is looked at in a few; the rest stays a hole.
            Part::File(_) => {
                let (head, rest) = sheet.split_at(4_096);
                out.write_all(head)?;
                out.seek(SeekFrom::Current(rest.len() as i64))?;
            }
        }
    }
    out.write_all(&plan.directory)?;
    out.flush()?;
    Ok(())
}
