//! The chosen files: name, size, type, what is wrong with each, and a way to take it off (UX-03, UX-05). Files with
//! problems come first; of a long list only the first rows are in the page.

use super::drop_zone::CHOOSE_BUTTON;
use super::icon::{Icon, icon};
use super::page::focus_id;
use crate::words::catalog::size;
use crate::words::upload as words;
use leptos::prelude::*;

/// Id of the list's heading, for the links of the error summary.
pub const CHOSEN_HEADING: &str = "chosen-files";
/// Id of the list itself.
pub const CHOSEN_ROWS: &str = "chosen-rows";
/// Rows shown at first. More would push the button out of sight.
pub const FIRST_ROWS: usize = 8;
/// Rows added at a time: few enough for a frame, many enough to leaf through thousands.
pub const MORE_ROWS: usize = 100;

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileRow {
    /// Of the file on the list.
    pub id: u32,
    /// Foreign text.
    pub name: String,
    /// Folder that it came from, or empty. Foreign text.
    pub folder: String,
    /// Size in bytes.
    pub bytes: u64,
    /// What is wrong with it.
    pub problem: Option<String>,
}

/// What a person does with the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileAction {
    /// Takes one file off.
    Remove(u32, String),
    /// Takes every file with a problem off.
    RemoveProblems,
    /// Takes all off.
    Clear,
    /// Shows more rows.
    ShowMore,
}

/// The list. `rows` are those to be shown, `total` counts all.
#[component]
pub fn FileList<F, C>(
    #[prop(into)] rows: Signal<Vec<FileRow>>,
    #[prop(into)] total: Signal<usize>,
    #[prop(into)] problems: Signal<usize>,
    #[prop(into)] heading: Signal<String>,
    act: F,
    /// What else stands on a row, by its id and name.
    check: C,
) -> impl IntoView
where
    F: Fn(FileAction) + Copy + Send + Sync + 'static,
    C: Fn(u32, &str) -> AnyView + Copy + Send + Sync + 'static,
{
    let hidden = Memo::new(move |_| total.get().saturating_sub(rows.with(Vec::len)));
    let remove = move |id: u32, name: String| {
        let next = rows.with_untracked(|rows| neighbour(rows, id));
        act(FileAction::Remove(id, name));
        // The row that had the focus is gone: its neighbour takes it, else the button that adds files.
        request_animation_frame(move || {
            if !next.is_some_and(|next| focus_id(&button_id(next))) {
                focus_id(CHOOSE_BUTTON);
            }
        });
    };
    let clear = move |action: FileAction| {
        act(action);
        request_animation_frame(|| {
            focus_id(CHOOSE_BUTTON);
        });
    };
    view! {
        <section class="stack chosen" data-gap="small" aria-labelledby=CHOSEN_HEADING hidden=move || total.get() == 0>
            <header class="spread">
                <h2 id=CHOSEN_HEADING tabindex="-1">
                    {words::chosen_text()} <span class="muted count">{heading}</span>
                </h2>
                <div class="cluster">
                    <button
                        type="button"
                        data-variant="link"
                        hidden=move || problems.get() < 2
                        on:click=move |_| clear(FileAction::RemoveProblems)
                    >
                        {words::remove_problems()}
                    </button>
                    <button type="button" data-variant="link" hidden=move || total.get() < 2 on:click=move |_| clear(FileAction::Clear)>
                        {words::remove_all()}
                    </button>
                </div>
            </header>
            <ul class="rows" role="list" id=CHOSEN_ROWS>
                <For each=move || rows.get() key=|row| (row.id, row.problem.clone()) let:row>
                    {file_row(row, remove, check)}
                </For>
            </ul>
            {move || {
                let left = hidden.get();
                (left > 0).then(|| {
                    view! {
                        <button
                            type="button"
                            data-size="small"
                            on:click=move |_| act(FileAction::ShowMore)
                        >
                            {words::show_more(left.min(MORE_ROWS))}
                        </button>
                    }
                })
            }}
        </section>
    }
}

fn file_row(
    row: FileRow,
    remove: impl Fn(u32, String) + 'static,
    check: impl Fn(u32, &str) -> AnyView,
) -> AnyView {
    let state = row.problem.is_some().then_some("failed");
    let problem_id = format!("file-{}-problem", row.id);
    let described = row.problem.is_some().then(|| problem_id.clone());
    let (id, name) = (row.id, row.name.clone());
    // What is wrong with it anyway is enough to say.
    let check = row.problem.is_none().then(|| check(id, &name));
    view! {
        <li data-state=state>
            <div class="file">
                <bdi class="name">{row.name.clone()}</bdi>
                <span class="muted small facts-line">
                    {(!row.folder.is_empty()).then(|| view! { <bdi>{row.folder}</bdi> })}
                    <span>{words::kind(&row.name)}</span>
                    <span>{size(row.bytes)}</span>
                </span>
            </div>
            <button
                type="button"
                id=button_id(row.id)
                data-variant="quiet"
                data-shape="icon"
                data-size="small"
                aria-label=words::remove(&row.name)
                aria-describedby=described
                on:click=move |_| remove(id, name.clone())
            >
                {icon(Icon::Cross)}
            </button>
            {row
                .problem
                .map(|problem| view! { <p class="error" id=problem_id>{icon(Icon::Stop)}<span>{problem}</span></p> })}
            {check}
        </li>
    }
    .into_any()
}

fn button_id(id: u32) -> String {
    format!("remove-file-{id}")
}

/// The row that follows `id`, or at the end the one before it.
fn neighbour(rows: &[FileRow], id: u32) -> Option<u32> {
    let at = rows.iter().position(|row| row.id == id)?;
    let next = rows
        .get(at + 1)
        .or_else(|| at.checked_sub(1).and_then(|i| rows.get(i)));
    next.map(|row| row.id)
}
