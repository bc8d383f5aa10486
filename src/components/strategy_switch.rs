//! The radio group "Upload strategy": native radios, one line of help each (UX-10, APG radio group).

use crate::domain::Strategy;
use crate::words::upload as words;
use leptos::prelude::*;

/// Shows the three strategies; `chosen` follows the person.
#[component]
pub fn StrategySwitch(chosen: RwSignal<Strategy>) -> impl IntoView {
    view! {
        <fieldset class="field">
            <legend>{words::strategy_text()}</legend>
            <div class="choices">{Strategy::ALL.map(|strategy| choice(strategy, chosen)).collect_view()}</div>
        </fieldset>
    }
}

fn choice(strategy: Strategy, chosen: RwSignal<Strategy>) -> AnyView {
    let id = strategy.wire();
    let (name, hint) = (format!("{id}-name"), format!("{id}-hint"));
    // The help is a description, not part of the name: "ZIP with QR codes" is what it is called.
    view! {
        <label>
            <input
                type="radio"
                name="strategy"
                value=id
                aria-labelledby=name.clone()
                aria-describedby=hint.clone()
                prop:checked=move || chosen.get() == strategy
                on:change=move |_| chosen.set(strategy)
            />
            <span id=name>{words::strategy(strategy)}</span>
            <small id=hint>{words::strategy_hint(strategy)}</small>
        </label>
    }
    .into_any()
}
