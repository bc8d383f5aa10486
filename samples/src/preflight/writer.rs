//! A ZIP writer that can write what any program writes, byte for byte where readers look: versions, flags, extra fields, data
//! descriptors, ZIP64, names in any encoding. And it can lie, for faulty archives.

use miniz_oxide::deflate::compress_to_vec;

/// Flag 0: encrypted.
pub const ENCRYPTED: u16 = 1;
/// Flag 3: sizes and checksum follow the data.
pub const DESCRIPTOR: u16 = 1 << 3;
/// Flag 11: the name is UTF-8.
pub const UTF8: u16 = 1 << 11;

/// One entry, with everything that a program decides about it.
#[derive(Clone, Debug)]
pub struct Entry {
    /// As written.
    pub name: Vec<u8>,
    /// Unpacked content.
    pub data: Vec<u8>,
    /// Deflated instead of stored.
    pub deflate: bool,
    /// Written as compression method in place of 0 or 8.
    pub method: Option<u16>,
    /// General purpose flags.
    pub flags: u16,
    /// "Version made by".
    pub made_by: u16,
    /// "Version needed".
    pub needed: u16,
    /// Extra fields of the local header.
    pub local_extra: Vec<u8>,
    /// Extra fields of the directory.
    pub central_extra: Vec<u8>,
    /// External attributes.
    pub attributes: u32,
    /// Sizes stand in a ZIP64 field although they are small.
    pub zip64: bool,
    /// A data descriptor begins with its signature.
    pub signed_descriptor: bool,
    /// Declared in place of the true unpacked size.
    pub declared_size: Option<u64>,
    /// Declared in place of the true place of the local header: entries that share bytes.
    pub declared_offset: Option<u64>,
    /// Comment of the entry.
    pub comment: Vec<u8>,
}

impl Entry {
    /// A plain stored entry.
    #[must_use]
    pub fn plain(name: &str, data: Vec<u8>) -> Self {
        Self {
            name: name.as_bytes().to_vec(),
            data,
            deflate: false,
            method: None,
            flags: 0,
            made_by: 20,
            needed: 20,
            local_extra: Vec::new(),
            central_extra: Vec::new(),
            attributes: 0x20,
            zip64: false,
            signed_descriptor: true,
            declared_size: None,
            declared_offset: None,
            comment: Vec::new(),
        }
    }
}

/// What stands around the entries.
#[derive(Clone, Debug, Default)]
pub struct Around {
    /// Bytes before the first entry, not counted by offsets (a self-extracting program).
    pub before: Vec<u8>,
    /// The archive's comment.
    pub comment: Vec<u8>,
    /// A ZIP64 end record although it is not needed.
    pub zip64: bool,
    /// Number of this disk, for parts of a split archive.
    pub disk: u16,
    /// Bytes behind the end.
    pub after: Vec<u8>,
}

/// Writes an archive.
#[must_use]
pub fn write(entries: &[Entry], around: &Around) -> Vec<u8> {
    let mut out = Vec::new();
    let mut directory = Vec::new();
    for entry in entries {
        let offset = out.len() as u64;
        add(&mut out, &mut directory, entry, offset);
    }
    let start = out.len() as u64;
    let length = directory.len() as u64;
    let count = entries.len() as u64;
    out.extend_from_slice(&directory);
    if around.zip64 || count > 0xfffe {
        let end64 = out.len() as u64;
        out.extend_from_slice(b"PK\x06\x06");
        put64(&mut out, 44);
        put16(&mut out, 45);
        put16(&mut out, 45);
        out.extend_from_slice(&[0; 8]);
        for n in [count, count, length, start] {
            put64(&mut out, n);
        }
        out.extend_from_slice(b"PK\x06\x07\0\0\0\0");
        put64(&mut out, end64);
        out.extend_from_slice(&[1, 0, 0, 0]);
    }
    out.extend_from_slice(b"PK\x05\x06");
    put16(&mut out, around.disk);
    put16(&mut out, around.disk);
    put16(&mut out, count.min(0xffff) as u16);
    put16(&mut out, count.min(0xffff) as u16);
    put32(&mut out, length as u32);
    put32(&mut out, if around.zip64 { u32::MAX } else { start as u32 });
    put16(&mut out, around.comment.len() as u16);
    out.extend_from_slice(&around.comment);
    out.extend_from_slice(&around.after);
    [around.before.as_slice(), &out].concat()
}

