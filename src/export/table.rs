//! Rows and columns, before any format.

use crate::domain::ServerTime;
use serde_json::{Map, Value};

/// What a column holds: how a workbook formats it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// Numbers.
    Number,
    /// Moments on the server's wall clock.
    Time,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Name in JSON.
    pub key: &'static str,
    /// Heading.
    pub title: String,
    /// What it holds.
    pub kind: Kind,
}

impl Column {
    /// A column.
    #[must_use]
    pub fn new(key: &'static str, title: impl Into<String>, kind: Kind) -> Self {
        Self {
            key,
            title: title.into(),
            kind,
        }
    }
}

/// One value.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Not known.
    Empty,
    /// Text, as it came.
    Text(String),
    /// A count.
    Whole(u64),
    /// A measure; never NaN or infinite.
    Number(f64),
    /// A moment on the server's wall clock.
    Time(ServerTime),
}

impl Cell {
    /// A text, or nothing.
    #[must_use]
    pub fn text(text: Option<&str>) -> Self {
        text.filter(|t| !t.is_empty())
            .map_or(Self::Empty, |t| Self::Text(t.to_owned()))
    }

    /// A count, or nothing.
    #[must_use]
    pub fn whole(n: Option<u64>) -> Self {
        n.map_or(Self::Empty, Self::Whole)
    }

    /// A measure, or nothing; what is not a number is nothing.
    #[must_use]
    pub fn number(n: Option<f64>) -> Self {
        n.filter(|n| n.is_finite())
            .map_or(Self::Empty, Self::Number)
    }

    /// A moment, or nothing.
    #[must_use]
    pub fn time(time: Option<ServerTime>) -> Self {
        time.map_or(Self::Empty, Self::Time)
    }

    /// As JSON; texts unaltered.
    #[must_use]
    pub fn json(&self) -> Value {
        match self {
            Self::Empty => Value::Null,
            Self::Text(text) => text.clone().into(),
            Self::Whole(n) => (*n).into(),
            Self::Number(n) => (*n).into(),
            Self::Time(time) => time.iso().into(),
        }
    }
}

/// A table that the console made itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows; each has a cell a column.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// A row as an object under the columns' keys.
    #[must_use]
    pub fn json(&self, cells: &[Cell]) -> Value {
        let pairs = self.columns.iter().zip(cells);
        Value::Object(
            pairs
                .map(|(column, cell)| (column.key.to_owned(), cell.json()))
                .collect::<Map<_, _>>(),
        )
    }
}
