//! The bar above the table: what can be done with the marked rows, and with the whole filtered list.

use super::content::table_rows;
use super::data::ListData;
use super::several;
use crate::api::Error;
use crate::api::client::Client;
use crate::api::filtered::{FilteredRows, ReadSoFar, read_filtered};
use crate::components::copy_link::{ByHand, address, to_clipboard};
use crate::components::icon::{Icon, icon};
use crate::domain::{Batch, Filter};
use crate::route::{self, ListQuery};
use crate::state::notices::Notices;
use crate::state::selection::Selection;
use crate::state::session::Session;
use crate::words::batches as words;
use leptos::prelude::*;
use leptos::task::spawn_local;

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

    /// All rows of the filtered list, read afresh, of at most `limit` rows that must be looked at. Cancelled by dropping the
    /// future; `progress` is told after every page.
    ///
    /// # Errors
    /// As the call came back that failed.
    pub async fn read(
        self,
        client: &Client,
        limit: usize,
        progress: impl Fn(ReadSoFar),
    ) -> Result<FilteredRows, Error> {
        read_filtered(
            client,
            &self.filter(),
            self.data.shift_ms(),
            limit,
            progress,
        )
        .await
    }
}

/// The bar.
pub fn bar(actions: ListActions) -> AnyView {
    let selection = actions.selection;
    let some = Memo::new(move |_| selection.count() > 0);
    view! {
        <div class="actions-bar" role="group" aria-label=words::ACTIONS_BAR>
            {move || some.get().then(|| marked(actions))}
            // What acts on the whole filtered list stands here, at the end of the bar.
        </div>
    }
    .into_any()
}

fn marked(actions: ListActions) -> AnyView {
    let selection = actions.selection;
    let session = Session::expect();
    let notices = Notices::expect();
    let by_hand = RwSignal::new(None::<String>);
    let several = several::Several::expect();
    let delete = move |_| several.ask(actions.marked());
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
                {words::CLEAR_SELECTION}
            </button>
        </div>
        {move || by_hand.get().map(|text| view! { <ByHand text=text /> })}
    }
    .into_any()
}
