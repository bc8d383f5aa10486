//! What can be exported, as sources for the export dialog: the list under a filter, the sheets of a batch, a table.

use crate::api::client::Client;
use crate::api::whole_list::Trouble;
use crate::domain::{Batch, BatchId, BatchStatus};
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

/// The list. `keep` says which rows of those that the server gives for `status` belong to it.
#[must_use]
pub fn batches(
    client: Client,
    title: String,
    status: Option<BatchStatus>,
    keep: impl Fn(&Batch) -> bool + 'static,
) -> Source {
    let stem = match &status {
        Some(status) => format!("batches-{}", status.wire()),
        None => "batches".to_owned(),
    };
    let keep = Rc::new(keep);
    Source {
        title,
        stem,
        read: Rc::new(move |told: Told| {
            let (client, status, keep) = (client.clone(), status.clone(), Rc::clone(&keep));
            Box::pin(async move {
                let read = client
                    .whole_list(status.as_ref(), |done, total| told(done, total))
                    .await?;
                let unreadable = read.unreadable();
                let mut rows = read.into_rows();
                rows.retain(|row| keep(row));
                Ok(Loaded {
                    content: Content::Batches(rows),
                    remarks: (unreadable > 0)
                        .then(|| words::unreadable(unreadable))
                        .into_iter()
                        .collect(),
                })
            })
        }),
    }
}

/// The sheets of a batch, as many as the server gives.
#[must_use]
pub fn sheets(client: Client, id: BatchId, name: &str) -> Source {
    Source {
        title: crate::words::batch::SHEETS.to_owned(),
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
