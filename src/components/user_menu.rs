//! Who is signed in, and "Sign out". A native popover: Escape, a click elsewhere and the return of the focus are the
//! browser's.

use super::icon::{Icon, icon};
use crate::route;
use crate::state::notices::Notices;
use crate::state::session::Session;
use crate::state::sign_out::SignOut;
use crate::words::shell as words;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use wasm_bindgen::JsCast;

const ID: &str = "user-menu";

/// The menu; nothing while nobody is signed in.
#[component]
pub fn UserMenu() -> impl IntoView {
    let session = Session::expect();
    let notices = Notices::expect();
    let navigate = use_navigate();
    let sign_out = StoredValue::new_local(move || {
        session.sign_out();
        // Not back to this page: the next person may be another one.
        navigate(
            route::LOGIN,
            NavigateOptions {
                resolve: false,
                ..Default::default()
            },
        );
        notices.say(words::signed_out());
    });
    let asking = SignOut::expect();
    // A link leads on within the page, so the browser does not close the menu by itself.
    let close = || {
        if let Some(menu) = document().get_element_by_id(ID) {
            // Every browser that has popovers has this.
            let _ = menu.unchecked_into::<web_sys::HtmlElement>().hide_popover();
        }
    };
    let user = Memo::new(move |_| session.user());
    move || {
        user.get().map(|user| {
            let name = user.display_name().to_owned();
            let account = user.username.clone();
            view! {
                <button
                    class="user-button"
                    data-variant="quiet"
                    data-size="small"
                    type="button"
                    popovertarget=ID
                    aria-label=words::user_menu(&name)
                >
                    {icon(Icon::Person)}
                    <span class="wide-only">{name.clone()}</span>
                    {icon(Icon::Down)}
                </button>
                <div class="user-menu" id=ID popover="auto">
                    <p>
                        <strong><bdi>{name}</bdi></strong>
                        <small class="muted"><bdi>{account}</bdi> " · " {words::role(user.is_admin)}</small>
                    </p>
                    <a class="button" data-variant="quiet" href=route::PREFERENCES on:click=move |_| close()>
                        {words::preferences()}
                    </a>
                    <a class="button" data-variant="quiet" href=route::HELP on:click=move |_| close()>
                        {words::help()}
                    </a>
                    <button
                        type="button"
                        data-variant="quiet"
                        on:click=move |_| {
                            // Gives the focus back to the button of the menu, where a question finds it.
                            close();
                            asking.ask(move || {
                                let _ = sign_out.try_with_value(|sign_out| sign_out());
                            });
                        }
                    >
                        {words::sign_out()}
                    </button>
                </div>
            }
            .into_any()
        })
    }
}
