//! The whole collection as a folder, with the sizes that users really have (api-contract, "What the batches hold").

use std::path::{Path, PathBuf};

use crate::Error;
use crate::bad;
use crate::sheet::answer_sheet;
use crate::zips::{Scans, whole_file};

/// One archive of the collection: its file name and what it holds.
pub struct Archive {
    /// File name in the folder.
    pub name: &'static str,
    /// What it holds.
    pub scans: Scans<'static>,
}

/// A ZIP with QR codes that fits one request.
pub const SMALL: Archive = Archive {
    name: "101-with-qr.zip",
    scans: Scans {
        tasks: &[("14900101", 3)],
        covers: true,
        bytes: 2_300_000,
        seed: 101,
    },
};

/// 36 MB, 51 sheets, one task, with QR code.
pub const MEDIUM: Archive = Archive {
    name: "117-with-qr.zip",
    scans: Scans {
        tasks: &[("14900117", 51)],
        covers: true,
        bytes: 36_000_000,
        seed: 117,
    },
};

/// 197 MB, 291 sheets, two tasks, with QR codes: goes in chunks.
pub const LARGE: Archive = Archive {
    name: "103-with-qr.zip",
    scans: Scans {
        tasks: &[("14900103", 150), ("14900104", 141)],
        covers: true,
        bytes: 197_000_000,
        seed: 103,
    },
};

/// 2.1 MB without QR codes; needs the task id 14900117.
pub const WITHOUT_QR: Archive = Archive {
    name: "117-no-qr.zip",
    scans: Scans {
        tasks: &[("14900117", 3)],
        covers: false,
        bytes: 2_100_000,
        seed: 118,
    },
};

/// Task id of the folder of images.
pub const IMAGES_TASK: &str = "14900113";
/// How many images it holds.
pub const IMAGES: usize = 20;

/// What `write` did with a file.
#[derive(Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The file was there with the right size.
    Kept,
    /// The file was made.
    Written,
}

impl Outcome {
    fn of(kept: bool) -> Self {
        if kept { Self::Kept } else { Self::Written }
    }
}

/// Size of image `number` (1-based) of the folder of images, in bytes.
fn image_bytes(number: usize) -> usize {
    660_000 + number * 7_919 % 160_000
}

/// Writes what is missing below `folder` and tells `report` about every file.
/// Archives and images with the right size are kept, and so are bad files, which have no size to be known by.
pub fn write(folder: &Path, mut report: impl FnMut(&Path, u64, Outcome)) -> Result<(), Error> {
    let bad = folder.join("bad");
    for dir in [folder, &folder.join(IMAGES_TASK), &bad] {
        std::fs::create_dir_all(dir)?;
    }
    for archive in [SMALL, WITHOUT_QR, MEDIUM, LARGE] {
        let path = folder.join(archive.name);
        let kept = has_size(&path, archive.scans.bytes);
        if !kept {
            archive.scans.write(&path)?;
        }
        report(&path, archive.scans.bytes, Outcome::of(kept));
    }
    for (path, number) in image_paths(folder).into_iter().zip(1..) {
        let bytes = image_bytes(number);
        let kept = has_size(&path, bytes as u64);
        if !kept {
            let sheet = answer_sheet(IMAGES_TASK, number, bytes, 113)?;
            whole_file(&path, |out| Ok(out.write_all(&sheet)?))?;
        }
        report(&path, bytes as u64, Outcome::of(kept));
    }
    for (name, make) in bad::ALL {
        let path = bad.join(name);
        let kept = path.is_file();
        if !kept {
            let content = make()?;
            whole_file(&path, |out| Ok(out.write_all(&content)?))?;
        }
        report(&path, path.metadata()?.len(), Outcome::of(kept));
    }
    Ok(())
}

/// Where the images of the folder of images lie.
pub fn image_paths(folder: &Path) -> Vec<PathBuf> {
    (1..=IMAGES)
        .map(|n| folder.join(IMAGES_TASK).join(format!("sheet_{n:03}.jpg")))
        .collect()
}

fn has_size(path: &Path, bytes: u64) -> bool {
    path.metadata()
        .is_ok_and(|m| m.is_file() && m.len() == bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::SHEET_BYTES;

    #[test]
    fn the_archives_have_the_sizes_and_sheets_of_the_contract() {
        assert_eq!(
            (MEDIUM.scans.bytes, MEDIUM.scans.sheets()),
            (36_000_000, 51)
        );
        assert_eq!(
            (LARGE.scans.bytes, LARGE.scans.sheets()),
            (197_000_000, 291)
        );
        assert_eq!(LARGE.scans.tasks.len(), 2);
        assert_eq!(WITHOUT_QR.scans.bytes, 2_100_000);
        for archive in [SMALL, MEDIUM, LARGE, WITHOUT_QR] {
            let mean = archive.scans.bytes as usize / archive.scans.sheets();
            assert!(
                SHEET_BYTES.contains(&mean),
                "{}: {mean} bytes a sheet",
                archive.name
            );
        }
        assert!((1..=IMAGES).all(|n| SHEET_BYTES.contains(&image_bytes(n))));
    }

    #[test]
    fn a_file_with_the_right_size_is_kept_and_another_is_rebuilt() {
        let folder = std::env::temp_dir().join(format!("samples-set-{}", std::process::id()));
        let path = folder.join(SMALL.name);
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(&path, b"half").unwrap();
        assert!(!has_size(&path, SMALL.scans.bytes));
        SMALL.scans.write(&path).unwrap();
        assert!(has_size(&path, SMALL.scans.bytes));
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
