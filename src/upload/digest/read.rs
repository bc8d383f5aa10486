//! Reads the windows and has the browser hash them: the bytes never enter this program's memory.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File, SubtleCrypto};

use super::{Digest, DigestError, FileIdentity, windows};

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
    let subtle = subtle().ok_or(DigestError::Unsupported)?;
    let size = size_of(blob);
    let parts = Array::new();
    parts.push(&Uint8Array::from(size.to_le_bytes().as_slice()));
    for window in windows(size) {
        #[expect(clippy::cast_precision_loss, reason = "a Blob's size is below 2^53")]
        let slice = blob.slice_with_f64_and_f64(window.start as f64, window.end as f64);
        parts.push(&slice.map_err(unreadable)?.into());
    }
    let sample = Blob::new_with_blob_sequence(&parts).map_err(unreadable)?;
    let bytes = JsFuture::from(sample.array_buffer())
        .await
        .map_err(unreadable)?;
    hash(&subtle, &bytes.into()).await
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
