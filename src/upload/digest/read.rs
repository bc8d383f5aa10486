//! Reads the windows and has the browser hash them: the bytes never enter this program's memory.

use std::ops::Range;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File, SubtleCrypto};

use super::{Digest, DigestError, FileIdentity, windows, windows_for};

/// What the file is known by; without a digest where the browser cannot hash.
///
/// # Errors
/// [`DigestError::Unreadable`].
pub async fn identify(file: &File) -> Result<FileIdentity, DigestError> {
    let digest = match of_blob(file).await {
        Ok(digest) => Some(digest),
        Err(DigestError::Unsupported) => None,
        Err(error) => return Err(error),
    };
    Ok(FileIdentity {
        digest,
        ..facts(file)
    })
}

/// What is known of a file without reading it.
#[must_use]
pub fn facts(file: &File) -> FileIdentity {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "whole milliseconds, below 2^53 (File API)"
    )]
    let modified_ms = file.last_modified() as i64;
    FileIdentity {
        name: file.name(),
        size: size_of(file),
        modified_ms,
        digest: None,
    }
}

/// The sampled digest of a file or Blob.
///
/// # Errors
/// Where the browser cannot hash, or the file cannot be read.
pub async fn of_blob(blob: &Blob) -> Result<Digest, DigestError> {
    Sample::read(blob).await?.digest().await
}

/// The bytes in a file's windows, at most 640 KiB, kept by the browser: what the file is compared with while it is sent.
/// A comparison of one chunk reads one or two windows; all ten cost Firefox 9 ms of processor time.
#[derive(Debug, Clone)]
pub struct Sample {
    size: u64,
    bytes: Uint8Array,
}

impl Sample {
    /// Reads all windows of a file or Blob.
    ///
    /// # Errors
    /// [`DigestError::Unreadable`].
    pub async fn read(blob: &Blob) -> Result<Self, DigestError> {
        let size = size_of(blob);
        let bytes = read_together(blob, windows(size).into_iter()).await?;
        Ok(Self { size, bytes })
    }

    /// The digest that the journal keeps: over the size and the windows.
    ///
    /// # Errors
    /// [`DigestError::Unsupported`].
    pub async fn digest(&self) -> Result<Digest, DigestError> {
        let subtle = subtle().ok_or(DigestError::Unsupported)?;
        let size = self.size.to_le_bytes();
        let hashed = Uint8Array::new_with_length(self.bytes.length() + 8);
        hashed.set(&Uint8Array::from(size.as_slice()), 0);
        hashed.set(&self.bytes, 8);
        hash(&subtle, &hashed).await
    }

    /// Whether `blob` still holds these bytes in and near `range` ([`windows_for`]).
    ///
    /// # Errors
    /// [`DigestError::Unreadable`].
    pub async fn is_still_in(&self, blob: &Blob, range: &Range<u64>) -> Result<bool, DigestError> {
        if size_of(blob) != self.size {
            return Ok(false);
        }
        let chosen = windows_for(self.size, range);
        let now = read_together(blob, chosen.iter().map(|(_, window)| window.clone())).await?;
        let now = now.to_vec();
        let mut kept = Vec::with_capacity(now.len());
        for (place, window) in &chosen {
            let (from, to) = (*place, *place + window.end - window.start);
            #[expect(
                clippy::cast_possible_truncation,
                reason = "a sample has at most 640 KiB"
            )]
            let bytes = self.bytes.subarray(from as u32, to as u32);
            kept.extend(bytes.to_vec());
        }
        Ok(kept == now)
    }
}

/// The bytes of several stretches of a Blob, one after the other, by one read.
async fn read_together(
    blob: &Blob,
    stretches: impl Iterator<Item = Range<u64>>,
) -> Result<Uint8Array, DigestError> {
    let parts = Array::new();
    let mut wanted = 0;
    for stretch in stretches {
        wanted += stretch.end - stretch.start;
        #[expect(clippy::cast_precision_loss, reason = "a Blob's size is below 2^53")]
        let slice = blob.slice_with_f64_and_f64(stretch.start as f64, stretch.end as f64);
        parts.push(&slice.map_err(unreadable)?.into());
    }
    let joined = Blob::new_with_blob_sequence(&parts).map_err(unreadable)?;
    let bytes = JsFuture::from(joined.array_buffer())
        .await
        .map_err(unreadable)?;
    let bytes = Uint8Array::new(&bytes);
    // Firefox answers with fewer bytes for a file that has become shorter.
    if u64::from(bytes.length()) == wanted {
        Ok(bytes)
    } else {
        Err(DigestError::Unreadable)
    }
}

/// The digest of bytes that are at hand.
///
/// # Errors
/// [`DigestError::Unsupported`].
pub async fn of_bytes(bytes: &[u8]) -> Result<Digest, DigestError> {
    let subtle = subtle().ok_or(DigestError::Unsupported)?;
    hash(&subtle, &Uint8Array::from(bytes).into()).await
}

async fn hash(subtle: &SubtleCrypto, bytes: &js_sys::Object) -> Result<Digest, DigestError> {
    let unsupported = |_: JsValue| DigestError::Unsupported;
    let hash = subtle
        .digest_with_str_and_buffer_source("SHA-256", bytes)
        .map_err(unsupported)?;
    let hash = JsFuture::from(hash).await.map_err(unsupported)?;
    let hash = Uint8Array::new(&hash).to_vec();
    <[u8; 32]>::try_from(hash)
        .map(Digest::from_hash)
        .map_err(|_| DigestError::Unsupported)
}

/// `crypto.subtle`, which is not there on plain http.
fn subtle() -> Option<SubtleCrypto> {
    let subtle: JsValue = web_sys::window()?.crypto().ok()?.subtle().into();
    subtle.is_object().then(|| subtle.unchecked_into())
}

fn size_of(blob: &Blob) -> u64 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a whole number of bytes below 2^53 (File API)"
    )]
    let size = blob.size() as u64;
    size
}

fn unreadable(_: JsValue) -> DigestError {
    DigestError::Unreadable
}
