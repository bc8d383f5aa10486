//! Test data: A4 answer sheets and cover sheets as JPEG files, ZIP archives of them in real sizes, and bad files.
//! Everything is made from seeds: the same call gives the same bytes. `set` writes the whole collection,
//! the other modules make single files for tests.

pub mod archive;
pub mod bad;
mod canvas;
mod font;
pub mod jpeg;
mod noise;
pub mod preflight;
pub mod set;
pub mod sheet;
pub mod zips;

/// Why a sample could not be made.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Writing or reading a file failed (full disk, missing right).
    #[error("file system: {0}")]
    Io(#[from] std::io::Error),
    /// The JPEG encoder refused the picture.
    #[error("image: {0}")]
    Image(#[from] image::ImageError),
    /// The QR code could not hold the task id.
    #[error("QR code: {0}")]
    Qr(#[from] qrcode::types::QrError),
    /// The deflating ZIP writer (used for the bomb only) failed.
    #[error("ZIP: {0}")]
    Zip(#[from] zip::result::ZipError),
    /// A picture or archive cannot be made as small as asked.
    #[error("{what} needs {needs} bytes, only {room} were allowed")]
    TooBig {
        /// What was to be made.
        what: &'static str,
        /// Its smallest size in bytes.
        needs: u64,
        /// The size that was asked for, in bytes.
        room: u64,
    },
}
