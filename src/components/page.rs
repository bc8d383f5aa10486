//! What every page does alike: its title, its heading, and where the focus goes.

use crate::state::title::set_title;
use leptos::prelude::*;
use std::cell::Cell;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Keeps the document's title; `title` is the page's part of it.
pub fn follow_title(title: impl Fn() -> String + 'static) {
    Effect::new(move || set_title(&title()));
}

/// Moves the focus to an element; one that cannot have it by itself is made able to.
pub fn focus(element: &HtmlElement) {
    if element.tab_index() < 0 && !element.has_attribute("tabindex") {
        // Cannot fail: the name is well formed.
        let _ = element.set_attribute("tabindex", "-1");
    }
    // An element that is not focusable stays as it is.
    let _ = element.focus();
}

/// Loads the page anew. The browser asks first while something is being sent.
pub fn reload() {
    // Cannot fail for a page's own location.
    let _ = window().location().reload();
}

/// Moves the focus to the first element that matches; says whether there is one.
pub fn focus_first(selector: &str) -> bool {
    let found = document().query_selector(selector).ok().flatten();
    let Some(element) = found.and_then(|e| e.dyn_into::<HtmlElement>().ok()) else {
        return false;
    };
    focus(&element);
    true
}

/// Moves the focus to the page's heading: after a change of page, and when what had the focus is gone. A page with one thing
/// to do says so with `autofocus`, which browsers follow at the first load only.
pub fn focus_heading() {
    if focus_first("main [autofocus]") {
        return;
    }
    ON_HEADING.set(true);
    if !focus_first("main h1") {
        focus_first("main");
    }
}

thread_local! {
    /// The focus was put on the heading, and the person has not moved it as far as we know.
    static ON_HEADING: Cell<bool> = const { Cell::new(false) };
}

/// For a page that takes the place of another one on the same route (an answer came): if the focus was on the heading that
/// is gone, the new heading takes it. At the first load nothing is moved, so that Tab begins at the skip link.
pub fn keep_focus_on_heading() {
    request_animation_frame(|| {
        if ON_HEADING.get() && focus_is_lost() {
            focus_heading();
        }
    });
}

/// Moves the focus to the element with this id.
pub fn focus_id(id: &str) -> bool {
    let found = document().get_element_by_id(id);
    let Some(element) = found.and_then(|e| e.dyn_into::<HtmlElement>().ok()) else {
        return false;
    };
    focus(&element);
    true
}

/// Whether nothing in particular has the focus, as after the removal of what had it.
#[must_use]
pub fn focus_is_lost() -> bool {
    document()
        .active_element()
        .is_none_or(|element| element.tag_name().eq_ignore_ascii_case("body"))
}
