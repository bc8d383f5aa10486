//! `/help`: what each upload type needs, how a ZIP is made, what failures mean, which keys there are, diagnostics.

mod diagnostics;

use crate::components::page::follow_title;
use crate::domain::Strategy;
use crate::route;
use crate::shortcuts;
use crate::state::preferences::Prefs;
use crate::state::releases::running;
use crate::state::session::Session;
use crate::words::{failures, help as words, upload};
use leptos::prelude::*;

/// Id and heading of each section.
fn sections() -> [(&'static str, &'static str); 6] {
    [
        ("strategies", words::strategies()),
        ("zip", words::zip()),
        ("failures", words::failures()),
        ("keys", words::keys()),
        ("people", words::people()),
        ("diagnostics", words::diagnostics()),
    ]
}

/// The page.
#[component]
pub fn HelpPage() -> impl IntoView {
    follow_title(|| words::title().to_owned());
    let link = |(id, heading): (&'static str, &'static str)| {
        let target = format!("#{id}");
        view! { <li><a href=target on:click=move |event| jump(&event, id)>{heading}</a></li> }
    };
    let version = words::version(running().map(|release| release.label()).as_deref());
    let support = Session::expect().client().config().support.clone();
    view! {
        <main id="main" tabindex="-1" data-width="form">
            <div class="page-head"><h1 tabindex="-1">{words::title()}</h1></div>
            <nav aria-label=words::on_this_page()>
                <ul role="list" class="cluster" data-gap="large">{sections().map(link).into_iter().collect_view()}</ul>
            </nav>
            <div class="stack">
                {section(0, strategies())}
                {section(1, zip())}
                {section(2, known_failures())}
                {section(3, keys())}
                {section(4, view! {
                    <p>{words::support(support.as_deref())}</p>
                    <p>{version}</p>
                }
                .into_any())}
                {section(5, view! { <diagnostics::Diagnostics /> }.into_any())}
            </div>
        </main>
    }
}

/// The router would take the link for another page; here the focus goes to the section, and the view with it.
fn jump(event: &web_sys::MouseEvent, id: &str) {
    event.prevent_default();
    crate::components::page::focus_id(id);
}

fn section(which: usize, content: AnyView) -> AnyView {
    let (id, heading) = sections()[which];
    view! {
        <section class="panel prose" aria-labelledby=id>
            <h2 id=id tabindex="-1">{heading}</h2>
            {content}
        </section>
    }
    .into_any()
}

fn strategies() -> AnyView {
    let entry = |strategy: Strategy| {
        let lines = words::strategy(strategy).map(|line| view! { <p>{line}</p> });
        view! {
            <div class="stack" data-gap="small">
                <h3>{upload::strategy(strategy)}</h3>
                {lines.into_iter().collect_view()}
            </div>
        }
    };
    Strategy::ALL
        .map(entry)
        .into_iter()
        .collect_view()
        .into_any()
}

fn zip() -> AnyView {
    let steps = words::zip_steps().map(|step| view! { <li>{step}</li> });
    view! { <ol class="how-to">{steps.into_iter().collect_view()}</ol> }.into_any()
}

fn known_failures() -> AnyView {
    let entry = |known: failures::Known| {
        view! {
            <dt>{known.title()}</dt>
            <dd>{known.meaning()}</dd>
        }
    };
    view! {
        <p class="muted">{words::failures_lead()}</p>
        <dl class="meanings">{failures::KNOWN.map(entry).into_iter().collect_view()}</dl>
    }
    .into_any()
}

fn keys() -> AnyView {
    let preferences = Prefs::expect().now();
    let on = Memo::new(move |_| preferences.get().single_keys);
    let row = |shortcut: shortcuts::Shortcut| {
        view! {
            <tr>
                <th scope="row"><kbd>{shortcut.key}</kbd></th>
                <td>{words::opens(shortcut.path)}</td>
            </tr>
        }
    };
    view! {
        <p>
            {move || if on.get() { words::keys_on() } else { words::keys_off() }}
            " "
            <a href=route::PREFERENCES>{words::keys_switch()}</a>
        </p>
        <div class="table-frame" data-place="panel">
            <table>
                <caption class="sr-only">{words::keys()}</caption>
                <thead>
                    <tr>
                        <th scope="col" data-width="fit">{words::key()}</th>
                        <th scope="col">{words::opens_text()}</th>
                    </tr>
                </thead>
                <tbody>{shortcuts::ALL.map(row).into_iter().collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
