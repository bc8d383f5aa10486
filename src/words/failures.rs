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
pub const KNOWN: [Known; 9] = [
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
        signs: &[&["qr"], &["cover"]],
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_reason_is_found_by_its_own_words() {
        for (reason, title) in [
            ("No sheets were created", KNOWN[0].title),
            ("Cancelled by user", KNOWN[1].title),
            (
                "The ZIP archive is protected with a password.",
                KNOWN[2].title,
            ),
            (
                "The processing stopped unexpectedly after 1159 of 1160 sheets.",
                KNOWN[3].title,
            ),
            ("None of the 12 sheets could be read.", KNOWN[4].title),
            (
                "The ZIP archive holds another archive: older/117-with-qr.zip.",
                KNOWN[5].title,
            ),
            (
                "The file is a JPEG image, not a ZIP archive.",
                KNOWN[6].title,
            ),
            (
                "The ZIP archive is incomplete: its end is missing or damaged.",
                KNOWN[7].title,
            ),
            (
                "The first page (0001.jpg) is not a cover sheet: no QR code was found on it.",
                KNOWN[8].title,
            ),
        ] {
            let known = KNOWN.iter().find(|known| known.title == title).unwrap();
            assert_eq!(explained(reason), Some(known.meaning()), "{reason}");
        }
        assert_eq!(explained("disk on fire"), None);
    }
}
