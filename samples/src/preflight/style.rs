//! How programs write ZIPs, as far as a reader can see it. Taken from what the programs write, compared with their output:
//! Info-ZIP 3.0, Python's zipfile and Java's jar; the others from their documentation.

use super::writer::{Around, DESCRIPTOR, Entry, UTF8, field};

/// 12 November 2025, 08:30 UTC, in Unix seconds.
const TIME: u32 = 1_762_936_200;
/// The same in units of 100 ns since 1601 (NTFS).
const FILETIME: u64 = (TIME as u64 + 11_644_473_600) * 10_000_000;

/// A file or folder to be packed.
pub struct Item {
    /// Path with `/`; folders end with it.
    pub path: String,
    /// Empty for folders.
    pub data: Vec<u8>,
}

/// One program, or one way of using it.
pub struct Style {
    /// For file names.
    pub name: &'static str,
    /// Whether it writes entries for folders.
    pub folders: bool,
    /// Makes an entry of an item.
    pub entry: fn(&Item) -> Entry,
    /// What stands around the entries.
    pub around: fn() -> Around,
}

/// All styles.
pub const ALL: &[Style] = &[
    style("infozip-stored", true, |i| infozip(i, false)),
    style("infozip-deflate", true, |i| infozip(i, true)),
    style("infozip-unicode-path", true, infozip_unicode_path),
    style("infozip-streamed", false, infozip_streamed),
    Style {
        name: "infozip-zip64",
        folders: true,
        entry: |i| Entry {
            zip64: true,
            needed: 45,
            ..infozip(i, false)
        },
        around: || Around {
            zip64: true,
            ..Around::default()
        },
    },
    style("sevenzip-windows", false, |i| sevenzip(i, false)),
    style("sevenzip-deflate", true, |i| sevenzip(i, true)),
    style("python", false, |i| python(i, false)),
    style("python-deflate", false, |i| python(i, true)),
    style("python-streamed", false, |i| Entry {
        flags: python(i, true).flags | DESCRIPTOR,
        ..python(i, true)
    }),
    style("python-zip64", false, |i| Entry {
        zip64: true,
        needed: 45,
        ..python(i, false)
    }),
    style("java-jar", true, java),
    style("java-stored", false, |i| Entry {
        flags: UTF8,
        needed: 10,
        deflate: false,
        ..java(i)
    }),
    style("macos-ditto", true, ditto),
    style("windows-explorer", false, explorer),
    Style {
        name: "winrar-sfx",
        folders: false,
        entry: winrar,
        around: || Around {
            before: b"MZ a program that unpacks itself".repeat(40),
            comment: b"Scans of room 12".to_vec(),
            ..Around::default()
        },
    },
    Style {
        name: "longest-comment",
        folders: true,
        entry: |i| infozip(i, true),
        around: || Around {
            comment: b"Room 12. ".repeat(7_282)[..65_535].to_vec(),
            ..Around::default()
        },
    },
    Style {
        name: "zeros-behind",
        folders: false,
        entry: |i| sevenzip(i, true),
        around: || Around {
            after: vec![0; 4_096],
            ..Around::default()
        },
    },
    Style {
        name: "most-behind",
        folders: false,
        entry: |i| python(i, false),
        around: || Around {
            after: b"\r\n"
                .iter()
                .copied()
                .chain(std::iter::repeat_n(0, 65_533))
                .collect(),
            ..Around::default()
        },
    },
    style("dotnet-backslashes", false, dotnet),
    style("go", false, go),
    style("bsdtar", true, bsdtar),
];

const fn style(name: &'static str, folders: bool, entry: fn(&Item) -> Entry) -> Style {
    Style {
        name,
        folders,
        entry,
        around: plain,
    }
}

fn plain() -> Around {
    Around::default()
}

impl Item {
    fn is_folder(&self) -> bool {
        self.path.ends_with('/')
    }

    /// Attributes of Unix: a file that everybody may read, or a folder.
    fn unix(&self) -> u32 {
        if self.is_folder() {
            (0o040_755 << 16) | 0x10
        } else {
            0o100_644 << 16
        }
    }

    fn dos(&self) -> u32 {
        if self.is_folder() { 0x10 } else { 0x20 }
    }

    /// The flag for names beyond ASCII.
    fn utf8(&self) -> u16 {
        if self.path.is_ascii() { 0 } else { UTF8 }
    }

    fn entry(&self, deflate: bool) -> Entry {
        let deflate = deflate && !self.data.is_empty();
        Entry {
            deflate,
            needed: if deflate { 20 } else { 10 },
            ..Entry::plain(&self.path, self.data.clone())
        }
    }
}

/// "Extended timestamp": changed and read, the directory has the first only.
fn times(local: bool) -> Vec<u8> {
    let mut content = vec![3];
    content.extend(TIME.to_le_bytes());
    if local {
        content.extend(TIME.to_le_bytes());
    }
    field(0x5455, &content)
}

