//! A stand-in for the server: answers `fetch` in the page itself, and remembers what was asked.

use super::page_tools::*;
use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::*;
use omr_batch_console::{api::client::Client, app::App, config::Config};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

#[wasm_bindgen(inline_js = r#"
const real = globalThis.fetch;
export function answer_fetch(handler) {
  globalThis.fetch = async (request, init) => {
    const url = new URL(typeof request === "string" ? request : request.url, location.href);
    if (!url.pathname.startsWith("/api/")) return real(request, init);
    const body = request.method === "GET" ? "" : await request.clone().text();
    const answer = JSON.parse(handler(request.method, url.pathname + url.search, body));
    const aborted = new Promise((_, no) => request.signal?.addEventListener("abort", () => no(new DOMException("", "AbortError"))));
    if (answer.delay) await Promise.race([new Promise((done) => setTimeout(done, answer.delay)), aborted]);
    if (answer.cut) throw new TypeError("cut");
    return new Response(answer.status === 204 ? null : JSON.stringify(answer.body), { status: answer.status, headers: answer.headers ?? {} });
  };
}
export function give_back_fetch() { globalThis.fetch = real; }
"#)]
extern "C" {
    fn answer_fetch(handler: &Closure<dyn Fn(String, String, String) -> String>);
    fn give_back_fetch();
}

/// One answer of the stand-in.
#[derive(Clone)]
pub struct Answer(Value);

impl Answer {
    /// 200 with this body.
    pub fn ok(body: Value) -> Self {
        Self(json!({"status": 200, "body": body}))
    }

    /// This status with FastAPI's body.
    pub fn error(status: u16, detail: &str) -> Self {
        Self(json!({"status": status, "body": {"detail": detail}}))
    }

    /// 204 without a body.
    pub fn empty() -> Self {
        Self(json!({"status": 204}))
    }

    /// The connection is cut.
    pub fn cut() -> Self {
        Self(json!({"cut": true}))
    }

    /// The same answer, later.
    pub fn after(mut self, ms: u32) -> Self {
        self.0["delay"] = ms.into();
        self
    }

    /// The same answer with a header.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.0["headers"][name] = value.into();
        self
    }
}

/// What the browser calls in place of `fetch`: method, path and body in, the answer as JSON out.
type Fetch = Closure<dyn Fn(String, String, String) -> String>;
type Handler = Rc<dyn Fn(&str, &str, &str) -> Answer>;

/// The stand-in. Gives the browser its own `fetch` back when dropped.
#[derive(Clone)]
pub struct Server(Rc<Inner>);

struct Inner {
    handler: RefCell<Handler>,
    asked: RefCell<Vec<String>>,
    closure: RefCell<Option<Fetch>>,
}

impl Server {
    /// Answers with `handler(method, path and query, body)`.
    pub fn start(handler: impl Fn(&str, &str, &str) -> Answer + 'static) -> Self {
        let inner = Rc::new(Inner {
            handler: RefCell::new(Rc::new(handler)),
            asked: RefCell::default(),
            closure: RefCell::default(),
        });
        let weak = Rc::downgrade(&inner);
        let closure = Closure::<dyn Fn(String, String, String) -> String>::new(
            move |method: String, path: String, body: String| {
                let inner = weak
                    .upgrade()
                    .expect("the server outlives its tests' requests");
                inner.asked.borrow_mut().push(format!("{method} {path}"));
                let handler = inner.handler.borrow().clone();
                handler(&method, &path, &body).0.to_string()
            },
        );
        answer_fetch(&closure);
        *inner.closure.borrow_mut() = Some(closure);
        Self(inner)
    }

    /// Answers differently from now on.
    pub fn change(&self, handler: impl Fn(&str, &str, &str) -> Answer + 'static) {
        *self.0.handler.borrow_mut() = Rc::new(handler);
    }

    /// What was asked since the last call, as `METHOD /path?query`.
    pub fn asked(&self) -> Vec<String> {
        self.0.asked.take()
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        give_back_fetch();
    }
}

/// A user object.
pub fn user(name: &str, is_admin: bool) -> Value {
    json!({"user_id": name.len(), "username": name, "full_name": null, "is_admin": is_admin})
}

/// The body of a sign-in.
pub fn tokens(user: &Value) -> Value {
    json!({"access_token": "a.e30.c", "refresh_token": "r.e30.c", "token_type": "bearer", "user": user})
}

/// UUID of the n-th batch.
pub fn uuid(n: usize) -> String {
    format!("00000000-0000-4000-8000-{n:012}")
}

/// A row of the list.
pub fn row(n: usize, name: &str, status: &str) -> Value {
    json!({
        "batch_id": n, "batch_uuid": uuid(n), "batch_name": name, "upload_type": "zip_with_qr", "status": status,
        "sheet_count": 51, "file_size_bytes": 36_000_000, "created_at": "2025-11-19T16:23:42", "username": "araya",
    })
}

