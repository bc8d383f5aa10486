//! The bar above the table: what can be done with the marked rows, and with the whole filtered list.

use super::content::table_rows;
use super::data::ListData;
use crate::api::client::Client;
use crate::api::retry::retry_transient;
use crate::batches::list_reader::{ListReader, MOST_ROWS, PAGE, ReadState};
use crate::components::batch_table::display_name;
use crate::components::copy_link::{ByHand, address, to_clipboard};
use crate::components::export_button::ExportButton;
use crate::components::icon::{Icon, icon};
use crate::domain::{Batch, Filter};
use crate::export::Content;
use crate::route::{self, ListQuery};
use crate::state::delete_several::Several;
use crate::state::export::{Loaded, ReadError, Source, Told};
use crate::state::notices::Notices;
use crate::state::selection::Selection;
use crate::state::session::Session;
use crate::words::batches as words;
use crate::words::export as export_words;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::rc::Rc;

/// What an action on the list works with. `Copy`; belongs to the page.
#[derive(Clone, Copy)]
pub struct ListActions {
    query: Memo<ListQuery>,
    data: ListData,
    selection: Selection,
}

impl ListActions {
    /// Of this page.
    #[must_use]
    pub fn new(query: Memo<ListQuery>, data: ListData, selection: Selection) -> Self {
        Self {
            query,
            data,
            selection,
        }
    }

    /// The filter of the view.
    #[must_use]
    pub fn filter(self) -> Filter {
        self.query.get_untracked().filter
    }

    /// The marked rows, in the order of the list.
    #[must_use]
    pub fn marked(self) -> Vec<Batch> {
        self.selection.of(&table_rows(self.data).get_untracked())
    }

    /// The filtered list, read afresh and held against the filter; `told` hears how far it is after every page. Cancelled by
    /// dropping the future.
    async fn read(self, client: &Client, told: Told) -> Result<Loaded, ReadError> {
        let (filter, shift_ms) = (self.filter(), self.data.shift_ms());
        let sort = self.query.get_untracked().sort;
        // A server that leaves names aside costs more pages, and no row: each is held against the filter below.
        let search = client.config().extensions.search;
        let mut reader = ListReader::of_filter(&filter, search, MOST_ROWS, shift_ms);
        while let Some(request) = reader.next_request() {
            let page = async || client.page(&request.ask, PAGE, request.offset).await;
            let page = retry_transient(page).await.map_err(ReadError::Call)?;
            reader.apply_page(page);
            told(reader.count(), reader.total());
        }
        // A part is never handed over as the whole (F-48).
        if reader.state() != ReadState::Complete {
            return Err(ReadError::NotWhole);
        }
        let fits = |row: &&Batch| filter.fits(row, shift_ms);
        let mut rows: Vec<&Batch> = reader.rows().into_iter().filter(fits).collect();
        sort.apply(&mut rows);
        let rows = rows.into_iter().cloned().collect();
        let left_out = reader.unreadable() as u64;
        let left_out = (left_out > 0).then(|| export_words::unreadable(left_out));
        Ok(Loaded {
            content: Content::Batches(rows),
            remarks: left_out.into_iter().collect(),
        })
    }
}

/// What can be done with the marked rows; nothing while there are none.
pub fn bar(actions: ListActions) -> AnyView {
    let some = Memo::new(move |_| actions.selection.count() > 0);
    let bar = move || {
        view! {
            <div class="cluster actions-bar" data-gap="large" role="group" aria-label=words::actions_bar()>{marked(actions)}</div>
        }
    };
    (move || some.get().then(bar)).into_any()
}

/// "Export" for the whole list. An empty one has nothing to export.
pub fn export_all(actions: ListActions) -> AnyView {
    let session = Session::expect();
    let there = Memo::new(move |_| !table_rows(actions.data).get().is_empty());
    let button = move || {
        view! {
            <ExportButton source=move || export_list(actions, session) size="small" variant="quiet" />
        }
    };
    (move || there.get().then(button)).into_any()
}

fn marked(actions: ListActions) -> AnyView {
    let selection = actions.selection;
    let session = Session::expect();
    let notices = Notices::expect();
    let by_hand = RwSignal::new(None::<String>);
    let several = Several::expect();
    let delete = move |_| {
        let named = actions.marked().into_iter();
        several.ask(named.map(|batch| (display_name(&batch), batch)).collect());
    };
    let copy = move |_| {
        let rows = actions.marked();
        let links: Vec<String> = rows
            .iter()
            .map(|row| address(&route::batch(&row.id)))
            .collect();
        spawn_local(async move {
            let text = links.join("\n");
            if to_clipboard(&text).await {
                notices.say(words::links_copied(links.len()));
            } else {
                by_hand.set(Some(text));
            }
        });
    };
    view! {
        <strong>{move || words::selected(selection.count())}</strong>
        <div class="cluster">
            {move || session.is_admin().then(|| view! {
                <button type="button" data-size="small" on:click=delete>
                    {icon(Icon::Bin)}
                    {move || words::delete_selected(selection.count())}
                </button>
            })}
            <button type="button" data-size="small" on:click=copy>
                {icon(Icon::Link)}
                {move || words::copy_links(selection.count())}
            </button>
            <ExportButton
                source=move || export_marked(actions)
                label=Signal::derive(move || export_words::selected(selection.count()))
                size="small"
            />
            <button
                type="button"
                data-variant="quiet"
                data-size="small"
                on:click=move |_| {
                    selection.clear();
                    // The bar goes with the marks.
                    crate::components::page::focus_first("thead input");
                }
            >
                {words::clear_selection()}
            </button>
        </div>
        {move || by_hand.get().map(|text| view! { <ByHand text=text /> })}
    }
    .into_any()
}

/// The whole filtered list, read afresh.
fn export_list(actions: ListActions, session: Session) -> Source {
    let client = session.client();
    let filter = actions.filter();
    let stem = match &filter.status {
        Some(status) => format!("batches-{}", status.wire()),
        None => "batches".to_owned(),
    };
    Source {
        title: words::title_text().to_owned(),
        stem,
        read: Rc::new(move |told| {
            let client = client.clone();
            Box::pin(async move { actions.read(&client, told).await })
        }),
    }
}

/// The marked rows, as they are shown.
fn export_marked(actions: ListActions) -> Source {
    let rows = actions.marked();
    Source {
        title: words::title_text().to_owned(),
        stem: "batches-selected".to_owned(),
        read: Rc::new(move |_| {
            let content = Content::Batches(rows.clone());
            Box::pin(async move {
                Ok(Loaded {
                    content,
                    remarks: Vec::new(),
                })
            })
        }),
    }
}
