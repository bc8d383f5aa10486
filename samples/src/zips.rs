//! Good archives of scans: any number of tasks and sheets, with or without cover sheets, of an exact size.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use crate::Error;
use crate::archive::{Writer, overhead};
use crate::jpeg::padded;
use crate::noise::Rng;
use crate::sheet::{answer_sheet, cover_sheet, thumbnail};

/// What an archive is to hold.
#[derive(Clone, Debug)]
pub struct Scans<'a> {
    /// Task ids (8 digits) with the number of their answer sheets.
    pub tasks: &'a [(&'a str, usize)],
    /// Whether each task begins with a cover sheet that carries its QR code.
    pub covers: bool,
    /// Size of the whole archive in bytes.
    pub bytes: u64,
    /// The same seed gives the same archive.
    pub seed: u64,
}

enum Page<'a> {
    Cover { task: &'a str },
    Answers { task: &'a str, number: usize },
}

struct Planned<'a> {
    name: String,
    page: Page<'a>,
    bytes: usize,
}

/// A cover is about this large.
const COVER: usize = 210_000;

impl Scans<'_> {
    /// Writes the archive. The file appears under its name only when it is whole.
    pub fn write(&self, path: &Path) -> Result<(), Error> {
        whole_file(path, |out| self.write_to(out))
    }

    /// Writes the archive to memory; meant for small ones.
    pub fn to_vec(&self) -> Result<Vec<u8>, Error> {
        let mut out = Vec::new();
        self.write_to(&mut out)?;
        Ok(out)
    }

    fn write_to(&self, out: &mut dyn Write) -> Result<(), Error> {
        let pages = self.plan()?;
        let mut archive = Writer::new(out);
        let workers = std::thread::available_parallelism().map_or(2, usize::from);
        for group in pages.chunks(workers * 4) {
            for (page, jpeg) in group.iter().zip(self.draw(group, workers)) {
                archive.add(&page.name, &jpeg?)?;
            }
        }
        archive.finish()?;
        Ok(())
    }

    /// Draws a few pages on all cores, in their order.
    fn draw(&self, group: &[Planned<'_>], workers: usize) -> Vec<Result<Vec<u8>, Error>> {
        let share = group.len().div_ceil(workers).max(1);
        std::thread::scope(|scope| {
            let threads: Vec<_> = group
                .chunks(share)
                .map(|pages| scope.spawn(|| pages.iter().map(|p| self.jpeg(p)).collect::<Vec<_>>()))
                .collect();
            threads
                .into_iter()
                .flat_map(|thread| match thread.join() {
                    Ok(jpegs) => jpegs,
                    Err(panic) => std::panic::resume_unwind(panic),
                })
                .collect()
        })
    }

    fn jpeg(&self, planned: &Planned<'_>) -> Result<Vec<u8>, Error> {
        match planned.page {
            Page::Cover { task } => cover_sheet(task, planned.bytes, self.seed),
            Page::Answers { task, number } => answer_sheet(task, number, planned.bytes, self.seed),
        }
    }

    /// Names all pages and shares the archive's size out among the answer sheets, unevenly as scans are.
    fn plan(&self) -> Result<Vec<Planned<'_>>, Error> {
        let mut pages = Vec::new();
        let mut number = 0;
        for (task, sheets) in self.tasks {
            let kinds = self
                .covers
                .then_some(Page::Cover { task })
                .into_iter()
                .chain((1..=*sheets).map(|number| Page::Answers { task, number }));
            for page in kinds {
                number += 1;
                pages.push(Planned {
                    name: format!("scans/scan_{number:05}.jpg"),
                    bytes: if matches!(page, Page::Cover { .. }) {
                        COVER
                    } else {
                        0
                    },
                    page,
                });
            }
        }
        let fixed = overhead(pages.iter().map(|p| p.name.len()))
            + pages.iter().map(|p| p.bytes as u64).sum::<u64>();
        let mut answers: Vec<_> = pages.iter_mut().filter(|p| p.bytes == 0).collect();
        let room = self.bytes.checked_sub(fixed).ok_or(Error::TooBig {
            what: "an archive",
            needs: fixed,
            room: self.bytes,
        })?;
        let mean = room as usize / answers.len().max(1);
        let mut rng = Rng::new(self.seed);
        for pair in answers.chunks_mut(2) {
            let swing = rng.below(mean as u64 / 20 + 1) as usize;
            match pair {
                [one, two] => (one.bytes, two.bytes) = (mean - swing, mean + swing),
                one => one.iter_mut().for_each(|page| page.bytes = mean),
            }
        }
        if let Some(last) = answers.last_mut() {
            let count = room as usize / mean.max(1);
            last.bytes += room as usize - mean * count.min(self.sheets());
        }
        Ok(pages)
    }

    /// Number of answer sheets in all tasks together.
    pub fn sheets(&self) -> usize {
        self.tasks.iter().map(|(_, sheets)| sheets).sum()
    }
}

/// An archive that is made and processed in no time: one cover with its QR code, then small pictures, each padded to
/// `bytes_each` (at least 8 000). For tests that care about sizes and numbers, not about looks.
pub fn quick(task: &str, sheets: usize, bytes_each: usize) -> Result<Vec<u8>, Error> {
    let mut archive = Writer::new(Vec::with_capacity(sheets * bytes_each + COVER));
    archive.add("scans/scan_00001.jpg", &cover_sheet(task, COVER, 1)?)?;
    for number in 1..=sheets {
        let picture = padded(thumbnail(number)?, bytes_each);
        archive.add(&format!("scans/scan_{:05}.jpg", number + 1), &picture)?;
    }
    Ok(archive.finish()?)
}

/// Lets `fill` write a file that gets its name only when it is whole: nobody takes half a file for a cached one.
pub(crate) fn whole_file(
    path: &Path,
    fill: impl FnOnce(&mut dyn Write) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut half = path.as_os_str().to_owned();
    half.push(".part");
    let mut out = BufWriter::with_capacity(1 << 20, File::create(&half)?);
    fill(&mut out)?;
    out.flush()?;
    std::fs::rename(&half, path)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, Read};

    #[test]
    fn an_archive_has_the_size_asked_for_and_every_page_decodes() {
        let scans = Scans {
            tasks: &[("14900101", 2), ("14900102", 1)],
            covers: true,
            bytes: 2_500_001,
            seed: 5,
        };
        let bytes = scans.to_vec().unwrap();
        assert_eq!(bytes.len() as u64, 2_500_001);
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        assert_eq!(archive.len(), 5, "two covers and three sheets");
        for i in 0..archive.len() {
            let mut jpeg = Vec::new();
            archive.by_index(i).unwrap().read_to_end(&mut jpeg).unwrap();
            assert!(image::load_from_memory(&jpeg).is_ok(), "entry {i}");
        }
    }

    #[test]
    fn a_quick_archive_holds_its_sheets_in_the_size_asked_for() {
        let bytes = quick("14900101", 3, 100_000).unwrap();
        assert!((510_000..512_000).contains(&bytes.len()), "{}", bytes.len());
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        assert_eq!(archive.len(), 4);
        let mut jpeg = Vec::new();
        archive.by_index(3).unwrap().read_to_end(&mut jpeg).unwrap();
        assert!(image::load_from_memory(&jpeg).is_ok());
    }

    #[test]
    fn an_archive_too_small_for_its_pages_is_refused() {
        let scans = Scans {
            tasks: &[("14900101", 2)],
            covers: false,
            bytes: 30_000,
            seed: 5,
        };
        assert!(matches!(scans.to_vec(), Err(Error::TooBig { .. })));
    }
}
