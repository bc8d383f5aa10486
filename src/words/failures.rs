//! What a failure means and what to do: one source for the page of a batch and for the help.

use super::catalog::say;

/// A reason that the server is known to give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// Key of [`Self::title`].
    title: &'static str,
    /// The server's words are taken for this reason if they hold all words of one of these groups (small letters).
    signs: &'static [&'static [&'static str]],
    /// Key of [`Self::meaning`].
    meaning: &'static str,
}

impl Known {
    /// What has happened, as the help lists it.
    #[must_use]
    pub fn title(&self) -> &'static str {
        say(self.title)
    }

    /// What it means and what to do.
    #[must_use]
    pub fn meaning(&self) -> &'static str {
        say(self.meaning)
    }
}

/// All of them; the first that fits counts (api-contract "What the batches hold").
pub const KNOWN: [Known; 11] = [
    Known {
        title: "failures-none-created",
        signs: &[&["no sheets were created"]],
        meaning: "failures-none-created-meaning",
    },
    Known {
        title: "failures-stopped",
        signs: &[&["cancelled by user"]],
        meaning: "failures-stopped-meaning",
    },
    Known {
        title: "failures-unfinished",
        signs: &[
            &["timeout", "tasks completed"],
            &["timeout", "sheets completed"],
        ],
        meaning: "failures-unfinished-meaning",
    },
    // Before the covers: a permission may be about "uploads with QR codes".
    Known {
        title: "failures-permission",
        signs: &[
            &["permission"],
            &["not allowed"],
            &["not authori"],
            &["access denied"],
            &["forbidden"],
            &["403:"],
        ],
        meaning: "failures-permission-meaning",
    },
    Known {
        title: "failures-password",
        signs: &[&["encrypted"], &["password"]],
        meaning: "failures-password-meaning",
    },
    Known {
        title: "failures-server-stopped",
        signs: &[&["stopped unexpectedly"], &["worker"], &["out of memory"]],
        meaning: "failures-server-stopped-meaning",
    },
    Known {
        title: "failures-none-read",
        signs: &[&["none of the", "could be read"]],
        meaning: "failures-none-read-meaning",
    },
    Known {
        title: "failures-nested",
        signs: &[&["another archive"], &["nested"]],
        meaning: "failures-nested-meaning",
    },
    Known {
        title: "failures-image",
        signs: &[&["image, not a zip"]],
        meaning: "failures-image-meaning",
    },
    Known {
        title: "failures-damaged",
        signs: &[
            &["truncated"],
            &["incomplete"],
            &["damaged"],
            &["corrupt"],
            &["not a zip"],
            &["bad zip"],
        ],
        meaning: "failures-damaged-meaning",
    },
    Known {
        title: "failures-no-cover",
        signs: &[
            &["cover"],
            &["qr code", "no "],
            &["qr code", "not "],
            &["qr", "missing"],
            &["qr", "unreadable"],
            &["without qr"],
        ],
        meaning: "failures-no-cover-meaning",
    },
];

/// What a known reason of the server means and what to do. `None`: the server's words stand alone.
#[must_use]
pub fn explained(error: &str) -> Option<&'static str> {
    let error = error.to_ascii_lowercase();
    let fits = |known: &&Known| {
        let all = |group: &&[&str]| group.iter().all(|part| error.contains(part));
        known.signs.iter().any(all)
    };
    KNOWN.iter().find(fits).map(Known::meaning)
}

/// Whether sending the file again can help: not where the server did not allow it.
#[must_use]
pub fn again_helps(error: &str) -> bool {
    explained(error) != Some(say("failures-permission-meaning"))
}

/// What to do about sheets that failed for this reason: signs as for [`Known`], and the key of the answer.
const REMEDIES: [(&[&str], &str); 4] = [
    (
        &["upside down", "cut off", "rotated"],
        "failures-sheet-turned",
    ),
    (&["corner", "mark", "align"], "failures-sheet-marks"),
    (
        &["roll number", "student id", "student_id", "filled in"],
        "failures-sheet-number",
    ),
    (
        &["before the processing stopped", "timeout"],
        "failures-sheet-late",
    ),
];

/// What to do about sheets that failed for this reason.
#[must_use]
pub fn remedy(reason: &str) -> &'static str {
    let reason = reason.to_ascii_lowercase();
    let fits = |(signs, _): &&(&[&str], &str)| signs.iter().any(|sign| reason.contains(sign));
    say(REMEDIES
        .iter()
        .find(fits)
        .map_or("failures-sheet-scan", |(_, key)| key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b22_documented_failures_are_explained_each_by_its_own_cause() {
        let title = |reason: &str| {
            let meaning = explained(reason);
            let known = KNOWN.iter().find(|known| meaning == Some(known.meaning()));
            known.map(|known| known.title)
        };
        for (reason, wanted) in [
            (
                "Timeout: Only 1159/1160 tasks completed within 30s",
                Some("failures-unfinished"),
            ),
            ("No sheets were created", Some("failures-none-created")),
            (
                "User staff does not have permission to upload batches with QR codes",
                Some("failures-permission"),
            ),
            (
                "Batch creation failed: 403: Task 11700111 is finalized",
                Some("failures-permission"),
            ),
            (
                "No QR code with an 8-digit task ID was found",
                Some("failures-no-cover"),
            ),
            ("QR code could not be decoded", Some("failures-no-cover")),
            (
                "Cover sheet of task 1170 is missing",
                Some("failures-no-cover"),
            ),
            ("QR service restarted", None),
        ] {
            assert_eq!(title(reason), wanted, "{reason}");
        }
    }

    #[test]
    fn every_reason_of_a_sheet_has_something_to_do() {
        for (reason, part) in [
            ("The page is upside down or cut off.", "upright"),
            ("The corner marks of the sheet were not found.", "corner"),
            ("The roll number was not filled in.", "fill"),
            (
                "The sheet was not read before the processing stopped.",
                "Nothing is wrong",
            ),
            (
                "The image is damaged or incomplete and cannot be read.",
                "once more",
            ),
            ("segfault", "once more"),
        ] {
            assert!(
                remedy(reason).contains(part),
                "{reason}: {}",
                remedy(reason)
            );
        }
        assert!(again_helps("disk on fire"));
        assert!(!again_helps(
            "Batch creation failed: 403: Task 11700111 is finalized"
        ));
    }

    #[test]
    fn each_reason_is_found_by_its_own_words() {
        let by_title = |title: &str| KNOWN.iter().find(|known| known.title == title);
        for (reason, title) in [
            ("No sheets were created", "failures-none-created"),
            ("Cancelled by user", "failures-stopped"),
            (
                "The ZIP archive is protected with a password.",
                "failures-password",
            ),
            (
                "The processing stopped unexpectedly after 1159 of 1160 sheets.",
                "failures-server-stopped",
            ),
            ("None of the 12 sheets could be read.", "failures-none-read"),
            (
                "The ZIP archive holds another archive: older/117-with-qr.zip.",
                "failures-nested",
            ),
            (
                "The file is a JPEG image, not a ZIP archive.",
                "failures-image",
            ),
            (
                "The ZIP archive is incomplete: its end is missing or damaged.",
                "failures-damaged",
            ),
            (
                "The first page (0001.jpg) is not a cover sheet: no QR code was found on it.",
                "failures-no-cover",
            ),
        ] {
            let known = by_title(title).unwrap();
            assert_eq!(explained(reason), Some(known.meaning()), "{reason}");
        }
        assert_eq!(explained("disk on fire"), None);
    }
}