/// A page of the list.
pub fn page(rows: &[Value], total: usize) -> Answer {
    Answer::ok(json!({"total": total, "limit": 25, "offset": 0, "batches": rows}))
}

/// The whole console, signed in, at an address. Gone when dropped, session and address included.
pub struct Console {
    pub root: HtmlElement,
    pub server: Server,
    owner: Owner,
    _handle: UnmountHandle<leptos::tachys::view::any_view::AnyViewState>,
}

impl Console {
    /// Opens `path` as this user; `None`: nobody is signed in.
    pub async fn open(path: &str, who: Option<Value>, server: Server) -> Self {
        Self::open_with(Config::default(), path, who, server).await
    }

    /// As this user, with what the browser has kept from before.
    pub async fn open_kept(path: &str, who: Value, server: Server) -> Self {
        Self::begin(Config::default(), path, Some(who), server).await
    }

    /// The same with other settings.
    pub async fn open_with(config: Config, path: &str, who: Option<Value>, server: Server) -> Self {
        clean();
        Self::begin(config, path, who, server).await
    }

    async fn begin(config: Config, path: &str, who: Option<Value>, server: Server) -> Self {
        if let Some(who) = who {
            let answers = server.0.handler.borrow().clone();
            server.change(move |method, path, body| match path {
                "/api/auth/login" => Answer::ok(tokens(&who)),
                "/api/auth/me" => Answer::ok(who.clone()),
                _ => answers(method, path, body),
            });
            Client::new(Config::default())
                .sign_in("someone", "secret")
                .await
                .unwrap();
            server.asked();
        }
        let history = window().history().unwrap();
        history
            .push_state_with_url(&JsValue::NULL, "", Some(path))
            .unwrap();
        let root: HtmlElement = document().create_element("div").unwrap().unchecked_into();
        document().body().unwrap().append_child(&root).unwrap();
        let owner = Rc::new(RefCell::new(None));
        let found = owner.clone();
        let handle = mount_to(root.clone(), move || {
            *found.borrow_mut() = Owner::current();
            view! { <App client=Client::new(config) /> }.into_any()
        });
        let owner = owner.take().expect("views are built under an owner");
        Self {
            root,
            server,
            owner,
            _handle: handle,
        }
    }

    /// The heading of the page.
    pub fn heading(&self) -> String {
        all(&self.root, "main h1")
            .first()
            .map(text_of)
            .unwrap_or_default()
    }

    /// What the polite live region says.
    pub fn status(&self) -> String {
        all(&self.root, "[role=status]")
            .first()
            .map(|e| squeezed(&e.text_content().unwrap()))
            .unwrap_or_default()
    }

    /// The text of the page.
    pub fn text(&self) -> String {
        all(&self.root, "main")
            .first()
            .map(text_of)
            .unwrap_or_default()
    }

    /// Waits for a heading.
    pub async fn until_heading(&self, wanted: &str) {
        until_true(wanted, || self.heading() == wanted).await;
    }

    /// Waits for a text on the page.
    pub async fn until_text(&self, wanted: &str) {
        let waited = async { until_true(wanted, || self.text().contains(wanted)).await };
        waited.await;
    }
}

impl Drop for Console {
    fn drop(&mut self) {
        // Tasks hold the owner: without this the router of one test would answer the clicks of the next.
        self.owner.cleanup();
        self.root.remove();
        clean();
    }
}

fn clean() {
    window().local_storage().unwrap().unwrap().clear().unwrap();
    let history = window().history().unwrap();
    history
        .replace_state_with_url(&JsValue::NULL, "", Some("/"))
        .unwrap();
}

/// Path and query in the address bar.
pub fn address() -> String {
    let location = window().location();
    format!(
        "{}{}",
        location.pathname().unwrap(),
        location.search().unwrap()
    )
}

/// Clicks.
pub fn click(element: &HtmlElement) {
    element.click();
}

/// Chooses an option of a native select by its words.
pub fn choose_option(select: &HtmlElement, words: &str) {
    let option = all(select, "option")
        .into_iter()
        .find(|o| o.text_content().unwrap() == words)
        .unwrap();
    let select: &web_sys::HtmlSelectElement = select.unchecked_ref();
    select.set_value(&option.get_attribute("value").unwrap());
    let event = web_sys::Event::new("change").unwrap();
    select.dispatch_event(&event).unwrap();
}

/// Sends a form as Enter in one of its fields does.
pub fn press_enter_in(field: &HtmlElement) {
    let form: web_sys::HtmlFormElement = field.closest("form").unwrap().unwrap().unchecked_into();
    form.request_submit().unwrap();
}
