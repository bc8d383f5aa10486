//! Archives of an exact size: many stored entries of a scan's size, written sparsely or with noise.

use std::fs::File;
use std::io::{BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use e2e::{Failure, Step, server};
use omr_batch_console::upload::pack::dos_time::DosTime;
use omr_batch_console::upload::pack::layout::{Entry, Part, layout};

/// Bytes of one entry, a typical answer sheet.
const SHEET: u64 = 680_000;

/// Writes (once) a ZIP of about `size` bytes. `sparse`: all zeros, which cost no disk.
pub fn of_size(size: u64, sparse: bool) -> Step<PathBuf> {
    let folder = server::workspace().join("target/bench");
    std::fs::create_dir_all(&folder)?;
    let path = folder.join(format!(
        "{}-{}.zip",
        size / 1_000_000,
        if sparse { "sparse" } else { "noise" }
    ));
    if !path.exists() {
        let unfinished = path.with_extension("part");
        write(&unfinished, size, sparse)?;
        std::fs::rename(&unfinished, &path)?;
    }
    Ok(path)
}

fn write(path: &Path, size: u64, sparse: bool) -> Step {
    let sheet = if sparse {
        vec![0; SHEET as usize]
    } else {
        noise(SHEET as usize)
    };
    let crc = crc32fast::hash(&sheet);
    // Headers take some 200 bytes an entry; the size need not be exact to the byte.
    let entries: Vec<Entry> = (0..size / (SHEET + 200))
        .map(|n| Entry {
            name: format!("scan-{n:05}.jpg"),
            size: SHEET,
            crc,
            modified: DosTime::from_unix_ms(1.7e12),
        })
        .collect();
    let plan =
        layout(&entries).map_err(|e| Failure(format!("the archive cannot be laid out: {e}")))?;
    let mut out = BufWriter::new(File::create(path)?);
    for part in &plan.parts {
        match part {
            Part::Bytes(bytes) => out.write_all(bytes)?,
            Part::File(_) if sparse => drop(out.seek(SeekFrom::Current(SHEET as i64))?),
            Part::File(_) => out.write_all(&sheet)?,
        }
    }
    out.write_all(&plan.directory)?;
    out.flush()?;
    Ok(())
}

/// Bytes that no file system or line compresses (xorshift64).
fn noise(length: usize) -> Vec<u8> {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()
    };
    std::iter::repeat_with(&mut next)
        .flatten()
        .take(length)
        .collect()
}
