//! The language that is spoken: loaded before anything is shown, changed without a reload, so that uploads go on.
//!
//! A release keeps a language in two files: all of it, and what the first view says, for who is not signed in yet; then the
//! whole comes with the first part of the program that needs it (docs/decisions.md, "Languages").

use crate::language::{Calendar, Language};
use crate::words::catalog::{self, Catalog, Plural};
use js_sys::{Function, Promise, Reflect};
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};

/// The last line of a file that is not the whole language (xtask: `split`).
const CUT: &str = "# more";

/// By this event `boot.js` learns the words for its own texts.
const WORDS_EVENT: &str = "omr-words";

/// A language's file or a part of the program on its way.
pub type Loading<T> = Pin<Box<dyn Future<Output = Result<T, NotLoaded>>>>;

/// A language's file, or a part of the program, could not be had: no network, or a new release has replaced it (F-31).
#[derive(Debug, Clone, Copy)]
pub struct NotLoaded;

thread_local! {
    static SPOKEN: Cell<Language> = const { Cell::new(Language::DEFAULT) };
    /// The whole of the spoken language is still to be loaded.
    static MORE: Cell<bool> = const { Cell::new(false) };
    /// That file on its way, however many ask for it.
    static COMING: RefCell<Option<(Language, Promise)>> = const { RefCell::new(None) };
    /// Changes when another language is spoken: views are made anew.
    static TURN: RefCell<Option<ArcRwSignal<u32>>> = const { RefCell::new(None) };
}

/// The language in which the pages speak now.
#[must_use]
pub fn spoken() -> Language {
    SPOKEN.get()
}

/// Changes whenever another language is spoken, or years are counted otherwise.
#[must_use]
pub fn turn() -> ArcRwSignal<u32> {
    TURN.with_borrow_mut(|turn| turn.get_or_insert_with(|| ArcRwSignal::new(0)).clone())
}

/// Loads the language that the page has begun to load (`look.js`), else `chosen`, else the browser's.
///
/// # Errors
/// [`NotLoaded`]: no network, or a new release has replaced the file.
pub async fn at_start(chosen: Option<Language>) -> Result<(), NotLoaded> {
    if let Some((language, text)) = begun() {
        let text = JsFuture::from(text).await.map_err(|_| NotLoaded)?;
        install(language, text.as_string().ok_or(NotLoaded)?);
        return Ok(());
    }
    let language = chosen.unwrap_or_else(of_browser);
    install(language, load(language).await?);
    Ok(())
}

/// Counts years in `calendar` from now on.
pub fn count_in(calendar: Calendar) {
    if catalog::count_in(calendar) != calendar {
        turn().update(|turn| *turn += 1);
    }
}

/// The language of the browser, as far as there is one.
#[must_use]
pub fn of_browser() -> Language {
    let wanted = window().navigator().languages();
    Language::choose(None, wanted.iter().filter_map(|tag| tag.as_string()))
}

/// Speaks `language` from now on.
///
/// # Errors
/// [`NotLoaded`]: the old one is still spoken.
pub async fn speak(language: Language) -> Result<(), NotLoaded> {
    if language == spoken() {
        return Ok(());
    }
    install(language, load(language).await?);
    turn().update(|turn| *turn += 1);
    Ok(())
}

/// Loads what the first view did not need.
///
/// # Errors
/// [`NotLoaded`].
pub async fn more() -> Result<(), NotLoaded> {
    while MORE.get() {
        let language = spoken();
        let text = JsFuture::from(coming(language)).await;
        COMING.with_borrow_mut(|coming| *coming = coming.take().filter(|(of, _)| *of != language));
        let text = text.ok().and_then(|text| text.as_string());
        let text = text.ok_or(NotLoaded)?;
        // Another language may have been chosen meanwhile, or somebody else was quicker.
        if language == spoken() && MORE.get() {
            install(language, text);
        }
    }
    Ok(())
}

/// The whole of `language`, asked for once.
fn coming(language: Language) -> Promise {
    COMING.with_borrow_mut(|coming| {
        if let Some((_, promise)) = coming.as_ref().filter(|(of, _)| *of == language) {
            return promise.clone();
        }
        let promise = future_to_promise(async move {
            let text = load(language).await;
            text.map(JsValue::from).map_err(|NotLoaded| JsValue::NULL)
        });
        *coming = Some((language, promise.clone()));
        promise
    })
}

fn install(language: Language, text: String) {
    MORE.set(text.trim_end().ends_with(CUT));
    SPOKEN.set(language);
    let event = web_sys::CustomEventInit::new();
    event.set_detail(&text.as_str().into());
    if let Ok(event) = web_sys::CustomEvent::new_with_event_init_dict(WORDS_EVENT, &event) {
        // Only the page's own texts hang on it.
        let _ = window().dispatch_event(&event);
    }
    let mut words = Catalog::new(plural(language));
    words.add(leak(text));
    catalog::install(words);
    if let Some(root) = document().document_element() {
        // Cannot fail: the name is well formed.
        let _ = root.set_attribute("lang", language.code);
    }
}

/// Texts live as long as the page, so that each can be passed around for nothing. Up to 110 KB at each change of language.
fn leak(text: String) -> &'static str {
    Box::leak(text.into_boxed_str())
}

/// What `look.js` has begun: `{ code, text: Promise<string> }`.
fn begun() -> Option<(Language, Promise)> {
    let words = Reflect::get(&js_sys::global(), &"omrWords".into()).ok()?;
    let code = Reflect::get(&words, &"code".into()).ok()?.as_string()?;
    let text = Reflect::get(&words, &"text".into()).ok()?;
    Some((Language::by_code(&code)?, text.dyn_into().ok()?))
}

/// The whole of it.
async fn load(language: Language) -> Result<String, NotLoaded> {
    let place = document()
        .query_selector("meta[name='console-words']")
        .ok()
        .flatten();
    let base = place.and_then(|place| place.get_attribute("data-base"));
    let base = base.ok_or(NotLoaded)?;
    let url = format!("{base}{}.ftl", language.code);
    let answer = gloo_net::http::Request::get(&url).send().await;
    let answer = answer
        .ok()
        .filter(gloo_net::http::Response::ok)
        .ok_or(NotLoaded)?;
    answer.text().await.map_err(|_| NotLoaded)
}

/// `Intl.PluralRules` of the browser, which knows every language. Through `Reflect`, as in `components::when`.
fn plural(language: Language) -> Plural {
    let rules = || -> Option<(JsValue, Function)> {
        let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
        let constructor = Reflect::get(&intl, &"PluralRules".into()).ok()?;
        let constructor: Function = constructor.dyn_into().ok()?;
        let rules =
            Reflect::construct(&constructor, &js_sys::Array::of1(&language.code.into())).ok()?;
        let select = Reflect::get(&rules, &"select".into()).ok()?;
        Some((rules, select.dyn_into().ok()?))
    };
    let Some((rules, select)) = rules() else {
        return catalog::plural_of(language.code);
    };
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
    Rc::new(move |n| {
        let category = select.call1(&rules, &(n as f64).into());
        category
            .ok()
            .and_then(|word| word.as_string())
            .unwrap_or_default()
    })
}
