//! What a failure means and what to do: one source for the page of a batch and for the help.

/// A reason that the server is known to give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// What has happened, as the help lists it.
    pub title: &'static str,
    /// The server's words are taken for this reason if they hold all words of one of these groups (small letters).
    signs: &'static [&'static [&'static str]],
    /// What it means and what to do.
    pub meaning: &'static str,
}

/// All of them; the first that fits counts (api-contract "What the batches hold").
pub const KNOWN: [Known; 9] = [
    Known {
        title: "No sheets were created",
        signs: &[&["no sheets were created"]],
        meaning: "Nothing new was found in this upload. Most often every task in it had been uploaded before; look for an earlier batch with the same tasks. If there is none, check that the ZIP begins with a cover sheet and holds JPEG or PNG images.",
    },
    Known {
        title: "The processing was stopped",
        signs: &[&["cancelled by user"]],
        meaning: "Someone stopped the processing. Upload the file again if its results are needed.",
    },
    Known {
        title: "The ZIP is protected by a password",
        signs: &[&["encrypted"], &["password"]],
        meaning: "The ZIP is protected by a password, which the server cannot open. Make it again without one and upload it.",
    },
    Known {
        title: "The server stopped in the middle of its work",
        signs: &[&["stopped unexpectedly"], &["worker"], &["out of memory"]],
        meaning: "The server stopped in the middle of its work. The upload itself was complete. Upload the file again; if it happens once more, tell your administrator the batch ID.",
    },
    Known {
        title: "No sheet could be read",
        signs: &[&["none of the", "could be read"]],
        meaning: "Not one sheet could be read. Check that the pages are upright, sharp and whole, scan them again, and upload them.",
    },
    Known {
        title: "The ZIP holds another archive",
        signs: &[&["another archive"], &["nested"]],
        meaning: "The ZIP holds other archives. Unpack them, put the images into one folder, and make one ZIP of that folder.",
    },
    Known {
        title: "The file is an image",
        signs: &[&["image, not a zip"]],
        meaning: "The file is an image with the ending of a ZIP. Upload it as an image, or put the images into a real ZIP.",
    },
    Known {
        title: "The ZIP is damaged or incomplete",
        signs: &[
            &["truncated"],
            &["incomplete"],
            &["damaged"],
            &["corrupt"],
            &["not a zip"],
            &["bad zip"],
        ],
        meaning: "The ZIP is damaged or incomplete. Check that it opens on your computer; make it again if it does not, then upload it.",
    },
    Known {
        title: "No readable cover sheet was found",
        signs: &[&["qr"], &["cover"]],
        meaning: "No readable cover sheet was found. Check that the first page is a cover sheet and that its QR code is sharp, or upload the file as a ZIP without QR codes and type the task ID.",
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
    KNOWN.iter().find(fits).map(|known| known.meaning)
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
            assert_eq!(explained(reason), Some(known.meaning), "{reason}");
        }
        assert_eq!(explained("disk on fire"), None);
    }
}
