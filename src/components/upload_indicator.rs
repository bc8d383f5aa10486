//! The link in the header that leads back to uploads which go on while other pages are shown (UX-17).

use super::icon::{Icon, icon};
use crate::route;
use crate::state::uploads::use_uploads;
use crate::words::queue as words;
use leptos::prelude::*;

/// `2 uploads · 43 %`; absent while there is nothing to say.
#[component]
pub fn UploadIndicator() -> impl IntoView {
    let totals = use_uploads().totals();
    let text = Memo::new(move |_| words::indicator(totals.get()));
    let shown = Memo::new(move |_| text.with(Option::is_some));
    let urgent = Memo::new(move |_| totals.get().attention > 0);
    move || {
        shown.get().then(|| {
            view! {
                <a
                    class="button upload-indicator"
                    data-variant="quiet"
                    data-size="small"
                    data-state=move || urgent.get().then_some("attention")
                    href=route::UPLOAD
                >
                    {move || icon(if urgent.get() { Icon::Triangle } else { Icon::Upload })}
                    <span>{text}</span>
                </a>
            }
            .into_any()
        })
    }
}
