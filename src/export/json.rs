//! JSON (RFC 8259): one array, a row a line, every value as the server sent it.

/// Before the first row.
pub const BEGIN: &str = "[\n";
/// Between two rows.
pub const BETWEEN: &str = ",\n";
/// After the last row.
pub const END: &str = "\n]\n";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Sheet, SheetStatus};
    use crate::export::Content;
    use crate::export::neutral::tests::CORPUS;

    #[test]
    fn s13_json_is_unaltered_and_whole() {
        let sheets = CORPUS.map(|text| Sheet {
            id: String::new(),
            number: Some(1),
            status: SheetStatus::Failed,
            millis: None,
            error: Some(text.to_owned()),
            image: None,
        });
        let content = Content::Sheets(sheets.to_vec());
        let rows: Vec<String> = (0..content.len())
            .map(|i| content.json(i).to_string())
            .collect();
        let file = format!("{BEGIN}{}{END}", rows.join(BETWEEN));
        let read: Vec<serde_json::Value> = serde_json::from_str(&file).unwrap();
        for (row, text) in read.iter().zip(CORPUS) {
            assert_eq!(row["error_message"], text);
        }
    }
}
