//! What was found in a file: plain data, complete enough to decide about it and to show it.

/// What a file really is, by its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FileKind {
    /// A JPEG image.
    Jpeg,
    /// A PNG image.
    Png,
    /// A TIFF image.
    Tiff,
    /// A GIF, BMP, WebP or HEIC image.
    OtherImage,
    /// A PDF document.
    Pdf,
    /// A RAR archive.
    Rar,
    /// A 7z archive.
    SevenZip,
    /// A gzip file.
    Gzip,
    /// A ZIP archive.
    Zip,
    /// Nothing that is known.
    Unknown,
}

/// Something worth saying about a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// 0 bytes.
    EmptyFile,
    /// Something else than a ZIP.
    NotAZip(FileKind),
    /// A ZIP whose end is missing: a broken copy.
    Truncated,
    /// A ZIP whose directory or files are not where they should be.
    Damaged,
    /// One part of a ZIP in several parts.
    Split,
    /// A ZIP of more than 4 GB whose numbers end at 4 GB.
    NoZip64,
    /// A ZIP without any file.
    EmptyArchive,
    /// No JPEG or PNG in it.
    NoImages,
    /// A password is needed.
    Encrypted,
    /// Archives inside.
    NestedArchive,
    /// Two files of one name.
    DuplicateNames,
    /// Names that lead out of the folder, and links.
    UnsafeNames,
    /// Packed in a way that servers seldom read.
    UnsupportedCompression,
    /// Unpacks to far too much for its size.
    Bomb,
    /// Files that share bytes.
    Overlapping,
    /// So much stands behind the ZIP's end that readers do not find it.
    BytesBehind,
    /// More files than the limit.
    TooManyEntries,
    /// Files larger than the limit when unpacked.
    EntryTooLarge,
    /// Scans in more than one folder.
    SeveralFolders,
    /// Files that are no images; servers pass over them.
    NotImages,
    /// What operating systems leave behind; servers pass over it.
    SystemLitter,
    /// Images of 0 bytes.
    EmptyEntry,
    /// Images whose names do not say so; servers pass over them.
    UnknownEnding,
    /// Named as images, but something else.
    NotReallyImages,
    /// JPEG named as PNG, or the reverse.
    WrongExtension,
    /// Images too small to read marks.
    TooSmall,
    /// JPEG in CMYK colours.
    Cmyk,
    /// Images that cannot be decoded.
    UnreadableImage,
}

impl Kind {
    /// Every kind without a parameter, and one with.
    pub const ALL: [Self; 28] = [
        Self::EmptyFile,
        Self::NotAZip(FileKind::Unknown),
        Self::Truncated,
        Self::Damaged,
        Self::Split,
        Self::NoZip64,
        Self::EmptyArchive,
        Self::NoImages,
        Self::Encrypted,
        Self::NestedArchive,
        Self::DuplicateNames,
        Self::UnsafeNames,
        Self::UnsupportedCompression,
        Self::Bomb,
        Self::Overlapping,
        Self::BytesBehind,
        Self::TooManyEntries,
        Self::EntryTooLarge,
        Self::SeveralFolders,
        Self::NotImages,
        Self::SystemLitter,
        Self::EmptyEntry,
        Self::UnknownEnding,
        Self::NotReallyImages,
        Self::WrongExtension,
        Self::TooSmall,
        Self::Cmyk,
        Self::UnreadableImage,
    ];
}

/// One finding with the entries that it concerns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub kind: Kind,
    /// How many entries it concerns; 0: the file as a whole.
    pub count: u64,
    /// The first of them by name, readable. Foreign text.
    pub entries: Vec<String>,
}

/// Names kept with a finding; the rest is counted.
pub const NAMED_ENTRIES: usize = 20;

/// What stands on the first page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cover {
    /// Not looked at yet.
    Pending,
    /// It could not be looked at: no page, or one that cannot be decoded here.
    NotRead,
    /// No QR code was found on it.
    NoCode,
    /// A QR code, but without an 8-digit task id. Foreign text, shortened.
    OtherCode(String),
    /// The QR code of a task.
    Task(String),
}

/// A task and its place in the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// Eight digits.
    pub id: String,
    /// Pages after its cover, up to the next one.
    pub sheets: u64,
}

/// How far the search for covers has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Search {
    /// Going on; tasks and their sheets are not final.
    Running,
    /// Every page that could be a cover by its size was looked at.
    Complete,
    /// Given up: too many pages could be covers, or it took too long. Only the tasks named are certain.
    Partial,
}

/// Two BLAKE3 hashes of an archive's directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fingerprint {
    /// Over names, sizes and CRC-32s, in the order of the names: the same for the same scans, whoever packed them.
    pub content: [u8; 32],
    /// Over where everything lies as well: the same for the same file only.
    pub layout: [u8; 32],
}

/// What was found in an archive or among images, so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Entries in the directory, folders left out; for images their number.
    pub entries: u64,
    /// Images among them that will be read.
    pub sheets: u64,
    /// Folders that hold images.
    pub folders: u64,
    /// Bytes of all entries unpacked.
    pub unpacked: u64,
    /// What is worth saying, the gravest first.
    pub findings: Vec<Finding>,
    /// The first page.
    pub cover: Cover,
    /// Tasks in the order of their covers.
    pub tasks: Vec<Task>,
    /// Whether these are all.
    pub search: Search,
    /// Of the directory, where that could be read.
    pub fingerprint: Option<Fingerprint>,
    /// Bytes read so far.
    pub bytes_read: u64,
}

impl Default for Report {
    fn default() -> Self {
        Self {
            entries: 0,
            sheets: 0,
            folders: 0,
            unpacked: 0,
            findings: Vec::new(),
            cover: Cover::Pending,
            tasks: Vec::new(),
            search: Search::Running,
            fingerprint: None,
            bytes_read: 0,
        }
    }
}

impl Report {
    /// The finding of this kind, if there is one.
    #[must_use]
    pub fn finding(&self, is: impl Fn(Kind) -> bool) -> Option<&Finding> {
        self.findings.iter().find(|finding| is(finding.kind))
    }

    /// Whether there is a finding of exactly this kind.
    #[must_use]
    pub fn has(&self, kind: Kind) -> bool {
        self.finding(|k| k == kind).is_some()
    }

    /// Whether the verdict can be given: the first page was looked at, or will not be.
    #[must_use]
    pub fn is_judged(&self) -> bool {
        self.cover != Cover::Pending
    }
}
