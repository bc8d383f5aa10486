//! Back from a batch finds the list where it stood. The browser looks for the place before the rows are there, and the focus
//! that goes to the heading leads away from it.

use super::ListQuery;
use crate::state::root::Root;
use crate::state::session::Session;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

/// The heading has the focus, and has been scrolled to, after so many frames.
const FOCUSED_AFTER: u32 = 4;
/// Rows that are not there after so many frames do not come by themselves.
const GIVE_UP_AFTER: u32 = 120;

/// Handle. `Copy`; belongs to the app's root.
#[derive(Clone, Copy)]
struct Place(StoredValue<Noted>);

#[derive(Default)]
struct Noted {
    /// The list that is shown.
    shown: Option<Memo<ListQuery>>,
    /// The address of the list and how far down it was, in CSS pixels, when something was last clicked there.
    left: Option<(String, f64)>,
    /// Back or Forward was the last step.
    stepped: bool,
}

impl Noted {
    fn url(&self) -> Option<String> {
        Some(self.shown?.get_untracked().url())
    }

    /// Goes where the list was left, if this is the list and the step was one back.
    fn arrive(&mut self) {
        let here = self.url();
        let left = self
            .left
            .as_ref()
            .filter(|(url, _)| Some(url) == here.as_ref());
        if let Some((_, down)) = left
            && std::mem::take(&mut self.stepped)
        {
            go(*down, 0);
        }
    }
}

/// Notes where the list stands whenever it may be left, and goes there after Back.
pub fn keep(query: Memo<ListQuery>) {
    let Place(place) = Root::keep(|| {
        let place = StoredValue::new(Noted::default());
        // A filter may name a person's batches (S-14).
        Session::expect().at_sign_out(move || place.update_value(|noted| noted.left = None));
        // The list may be there before this is heard, or after.
        listen("popstate", move || {
            place.update_value(|noted| {
                noted.stepped = true;
                noted.arrive();
            });
        });
        // A link that is followed by key is clicked, too.
        listen("click", move || {
            place.update_value(|noted| {
                noted.stepped = false;
                if let Some(url) = noted.url() {
                    noted.left = Some((url, window().scroll_y().unwrap_or_default()));
                }
            });
        });
        Place(place)
    });
    place.update_value(|noted| {
        noted.shown = Some(query);
        noted.arrive();
    });
    on_cleanup(move || place.update_value(|noted| noted.shown = None));
}

/// Listens as long as the app lives, before the router does: it takes the page away as soon as it hears of a click.
fn listen(event: &str, work: impl Fn() + 'static) {
    let work = Closure::<dyn Fn()>::new(work).into_js_value();
    // Cannot fail: the name is well formed.
    let _ = window().add_event_listener_with_callback_and_bool(event, work.unchecked_ref(), true);
}

/// Scrolls as soon as the page is long enough.
fn go(down: f64, frames: u32) {
    request_animation_frame(move || {
        let root = document().document_element();
        let most = root.map_or(0, |root| root.scroll_height() - root.client_height());
        if frames >= FOCUSED_AFTER && f64::from(most) >= down.floor() {
            window().scroll_to_with_x_and_y(0.0, down);
        } else if frames < GIVE_UP_AFTER {
            go(down, frames + 1);
        }
    });
}
