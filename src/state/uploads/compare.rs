//! Knows the file of an upload while it is sent: a sample of its bytes is kept when the upload begins, and compared.

use std::ops::Range;

use futures::{FutureExt, future::LocalBoxFuture};
use web_sys::Blob;

use super::{desk::Desk, item::Gate};
use crate::upload::{
    digest::{Digest, DigestError, Sample},
    driver::Source,
    view::UploadKey,
};

impl Desk {
    /// Reads a ZIP in ten places while its first bytes are sent. No record of what the server has is written before: it
    /// could not be matched with the file again. A file that cannot be read shows when it is sent. Packed images are known
    /// by the digest of their directory, and compared by this sample all the same.
    pub(super) fn begin_sample(&self, key: UploadKey, source: &Source) {
        let Source::Whole(blob) = source else { return };
        let (blob, weak) = (blob.clone(), self.me.clone());
        let reading = async move {
            let Ok(sample) = Sample::read(&blob).await else {
                return;
            };
            let digest = sample.digest().await;
            if let Some(desk) = weak.upgrade() {
                desk.with_item(key, |item| {
                    item.sample = Some(sample);
                    if !item.is_images() {
                        item.entry.file.digest = digest.ok();
                    }
                });
            }
        };
        let gate: Gate = reading.boxed_local().shared();
        self.with_item(key, |item| item.gates.push(gate));
    }

    /// Whether the bytes of the file in and near `range` are what they were at the beginning, as far as its sample tells. A
    /// packed image that changes elsewhere fails the sum that its ZIP has of it.
    pub(super) fn has_same_sample(
        &self,
        key: UploadKey,
        source: &Source,
        range: Range<u64>,
    ) -> LocalBoxFuture<'static, bool> {
        let Source::Whole(blob) = source else {
            return Box::pin(async { true });
        };
        let (blob, weak) = (blob.clone(), self.me.clone());
        Box::pin(async move {
            let Some(desk) = weak.upgrade() else {
                return true;
            };
            desk.gates(key).await;
            let kept = desk.with_item(key, |item| {
                let digest = item.entry.file.digest.clone();
                (item.sample.clone(), digest.filter(|_| !item.is_images()))
            });
            match kept {
                Some((Some(sample), _)) => sample.is_still_in(&blob, &range).await == Ok(true),
                Some((None, Some(digest))) => desk.sample_again(key, &blob, &digest).await,
                Some((None, None)) | None => true,
            }
        })
    }

    /// After a reload only the digest is known: a sample with that digest is as good as the first one.
    async fn sample_again(&self, key: UploadKey, blob: &Blob, digest: &Digest) -> bool {
        let Ok(sample) = Sample::read(blob).await else {
            return false;
        };
        match sample.digest().await {
            Err(DigestError::Unsupported) => true,
            Ok(now) if now == *digest => {
                self.with_item(key, |item| item.sample = Some(sample));
                true
            }
            Ok(_) | Err(DigestError::Unreadable) => false,
        }
    }
}