fn add(out: &mut Vec<u8>, directory: &mut Vec<u8>, entry: &Entry, offset: u64) {
    let crc = crc32fast::hash(&entry.data);
    let size = entry.declared_size.unwrap_or(entry.data.len() as u64);
    let packed = match entry.deflate {
        true => compress_to_vec(&entry.data, 6),
        false => entry.data.clone(),
    };
    let method = entry.method.unwrap_or(if entry.deflate { 8 } else { 0 });
    let described = entry.flags & DESCRIPTOR != 0;
    let mut zip64 = Vec::new();
    if entry.zip64 {
        put16(&mut zip64, 1);
        put16(&mut zip64, 16);
        put64(&mut zip64, if described { 0 } else { size });
        put64(&mut zip64, if described { 0 } else { packed.len() as u64 });
    }
    let common = |out: &mut Vec<u8>, extra: usize, described: bool| {
        put16(out, entry.needed);
        put16(out, entry.flags);
        put16(out, method);
        // 12 November 2025, 08:30, in MS-DOS form.
        put16(out, (8 << 11) | (30 << 5));
        put16(out, (45 << 9) | (11 << 5) | 12);
        put32(out, if described { 0 } else { crc });
        let number = |n: u64| match (entry.zip64, described) {
            (true, _) => u32::MAX,
            (false, true) => 0,
            (false, false) => n as u32,
        };
        put32(out, number(packed.len() as u64));
        put32(out, number(size));
        put16(out, entry.name.len() as u16);
        put16(out, extra as u16);
    };
    out.extend_from_slice(b"PK\x03\x04");
    common(out, entry.local_extra.len() + zip64.len(), described);
    out.extend_from_slice(&entry.name);
    out.extend_from_slice(&zip64);
    out.extend_from_slice(&entry.local_extra);
    out.extend_from_slice(&packed);
    if described {
        if entry.signed_descriptor {
            out.extend_from_slice(b"PK\x07\x08");
        }
        put32(out, crc);
        if entry.zip64 {
            put64(out, packed.len() as u64);
            put64(out, size);
        } else {
            put32(out, packed.len() as u32);
            put32(out, size as u32);
        }
    }
    if entry.zip64 {
        zip64.truncate(4);
        put64(&mut zip64, size);
        put64(&mut zip64, packed.len() as u64);
    }
    directory.extend_from_slice(b"PK\x01\x02");
    put16(directory, entry.made_by);
    common(directory, entry.central_extra.len() + zip64.len(), false);
    put16(directory, entry.comment.len() as u16);
    put16(directory, 0);
    put16(directory, 0);
    put32(directory, entry.attributes);
    put32(directory, entry.declared_offset.unwrap_or(offset) as u32);
    directory.extend_from_slice(&entry.name);
    directory.extend_from_slice(&zip64);
    directory.extend_from_slice(&entry.central_extra);
    directory.extend_from_slice(&entry.comment);
}

/// An extra field.
#[must_use]
pub fn field(id: u16, content: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(content.len() + 4);
    put16(&mut out, id);
    put16(&mut out, content.len() as u16);
    out.extend_from_slice(content);
    out
}

fn put16(out: &mut Vec<u8>, n: u16) {
    out.extend_from_slice(&n.to_le_bytes());
}

fn put32(out: &mut Vec<u8>, n: u32) {
    out.extend_from_slice(&n.to_le_bytes());
}

fn put64(out: &mut Vec<u8>, n: u64) {
    out.extend_from_slice(&n.to_le_bytes());
}
