//! What may be chosen for upload: checked when it is chosen, before a byte is sent (UX-05).

use super::Strategy;

/// What the browser says of a chosen file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileFacts<'a> {
    /// Its name, without a path.
    pub name: &'a str,
    /// Its size in bytes.
    pub bytes: u64,
}

/// Why a chosen file cannot be uploaded. What a person reads is in `words::upload`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum FileProblem {
    /// Not a ZIP, where a ZIP is due.
    #[error("not a ZIP file")]
    NotAZip,
    /// Not a JPEG or PNG, where images are due.
    #[error("not a JPEG or PNG image")]
    NotAnImage,
    /// 0 bytes.
    #[error("the file is empty")]
    Empty,
    /// More than the limit, in bytes.
    #[error("larger than {limit} bytes")]
    TooLarge {
        /// The deployment's limit in bytes.
        limit: u64,
    },
}

/// Checks one file against the strategy and the deployment's size limit (bytes). The server stays the judge (S-17).
///
/// # Errors
/// The first problem, in the order in which a person would mend it.
pub fn check_file(strategy: Strategy, file: FileFacts<'_>, limit: u64) -> Result<(), FileProblem> {
    let extension = file
        .name
        .rsplit_once('.')
        .map_or("", |(_, e)| e)
        .to_ascii_lowercase();
    match (strategy.is_zip(), extension.as_str()) {
        (true, "zip") | (false, "jpg" | "jpeg" | "png") => {}
        (true, _) => return Err(FileProblem::NotAZip),
        (false, _) => return Err(FileProblem::NotAnImage),
    }
    match file.bytes {
        0 => Err(FileProblem::Empty),
        n if n > limit => Err(FileProblem::TooLarge { limit }),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMIT: u64 = 10_000_000_000;

    fn check(strategy: Strategy, name: &str, bytes: u64) -> Result<(), FileProblem> {
        check_file(strategy, FileFacts { name, bytes }, LIMIT)
    }

    #[test]
    fn the_kind_must_fit_the_strategy() {
        assert_eq!(check(Strategy::ZipWithQr, "117-with-qr.ZIP", 5), Ok(()));
        assert_eq!(
            check(Strategy::ZipWithoutQr, "a.jpg", 5),
            Err(FileProblem::NotAZip)
        );
        assert_eq!(check(Strategy::Images, "a.JPEG", 5), Ok(()));
        assert_eq!(
            check(Strategy::Images, "a.zip", 5),
            Err(FileProblem::NotAnImage)
        );
        assert_eq!(
            check(Strategy::Images, "zip", 5),
            Err(FileProblem::NotAnImage)
        );
    }

    #[test]
    fn the_size_must_be_within_one_byte_and_the_limit() {
        assert_eq!(
            check(Strategy::ZipWithQr, "a.zip", 0),
            Err(FileProblem::Empty)
        );
        assert_eq!(check(Strategy::ZipWithQr, "a.zip", 1), Ok(()));
        assert_eq!(check(Strategy::ZipWithQr, "a.zip", LIMIT), Ok(()));
        assert_eq!(
            check(Strategy::ZipWithQr, "a.zip", LIMIT + 1),
            Err(FileProblem::TooLarge { limit: LIMIT })
        );
    }
}
