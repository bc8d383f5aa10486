//! What the console shows, as a file: CSV, JSON or an Excel workbook. Pure here; `workbook` and `save` are the browser's edge.
//!
//! A file is only handed over when it is whole (F-48): everything is read first, then written, then saved.

pub mod batches;
pub mod csv;
pub mod json;
pub mod neutral;
#[cfg(target_arch = "wasm32")]
pub mod save;
pub mod sheets;
pub mod table;
pub mod workbook;

pub use table::{Cell, Column, Kind, Table};

/// The formats on offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Excel workbook (ECMA-376).
    Xlsx,
    /// Comma-separated values (RFC 4180), UTF-8 with a byte order mark.
    Csv,
    /// JSON (RFC 8259), the values as the server sent them.
    Json,
}

impl Format {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Xlsx, Self::Csv, Self::Json];

    /// The end of the file's name; the radio button's value too.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }

    /// The media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Csv => "text/csv;charset=utf-8",
            Self::Json => "application/json",
        }
    }
}

/// What is exported: rows that can be written in any format, one at a time, so that the page can breathe in between.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// Rows of the list.
    Batches(Vec<crate::domain::Batch>),
    /// Sheets of one batch.
    Sheets(Vec<crate::domain::Sheet>),
    /// A table that the console made itself, such as figures.
    Table(Table),
}

impl Content {
    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Batches(rows) => rows.len(),
            Self::Sheets(rows) => rows.len(),
            Self::Table(table) => table.rows.len(),
        }
    }

    /// Whether there is nothing to export.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The columns of CSV and workbook.
    #[must_use]
    pub fn columns(&self) -> Vec<Column> {
        match self {
            Self::Batches(_) => batches::columns(),
            Self::Sheets(_) => sheets::columns(),
            Self::Table(table) => table.columns.clone(),
        }
    }

    /// The cells of a row; none where there is no such row.
    #[must_use]
    pub fn cells(&self, row: usize) -> Vec<Cell> {
        match self {
            Self::Batches(rows) => rows.get(row).map(batches::cells),
            Self::Sheets(rows) => rows.get(row).map(sheets::cells),
            Self::Table(table) => table.rows.get(row).cloned(),
        }
        .unwrap_or_default()
    }

    /// A row as a JSON object; `Null` where there is no such row.
    #[must_use]
    pub fn json(&self, row: usize) -> serde_json::Value {
        match self {
            Self::Batches(rows) => rows.get(row).map(batches::json),
            Self::Sheets(rows) => rows.get(row).map(sheets::json),
            Self::Table(table) => table.rows.get(row).map(|cells| table.json(cells)),
        }
        .unwrap_or_default()
    }
}

/// A file name that every system takes: what is not a letter, a digit, `-`, `_` or `.` becomes `-`.
#[must_use]
pub fn file_name(stem: &str, format: Format) -> String {
    let plain: String = stem
        .chars()
        .map(|c| {
            if c.is_alphanumeric() || "-_.".contains(c) {
                c
            } else {
                '-'
            }
        })
        .take(100)
        .collect();
    let plain = plain.trim_matches(['-', '.']);
    let plain = if plain.is_empty() { "export" } else { plain };
    format!("{plain}.{}", format.extension())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn f36_file_names_are_safe_everywhere() {
        for (stem, name) in [
            ("batches-2026-11-25", "batches-2026-11-25.csv"),
            ("../../etc/passwd", "etc-passwd.csv"),
            ("a\u{202e}gpj.zip", "a-gpj.zip.csv"),
            ("ห้อง 12.zip", "ห-อง-12.zip.csv"),
            ("=HYPERLINK(\"x\")", "HYPERLINK--x.csv"),
            ("", "export.csv"),
            ("...", "export.csv"),
        ] {
            assert_eq!(file_name(stem, Format::Csv), name);
        }
        assert!(file_name(&"x".repeat(500), Format::Json).len() <= 105);
    }
}
