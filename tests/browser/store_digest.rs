//! The sampled digest of real Blobs: the browser hashes what the plan says, at any offset.

use crate::store_files::{blob, file};
use js_sys::Array;
use omr_batch_console::upload::digest::{self, Digest, Mismatch, Sample, windows};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Blob;

/// A Blob of `copies` times the same bytes: large, yet made of one small one.
fn repeated(piece: &Blob, copies: u32) -> Blob {
    let parts = Array::new();
    for _ in 0..copies {
        parts.push(piece);
    }
    Blob::new_with_blob_sequence(&parts).unwrap()
}

async fn digest_of(blob: &Blob) -> Digest {
    digest::of_blob(blob).await.unwrap()
}

#[wasm_bindgen_test]
async fn a_small_file_is_hashed_with_its_size() {
    // sha256(u64 5 in little endian ‖ "hello"), from coreutils.
    let expected = "fe745503750fdbf3e6ef676d16d85ee0d63626c594222f7e991908bdffef7ac9";
    assert_eq!(digest_of(&blob(b"hello")).await.as_str(), expected);
    assert_ne!(digest_of(&blob(b"")).await, digest_of(&blob(b"\0")).await);
}

#[wasm_bindgen_test]
async fn three_gigabytes_are_told_apart_by_a_byte_beyond_two() {
    let mebibyte = blob(&vec![0; 1 << 20]);
    let zeros = repeated(&mebibyte, 3072);
    assert!(zeros.size() > f64::from(i32::MAX));
    let marked = {
        let size = zeros.size();
        let parts = Array::of2(
            &zeros.slice_with_f64_and_f64(0.0, size - 1.0).unwrap(),
            &blob(b"\x01"),
        );
        Blob::new_with_blob_sequence(&parts).unwrap()
    };
    assert_eq!(marked.size(), zeros.size());
    assert_ne!(digest_of(&zeros).await, digest_of(&marked).await);
    assert_eq!(
        digest_of(&zeros).await,
        digest_of(&zeros.slice().unwrap()).await
    );
}

#[wasm_bindgen_test]
async fn a_file_is_known_again_and_a_look_alike_is_not() {
    let known = digest::identify(&file(b"scan", "103.zip", 1000.0))
        .await
        .unwrap();
    assert_eq!(
        (known.name.as_str(), known.size, known.modified_ms),
        ("103.zip", 4, 1000)
    );
    let again = digest::identify(&file(b"scan", "103.zip", 1000.0))
        .await
        .unwrap();
    assert_eq!(known.check(&again), Ok(()));
    let other = digest::identify(&file(b"scam", "103.zip", 1000.0))
        .await
        .unwrap();
    assert_eq!(known.check(&other), Err(Mismatch::Content));
    let saved = digest::identify(&file(b"scan", "103.zip", 2000.0))
        .await
        .unwrap();
    assert_eq!(known.check(&saved), Err(Mismatch::Modified));
}

/// `bytes` with another byte at `at`.
fn changed_at(bytes: &[u8], at: u64) -> Blob {
    let mut bytes = bytes.to_vec();
    bytes[usize::try_from(at).unwrap()] ^= 1;
    blob(&bytes)
}

#[wasm_bindgen_test]
async fn f35_a_chunk_is_compared_with_the_sample_of_the_file() {
    let bytes: Vec<u8> = (0..4_000_000_u32).map(|i| (i % 251) as u8).collect();
    let size = bytes.len() as u64;
    let file = blob(&bytes);
    let sample = Sample::read(&file).await.unwrap();
    assert_eq!(sample.digest().await.unwrap(), digest_of(&file).await);

    let plan = windows(size);
    let chunk = plan[3].start..plan[3].end + 1;
    assert_eq!(sample.is_still_in(&file, &chunk).await, Ok(true));
    assert_eq!(sample.is_still_in(&file, &(0..size)).await, Ok(true));
    let own = changed_at(&bytes, plan[3].start);
    assert_eq!(sample.is_still_in(&own, &chunk).await, Ok(false));
    let end = changed_at(&bytes, size - 1);
    assert_eq!(sample.is_still_in(&end, &chunk).await, Ok(false));
    // What lies in another chunk is found when that one is compared, and before the last body.
    let other = changed_at(&bytes, plan[6].start);
    assert_eq!(sample.is_still_in(&other, &chunk).await, Ok(true));
    assert_eq!(sample.is_still_in(&other, &(0..size)).await, Ok(false));
    let shorter = blob(&bytes[1..]);
    assert_eq!(sample.is_still_in(&shorter, &chunk).await, Ok(false));
}
