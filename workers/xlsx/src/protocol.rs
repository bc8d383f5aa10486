//! What the console and the worker say to each other: JSON texts to the worker; back an array of a word and a value:
//! `["ready", version]`, `["done", Uint8Array]`, `["failed", null]`.
//!
//! Order: one [`Question::Begin`], any number of [`Question::Rows`], one [`Question::Finish`]; then `terminate`.

use serde_json::{Value, json};

/// Changes with every change of this file: a worker of another release must not be believed.
pub const VERSION: f64 = 1.0;

/// How a column is formatted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// Numbers.
    Number,
    /// Moments, given as Excel counts them: days since 1899-12-30.
    Time,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Heading.
    pub title: String,
    /// Format.
    pub kind: Kind,
}

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Text; the sender has made formulas harmless.
    Text(String),
    /// A number, or the serial number of a moment.
    Number(f64),
}

/// To the worker.
#[derive(Debug, Clone, PartialEq)]
pub enum Question {
    /// A new workbook with one sheet.
    Begin {
        /// Name of the sheet.
        sheet: String,
        /// Its columns.
        columns: Vec<Column>,
    },
    /// Rows to add.
    Rows(Vec<Vec<Cell>>),
    /// That was all: write it.
    Finish,
}

impl Question {
    /// As it travels.
    #[must_use]
    pub fn to_text(&self) -> String {
        match self {
            Self::Begin { sheet, columns } => {
                let columns: Vec<Value> = columns
                    .iter()
                    .map(|column| json!([column.title, kind_word(column.kind)]))
                    .collect();
                json!({"begin": sheet, "columns": columns}).to_string()
            }
            Self::Rows(rows) => {
                let rows: Vec<Vec<Value>> = rows
                    .iter()
                    .map(|row| row.iter().map(cell_value).collect())
                    .collect();
                json!({ "rows": rows }).to_string()
            }
            Self::Finish => json!({"finish": true}).to_string(),
        }
    }

    /// Reads what travelled; `None`: not a question.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(text).ok()?;
        if let Some(sheet) = value.get("begin") {
            let columns = value.get("columns")?.as_array()?;
            return Some(Self::Begin {
                sheet: sheet.as_str()?.to_owned(),
                columns: columns.iter().map(column).collect::<Option<_>>()?,
            });
        }
        if let Some(rows) = value.get("rows") {
            let row = |row: &Value| row.as_array()?.iter().map(cell).collect();
            return Some(Self::Rows(
                rows.as_array()?.iter().map(row).collect::<Option<_>>()?,
            ));
        }
        value.get("finish").map(|_| Self::Finish)
    }
}

fn kind_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "text",
        Kind::Number => "number",
        Kind::Time => "time",
    }
}

fn column(value: &Value) -> Option<Column> {
    let kind = match value.get(1)?.as_str()? {
        "text" => Kind::Text,
        "number" => Kind::Number,
        "time" => Kind::Time,
        _ => return None,
    };
    Some(Column {
        title: value.get(0)?.as_str()?.to_owned(),
        kind,
    })
}

fn cell_value(cell: &Cell) -> Value {
    match cell {
        Cell::Empty => Value::Null,
        Cell::Text(text) => text.clone().into(),
        Cell::Number(n) => (*n).into(),
    }
}

fn cell(value: &Value) -> Option<Cell> {
    match value {
        Value::Null => Some(Cell::Empty),
        Value::String(text) => Some(Cell::Text(text.clone())),
        Value::Number(n) => Some(Cell::Number(n.as_f64()?)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_question_is_understood() {
        for question in [
            Question::Begin {
                sheet: "Batches".into(),
                columns: vec![
                    Column {
                        title: "Name".into(),
                        kind: Kind::Text,
                    },
                    Column {
                        title: "Sheets".into(),
                        kind: Kind::Number,
                    },
                    Column {
                        title: "Created".into(),
                        kind: Kind::Time,
                    },
                ],
            },
            Question::Rows(vec![
                vec![Cell::Text("=1\"".into()), Cell::Number(2.5), Cell::Empty],
                vec![],
            ]),
            Question::Rows(Vec::new()),
            Question::Finish,
        ] {
            assert_eq!(Question::parse(&question.to_text()), Some(question));
        }
        for text in ["", "{}", "[]", "{\"rows\":[[{}]]}", "{\"begin\":\"x\"}"] {
            assert_eq!(Question::parse(text), None, "{text}");
        }
    }
}
