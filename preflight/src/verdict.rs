//! What follows from a report: ready, points to check, or certain to fail. The server stays the judge (S-17).

use crate::report::{Kind, Report};

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gravity {
    /// The file cannot be processed, whoever tries.
    Fatal,
    /// Somebody has to look; the person decides.
    Check,
    /// Good to know; changes nothing.
    Note,
}

/// The verdict on one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing stands against it.
    Ready,
    /// So many points to check.
    Check(usize),
    /// Certain to fail.
    Impossible,
}

impl Kind {
    /// How grave it is. Fatal is only what no server can read, or must refuse: no bytes, no archive, no images, no way in.
    #[must_use]
    pub fn gravity(self) -> Gravity {
        match self {
            Self::EmptyFile
            | Self::NotAZip(_)
            | Self::Truncated
            | Self::Damaged
            | Self::Split
            | Self::NoZip64
            | Self::EmptyArchive
            | Self::NoImages
            | Self::Encrypted
            | Self::Bomb
            | Self::Overlapping => Gravity::Fatal,
            Self::NestedArchive
            | Self::DuplicateNames
            | Self::UnsafeNames
            | Self::UnsupportedCompression
            | Self::TooManyEntries
            | Self::EntryTooLarge
            | Self::SeveralFolders
            | Self::BytesBehind
            | Self::EmptyEntry
            | Self::UnknownEnding
            | Self::NotReallyImages
            | Self::TooSmall
            | Self::Cmyk
            | Self::UnreadableImage => Gravity::Check,
            Self::NotImages | Self::SystemLitter | Self::WrongExtension => Gravity::Note,
        }
    }
}

impl Report {
    /// The verdict by the findings alone; `more` are points that come from elsewhere (the chosen strategy, the typed task id).
    #[must_use]
    pub fn verdict(&self, more: usize) -> Verdict {
        let of = |gravity| {
            self.findings
                .iter()
                .filter(|finding| finding.kind.gravity() == gravity)
                .count()
        };
        if of(Gravity::Fatal) > 0 {
            return Verdict::Impossible;
        }
        match of(Gravity::Check) + more {
            0 => Verdict::Ready,
            points => Verdict::Check(points),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Finding;

    fn report(kinds: &[Kind]) -> Report {
        let finding = |kind: &Kind| Finding {
            kind: *kind,
            count: 1,
            entries: Vec::new(),
        };
        Report {
            findings: kinds.iter().map(finding).collect(),
            ..Report::default()
        }
    }

    #[test]
    fn notes_change_nothing_and_one_fatal_finding_decides() {
        assert_eq!(report(&[]).verdict(0), Verdict::Ready);
        assert_eq!(
            report(&[Kind::SystemLitter, Kind::NotImages]).verdict(0),
            Verdict::Ready
        );
        assert_eq!(
            report(&[Kind::SeveralFolders, Kind::Cmyk]).verdict(1),
            Verdict::Check(3)
        );
        assert_eq!(
            report(&[Kind::Cmyk, Kind::Encrypted]).verdict(2),
            Verdict::Impossible
        );
        assert_eq!(report(&[]).verdict(1), Verdict::Check(1));
    }
}
