//! Knows an archive again by its directory: names, sizes and checksums stand for the content.

use crate::directory::Entry;
use crate::report::Fingerprint;

/// Over all entries. `file_size` in bytes.
pub(crate) fn of(entries: &[Entry], file_size: u64) -> Fingerprint {
    let mut order: Vec<&Entry> = entries.iter().filter(|e| !e.is_folder()).collect();
    // Programs that pack the same scans write them in different orders.
    order.sort_by(|a, b| a.raw.cmp(&b.raw).then(a.offset.cmp(&b.offset)));
    let mut content = blake3::Hasher::new();
    let mut layout = blake3::Hasher::new();
    layout.update(&file_size.to_le_bytes());
    for entry in order {
        content.update(&(entry.raw.len() as u64).to_le_bytes());
        content.update(&entry.raw);
        content.update(&entry.size.to_le_bytes());
        content.update(&entry.crc.to_le_bytes());
        layout.update(&entry.offset.to_le_bytes());
        layout.update(&entry.packed.to_le_bytes());
    }
    let content = *content.finalize().as_bytes();
    layout.update(&content);
    Fingerprint {
        content,
        layout: *layout.finalize().as_bytes(),
    }
}
