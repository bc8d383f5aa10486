//! The document's title: the page's part, the number in front of it, and nothing while the console is locked.

use crate::words;
use leptos::prelude::*;
use std::cell::{Cell, RefCell};

thread_local! {
    /// The page's part of the title, and the number in front of it.
    static TITLE: RefCell<(String, usize)> = const { RefCell::new((String::new(), 0)) };
    /// The page is covered.
    static LOCKED: Cell<bool> = const { Cell::new(false) };
}

/// Sets the document's title once.
pub fn set_title(page: &str) {
    TITLE.with_borrow_mut(|title| page.clone_into(&mut title.0));
    show_title();
}

/// Sets the number in front of the title: what has happened and was not looked at.
pub fn set_count(unread: usize) {
    TITLE.with_borrow_mut(|title| title.1 = unread);
    show_title();
}

/// Covers the page, also where it is not painted: a title may name a batch, and no assistive technology reads what lies
/// below. What may be seen over the cover says `data-lock`.
pub fn set_locked(locked: bool) {
    if let Some(root) = document().document_element() {
        // Cannot fail: the name is well formed.
        let _ = root.toggle_attribute_with_force("data-locked", locked);
    }
    LOCKED.set(locked);
    show_title();
}

fn show_title() {
    TITLE.with_borrow(|(page, unread)| {
        let page = if LOCKED.get() { "" } else { page };
        document().set_title(&words::shell::counted_title(page, *unread));
        // What share sheets and link previews of pages that run show: the page alone.
        let preview = document().query_selector("meta[property='og:title']");
        if let Ok(Some(preview)) = preview {
            // Cannot fail: the name is well formed.
            let _ = preview.set_attribute("content", &words::shell::title(page));
        }
    });
}