/// User and group of Unix.
fn owner() -> Vec<u8> {
    field(0x7875, &[1, 4, 0xe8, 3, 0, 0, 4, 0xe8, 3, 0, 0])
}

fn infozip(item: &Item, deflate: bool) -> Entry {
    Entry {
        made_by: 0x031e,
        flags: item.utf8(),
        local_extra: [times(true), owner()].concat(),
        central_extra: [times(false), owner()].concat(),
        attributes: item.unix(),
        ..item.entry(deflate)
    }
}

/// The name in CP437 (or what is left of it) with the true one beside it.
fn infozip_unicode_path(item: &Item) -> Entry {
    let name: Vec<u8> = item
        .path
        .chars()
        .map(|c| if c.is_ascii() { c as u8 } else { b'#' })
        .collect();
    let mut content = vec![1];
    content.extend(crc32fast::hash(&name).to_le_bytes());
    content.extend(item.path.as_bytes());
    let unicode = field(0x7075, &content);
    Entry {
        name,
        flags: 0,
        local_extra: [times(true), owner(), unicode.clone()].concat(),
        central_extra: [times(false), owner(), unicode].concat(),
        ..infozip(item, true)
    }
}

/// `zip -` into a pipe.
fn infozip_streamed(item: &Item) -> Entry {
    let entry = infozip(item, true);
    Entry {
        flags: entry.flags | DESCRIPTOR,
        zip64: true,
        needed: 45,
        ..entry
    }
}

fn sevenzip(item: &Item, deflate: bool) -> Entry {
    let mut content = vec![0; 4];
    content.extend([1, 0, 24, 0]);
    for _ in 0..3 {
        content.extend(FILETIME.to_le_bytes());
    }
    Entry {
        made_by: 63,
        flags: item.utf8(),
        central_extra: field(0x000a, &content),
        attributes: item.dos(),
        ..item.entry(deflate)
    }
}

fn python(item: &Item, deflate: bool) -> Entry {
    Entry {
        made_by: 0x0314,
        needed: 20,
        flags: item.utf8(),
        attributes: item.unix(),
        ..item.entry(deflate)
    }
}

fn java(item: &Item) -> Entry {
    let deflate = !item.is_folder();
    Entry {
        made_by: 20,
        needed: if deflate { 20 } else { 10 },
        flags: UTF8 | if deflate { DESCRIPTOR } else { 0 },
        attributes: 0,
        ..item.entry(deflate)
    }
}

/// Names in UTF-8 without saying so, sizes behind the data, and a second file beside each.
fn ditto(item: &Item) -> Entry {
    let file = !item.is_folder();
    let mut times: Vec<u8> = TIME.to_le_bytes().repeat(2);
    let central = field(0x5855, &times);
    times.extend([0xf5, 1, 20, 0]);
    Entry {
        made_by: 0x0315,
        needed: if file { 20 } else { 10 },
        flags: if file { DESCRIPTOR } else { 0 },
        local_extra: field(0x5855, &times),
        central_extra: central,
        attributes: item.unix() | 0x4000,
        ..item.entry(true)
    }
}

/// Names in the code page of the office: CP874 for Thai, CP437 else.
fn explorer(item: &Item) -> Entry {
    Entry {
        name: item.path.chars().map(oem).collect(),
        made_by: 20,
        needed: 20,
        attributes: 0x20,
        ..item.entry(true)
    }
}

/// One character in CP874 or CP437.
fn oem(c: char) -> u8 {
    match c {
        c if c.is_ascii() => c as u8,
        '\u{0e01}'..='\u{0e5b}' => (c as u32 - 0x0e01 + 0xa1) as u8,
        'ü' => 0x81,
        'é' => 0x82,
        _ => b'_',
    }
}

fn winrar(item: &Item) -> Entry {
    Entry {
        made_by: 0x001f,
        central_extra: sevenzip(item, true).central_extra,
        comment: b"scanned".to_vec(),
        flags: item.utf8(),
        ..item.entry(true)
    }
}

/// Before .NET 4.6.1.
fn dotnet(item: &Item) -> Entry {
    Entry {
        name: item.path.replace('/', "\\").into_bytes(),
        made_by: 20,
        flags: item.utf8(),
        attributes: 0,
        needed: 20,
        ..item.entry(true)
    }
}

fn go(item: &Item) -> Entry {
    Entry {
        made_by: 0x0314,
        needed: 20,
        flags: item.utf8() | DESCRIPTOR,
        local_extra: times(false),
        central_extra: times(false),
        attributes: item.unix(),
        ..item.entry(true)
    }
}

fn bsdtar(item: &Item) -> Entry {
    let file = !item.is_folder();
    Entry {
        made_by: 0x0314,
        needed: 20,
        flags: item.utf8() | if file { DESCRIPTOR } else { 0 },
        signed_descriptor: true,
        local_extra: [times(true), owner()].concat(),
        central_extra: [times(false), owner()].concat(),
        attributes: item.unix(),
        ..item.entry(true)
    }
}
