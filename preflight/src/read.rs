//! Reading by ranges: the one thing that differs between a test on disk and a File in a browser's worker.

use std::cell::Cell;

/// The bytes cannot be read: changed, deleted or unplugged since the file was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unreadable;

/// A file of known size that is read in pieces.
pub trait ReadAt {
    /// Its size in bytes.
    fn size(&self) -> u64;

    /// Fills `buffer` from `offset`; fewer bytes only at the end of the file. Answers how many.
    ///
    /// # Errors
    /// When the bytes cannot be had.
    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> Result<usize, Unreadable>;
}

impl ReadAt for &[u8] {
    fn size(&self) -> u64 {
        self.len() as u64
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> Result<usize, Unreadable> {
        let start = usize::try_from(offset)
            .unwrap_or(usize::MAX)
            .min(self.len());
        let rest = self.get(start..).unwrap_or_default();
        let n = rest.len().min(buffer.len());
        buffer[..n].copy_from_slice(&rest[..n]);
        Ok(n)
    }
}

impl ReadAt for std::fs::File {
    fn size(&self) -> u64 {
        self.metadata().map_or(0, |m| m.len())
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> Result<usize, Unreadable> {
        use std::io::{Read, Seek, SeekFrom};
        let mut file = self;
        file.seek(SeekFrom::Start(offset)).map_err(|_| Unreadable)?;
        let mut done = 0;
        while done < buffer.len() {
            match file.read(&mut buffer[done..]).map_err(|_| Unreadable)? {
                0 => break,
                n => done += n,
            }
        }
        Ok(done)
    }
}

/// Counts what is read, and remembers whether something could not be read.
pub(crate) struct Counted<R> {
    inner: R,
    bytes: Cell<u64>,
    failed: Cell<bool>,
}

impl<R: ReadAt> Counted<R> {
    pub fn new(inner: R) -> Self {
        Self {
            inner,
            bytes: Cell::new(0),
            failed: Cell::new(false),
        }
    }

    pub fn bytes(&self) -> u64 {
        self.bytes.get()
    }

    pub fn failed(&self) -> bool {
        self.failed.get()
    }

    /// Up to `length` bytes from `offset`.
    pub fn some(&self, offset: u64, length: usize) -> Result<Vec<u8>, Unreadable> {
        let left = self.size().saturating_sub(offset);
        let mut bytes = vec![0; length.min(usize::try_from(left).unwrap_or(usize::MAX))];
        let n = self.read_at(offset, &mut bytes)?;
        bytes.truncate(n);
        Ok(bytes)
    }
}

impl<R: ReadAt> ReadAt for Counted<R> {
    fn size(&self) -> u64 {
        self.inner.size()
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> Result<usize, Unreadable> {
        let read = self.inner.read_at(offset, buffer);
        match read {
            Ok(n) => self.bytes.set(self.bytes.get() + n as u64),
            Err(Unreadable) => self.failed.set(true),
        }
        read
    }
}

/// For rawzip.
impl<R: ReadAt> rawzip::ReaderAt for &Counted<R> {
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> std::io::Result<usize> {
        ReadAt::read_at(*self, offset, buffer)
            .map_err(|Unreadable| std::io::Error::other("unreadable"))
    }
}
