//! What can be exported, as sources for the export dialog: the sheets of a batch, a table; the list makes its own.

use crate::api::client::Client;
use crate::api::patient::Trouble;
use crate::domain::BatchId;
use crate::export::{Content, Table};
use crate::words::export as words;
use futures::future::LocalBoxFuture;
use std::rc::Rc;

/// Rows read so far, and in all where that is known.
pub type Told = Rc<dyn Fn(u64, Option<u64>)>;

/// What was read for an export.
pub struct Loaded {
    /// The rows.
    pub content: Content,
    /// What the person must know of them, such as rows that were left out.
    pub remarks: Vec<String>,
}

/// Reads what is to be exported; dropped when the person cancels.
pub type Read = Rc<dyn Fn(Told) -> LocalBoxFuture<'static, Result<Loaded, Trouble>>>;

/// What is exported.
#[derive(Clone)]
pub struct Source {
    /// Heading of the dialog and name of the sheet, such as "Batches".
    pub title: String,
    /// Beginning of the file's name; the date follows.
    pub stem: String,
    /// Reads it.
    pub read: Read,
}

/// The sheets of a batch, as many as the server gives.
#[must_use]
pub fn sheets(client: Client, id: BatchId, name: &str) -> Source {
    Source {
        title: crate::words::batch::sheets().to_owned(),
        stem: format!("sheets-{name}"),
        read: Rc::new(move |_| {
            let (client, id) = (client.clone(), id.clone());
            Box::pin(async move {
                let detail = client.detail(&id, true).await.map_err(Trouble::Call)?;
                let total = detail.progress.total;
                let rows = detail.sheets.unwrap_or_default();
                let given = rows.len() as u64;
                Ok(Loaded {
                    content: Content::Sheets(rows),
                    remarks: (given < total)
                        .then(|| words::cut_short(given, total))
                        .into_iter()
                        .collect(),
                })
            })
        }),
    }
}

/// A table that is there already.
#[must_use]
pub fn table(title: String, stem: String, table: Table) -> Source {
    Source {
        title,
        stem,
        read: Rc::new(move |_| {
            let content = Content::Table(table.clone());
            Box::pin(async move {
                Ok(Loaded {
                    content,
                    remarks: Vec::new(),
                })
            })
        }),
    }
}
