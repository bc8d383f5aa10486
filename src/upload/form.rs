//! The fields of upload requests (api-contract "upload" and "upload-chunk"). The driver adds the file's bytes.

use super::{
    plan::{self, Field},
    session::Send,
};
use crate::domain::{Strategy, TaskId};

/// What is said of an upload in its requests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Details {
    /// Name of the file, or of the ZIP into which images are packed; becomes the batch's name.
    pub filename: String,
    /// How it travels: packed images as `ZipWithoutQr`.
    pub strategy: Strategy,
    /// Where the strategy needs it.
    pub task_id: Option<TaskId>,
    /// The person's notes.
    pub notes: Option<String>,
}

/// The text fields that go before the bytes.
#[must_use]
pub fn fields(details: &Details, send: &Send) -> Vec<(&'static str, String)> {
    let mut fields = vec![("upload_type", details.strategy.wire().to_owned())];
    match send.chunks {
        // `upload_type` is what some deployments read in place of `has_qr`: both are sent.
        None if details.strategy.is_zip() => {
            let has_qr = details.strategy == Strategy::ZipWithQr;
            fields.push(("has_qr", has_qr.to_string()));
        }
        None => {}
        Some(chunks) => {
            fields.push(("chunk_index", send.part.to_string()));
            fields.push(("total_chunks", chunks.to_string()));
            fields.push(("filename", details.filename.clone()));
            fields.push(("is_final_chunk", send.is_final.to_string()));
            if let Some(id) = &send.upload_id {
                fields.push(("upload_id", id.clone()));
            }
        }
    }
    if let Some(task_id) = &details.task_id
        && details.strategy.needs_task_id()
    {
        fields.push(("task_id", task_id.to_string()));
    }
    // Taken from the final chunk (api-contract).
    if let Some(notes) = details.notes.as_ref().filter(|_| send.is_final) {
        fields.push(("notes", notes.clone()));
    }
    fields
}

/// Name of the field that carries the bytes.
#[must_use]
pub fn bytes_field(strategy: Strategy, send: &Send) -> &'static str {
    match (send.chunks, strategy) {
        (Some(_), _) => "chunk",
        (None, Strategy::Images) => "files",
        (None, _) => "file",
    }
}

/// Bytes of framing that a single request with these files has at most.
#[must_use]
pub fn single_framing<'a>(details: &Details, files: impl IntoIterator<Item = &'a str>) -> u64 {
    let send = Send {
        request: 0,
        part: 0,
        range: 0..0,
        chunks: None,
        upload_id: None,
        is_final: true,
    };
    let texts = fields(details, &send);
    let name = bytes_field(details.strategy, &send);
    plan::framing(
        texts
            .iter()
            .map(|(name, value)| Field::Text(name, value))
            .chain(files.into_iter().map(|file| Field::File(name, file))),
    )
}

/// The same of a chunk.
#[must_use]
pub fn chunk_framing(details: &Details) -> u64 {
    let send = Send {
        request: 0,
        part: u32::MAX,
        range: 0..0,
        chunks: Some(u32::MAX),
        // Longer than any that the contract shows.
        upload_id: Some("x".repeat(200)),
        is_final: true,
    };
    let texts = fields(details, &send);
    plan::framing(
        texts
            .iter()
            .map(|(name, value)| Field::Text(name, value))
            .chain([Field::File("chunk", &details.filename)]),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn details(strategy: Strategy) -> Details {
        Details {
            filename: "117.zip".into(),
            strategy,
            task_id: TaskId::parse("14900117").ok(),
            notes: Some("second scan".into()),
        }
    }

    fn send(part: u32, chunks: Option<u32>) -> Send {
        Send {
            request: 1,
            part,
            range: 0..1,
            chunks,
            upload_id: (part > 0).then(|| "u1".into()),
            is_final: chunks.is_none_or(|n| part + 1 == n),
        }
    }

    fn names(strategy: Strategy, part: u32, chunks: Option<u32>) -> Vec<&'static str> {
        fields(&details(strategy), &send(part, chunks))
            .into_iter()
            .map(|(name, _)| name)
            .collect()
    }

    #[test]
    fn one_request_speaks_both_spellings() {
        assert_eq!(
            names(Strategy::ZipWithQr, 0, None),
            ["upload_type", "has_qr", "notes"]
        );
        assert_eq!(
            names(Strategy::ZipWithoutQr, 0, None),
            ["upload_type", "has_qr", "task_id", "notes"]
        );
        assert_eq!(
            names(Strategy::Images, 0, None),
            ["upload_type", "task_id", "notes"]
        );
    }

    #[test]
    fn chunks_carry_the_session_but_notes_only_at_the_end() {
        let first = names(Strategy::ZipWithoutQr, 0, Some(3));
        assert!(!first.contains(&"upload_id") && !first.contains(&"notes"));
        let last = names(Strategy::ZipWithoutQr, 2, Some(3));
        assert!(last.contains(&"upload_id") && last.contains(&"notes"));
    }

    #[test]
    fn framing_grows_with_every_image() {
        let one = single_framing(&details(Strategy::Images), ["a.jpg"]);
        let two = single_framing(&details(Strategy::Images), ["a.jpg", "b.jpg"]);
        assert!(two > one + 100);
        assert!(chunk_framing(&details(Strategy::ZipWithQr)) < 65_536);
    }
}
