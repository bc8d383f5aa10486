//! Several files read as one, so that chunks never have to be copied together.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::PathBuf;

/// Reads parts one after the other; only one of them is open at a time.
pub struct PartsReader {
    /// Path, start and size of each part.
    parts: Vec<(PathBuf, u64, u64)>,
    size: u64,
    position: u64,
    open: Option<(usize, File)>,
}

impl PartsReader {
    /// The parts with their sizes in order.
    ///
    /// # Errors
    /// A part is missing or its size has changed.
    pub fn new(parts: impl IntoIterator<Item = (PathBuf, u64)>) -> io::Result<Self> {
        let mut reader = Self {
            parts: Vec::new(),
            size: 0,
            position: 0,
            open: None,
        };
        for (path, size) in parts {
            if std::fs::metadata(&path)?.len() != size {
                return Err(io::Error::other("the size of a stored part has changed"));
            }
            reader.parts.push((path, reader.size, size));
            reader.size += size;
        }
        Ok(reader)
    }

    /// Size of all parts together in bytes.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }
}

impl Read for PartsReader {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        // The last part that starts at or before the position and is not over.
        let index = self
            .parts
            .partition_point(|(_, start, size)| start + size <= self.position);
        let Some((path, start, size)) = self.parts.get(index) else {
            return Ok(0);
        };
        let inside = self.position - start;
        let most = usize::try_from(size - inside)
            .unwrap_or(usize::MAX)
            .min(buf.len());
        if self
            .open
            .as_ref()
            .is_none_or(|(opened, _)| *opened != index)
        {
            let mut file = File::open(path)?;
            file.seek(SeekFrom::Start(inside))?;
            self.open = Some((index, file));
        }
        let Some((_, file)) = &mut self.open else {
            return Ok(0);
        };
        let n = file.read(buf.get_mut(..most).unwrap_or_default())?;
        self.position += n as u64;
        Ok(n)
    }
}

impl Seek for PartsReader {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let target = match to {
            SeekFrom::Start(n) => Some(n),
            SeekFrom::End(n) => self.size.checked_add_signed(n),
            SeekFrom::Current(n) => self.position.checked_add_signed(n),
        };
        let target = target.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
        if target != self.position {
            self.position = target;
            let start = self
                .open
                .as_ref()
                .and_then(|(index, _)| self.parts.get(*index))
                .map(|(_, start, _)| *start);
            if let (Some((_, file)), Some(start)) = (&mut self.open, start) {
                match target.checked_sub(start) {
                    Some(inside) => drop(file.seek(SeekFrom::Start(inside))?),
                    None => self.open = None,
                }
            }
        }
        Ok(target)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_seeks_across_parts_like_one_file() {
        let folder = std::env::temp_dir().join(crate::ids::uuid());
        std::fs::create_dir(&folder).unwrap();
        let whole: Vec<u8> = (0..=250).collect();
        let parts: Vec<(PathBuf, u64)> = [0..100, 100..101, 101..101, 101..251]
            .into_iter()
            .enumerate()
            .map(|(i, range)| {
                let path = folder.join(i.to_string());
                std::fs::write(&path, &whole[range.clone()]).unwrap();
                (path, range.len() as u64)
            })
            .collect();
        let mut reader = PartsReader::new(parts).unwrap();
        let mut all = Vec::new();
        reader.read_to_end(&mut all).unwrap();
        assert_eq!(all, whole);
        for (from, len) in [
            (0, 251),
            (99, 3),
            (100, 1),
            (101, 5),
            (250, 1),
            (50, 101),
            (7, 20),
        ] {
            reader.seek(SeekFrom::Start(from)).unwrap();
            let mut piece = vec![0; len];
            reader.read_exact(&mut piece).unwrap();
            assert_eq!(
                piece,
                whole[usize::try_from(from).unwrap()..][..len],
                "{len} at {from}"
            );
        }
        assert_eq!(reader.seek(SeekFrom::End(-1)).unwrap(), 250);
        assert_eq!(reader.seek(SeekFrom::Current(-200)).unwrap(), 50);
        assert!(reader.seek(SeekFrom::Current(-51)).is_err());
        reader.seek(SeekFrom::Start(1000)).unwrap();
        assert_eq!(
            reader.read(&mut [0; 4]).unwrap(),
            0,
            "beyond the end there is nothing"
        );
        std::fs::remove_dir_all(folder).unwrap();
    }
}
