//! What can be exported, as sources for the export dialog: the sheets of a batch, a table; the list makes its own. And the
//! handle by which a button opens that dialog.

use super::root::Root;
use super::wanted_dialog::{Dialog, WantedDialog};
use crate::api::Error;
use crate::api::client::Client;
use crate::domain::BatchId;
use crate::export::{Content, Table};
use crate::words::export as words;
use futures::future::LocalBoxFuture;
use leptos::prelude::*;
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

/// Why the rows could not be read.
#[derive(Debug, Clone, PartialEq)]
pub enum ReadError {
    /// As the last call came back.
    Call(Error),
    /// The server repeats itself, or there is too much.
    NotWhole,
}

/// Reads what is to be exported; dropped when the person cancels.
pub type Read = Rc<dyn Fn(Told) -> LocalBoxFuture<'static, Result<Loaded, ReadError>>>;

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

/// Handle to the export dialog. `Copy`; belongs to the app's root.
#[derive(Clone, Copy)]
pub struct Exports {
    wanted: WantedDialog,
    /// What is exported, and for which place of a button.
    asked: StoredValue<Option<(Place, Source)>, LocalStorage>,
    places: StoredValue<Place>,
}

/// Which button.
type Place = u32;

impl Exports {
    /// The handle of this app.
    #[must_use]
    pub fn expect() -> Self {
        Root::keep(|| Self {
            wanted: WantedDialog::expect(),
            asked: StoredValue::new_local(None),
            places: StoredValue::new(0),
        })
    }

    /// A number for one button.
    #[must_use]
    pub fn place(self) -> Place {
        self.places
            .update_value(|places| *places = places.wrapping_add(1));
        self.places.get_value()
    }

    /// Opens the dialog for `source`, on behalf of the button at `place`.
    pub fn ask(self, place: Place, source: Source) {
        self.asked.set_value(Some((place, source)));
        self.wanted.open(Dialog::Export);
    }

    /// The button at `place` is gone, and with it what its export reads from: an export of its own ends.
    pub fn leave(self, place: Place) {
        let own = self
            .asked
            .try_with_value(|asked| matches!(asked, Some((by, _)) if *by == place));
        if own == Some(true) {
            self.close();
        }
    }

    /// Whether the dialog is to be seen. Followed.
    #[must_use]
    pub fn is_open(self) -> bool {
        self.wanted.is(Dialog::Export)
    }

    /// What is exported.
    #[must_use]
    pub fn source(self) -> Option<Source> {
        self.asked
            .with_value(|asked| asked.as_ref().map(|(_, source)| source.clone()))
    }

    /// Closes the dialog, which ends an export that runs.
    pub fn close(self) {
        // The app may be gone.
        let _ = self.asked.try_update_value(Option::take);
        self.wanted.close(Dialog::Export);
    }
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
                let detail = client.detail(&id, true).await.map_err(ReadError::Call)?;
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
