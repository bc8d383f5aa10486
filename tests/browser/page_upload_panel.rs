//! The panel of one upload by role and label: words, buttons and bar of every phase, the steps, the log, the question
//! before a cancel.

use super::page_tools::*;
use leptos::prelude::*;
use omr_batch_console::{
    components::{upload_cancel::Asked, upload_panel::UploadPanel},
    config::Config,
    domain::{Strategy, TaskId},
    upload::view::{
        Confirming, FileWhy, LogEntry, Phase, Preparing, ProblemText, UploadKey, UploadView,
        WaitingWhy,
    },
};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

const KEY: UploadKey = UploadKey(7);
const NAME: &str = "103-with-qr.zip";

fn upload(phase: Phase) -> UploadView {
    let mut view = UploadView::new(KEY, NAME.into(), 1, 197_000_000, Strategy::ZipWithoutQr);
    view.task_id = TaskId::parse("14900113").ok();
    view.phase = phase;
    view.confirmed_bytes = 50_000_000;
    view.in_flight_bytes = 34_900_000;
    view.percent_shown = 43;
    view.chunk = Some((1, 4));
    view.times.sending = 12_000;
    view
}

type Asking = RwSignal<Option<Asked>>;

fn panel(
    view: UploadView,
) -> (
    Shown<<AnyView as Render>::State>,
    RwSignal<UploadView>,
    Asking,
) {
    let (signal, asking) = (RwSignal::new(view), RwSignal::new(None));
    let shown = show(Config::default(), move || {
        view! { <UploadPanel upload=KEY view=signal asking=asking /> }.into_any()
    });
    (shown, signal, asking)
}

#[wasm_bindgen_test]
fn every_phase_has_its_word_and_its_buttons() {
    let waiting = |why| Phase::Waiting { why, seconds: None };
    let phases: [(Phase, &str, &[&str]); 11] = [
        (
            Phase::Preparing(Preparing::Reading),
            "Preparing",
            &["Pause", "Cancel"],
        ),
        (Phase::Sending, "Sending", &["Pause", "Cancel"]),
        (
            waiting(WaitingWhy::Network),
            "Offline",
            &["Pause", "Cancel"],
        ),
        (
            waiting(WaitingWhy::SignIn),
            "Sign-in needed",
            &["Pause", "Cancel"],
        ),
        (Phase::Paused, "Paused", &["Resume", "Cancel"]),
        (
            Phase::Confirming(Confirming::Answer),
            "Confirming",
            &["Cancel"],
        ),
        (
            Phase::Interrupted { has_handle: true },
            "Interrupted",
            &["Continue", "Cancel"],
        ),
        (
            Phase::Interrupted { has_handle: false },
            "Interrupted",
            &["Choose the same file again", "Cancel"],
        ),
        (
            Phase::NeedsFile(FileWhy::Unreadable),
            "File needed",
            &["Choose the same file again", "Cancel"],
        ),
        (
            Phase::Failed,
            "Upload failed",
            &["Retry", "Remove from list: 103-with-qr.zip"],
        ),
        (
            Phase::Cancelled,
            "Cancelled",
            &["Remove from list: 103-with-qr.zip"],
        ),
    ];
    for (phase, word, buttons) in phases {
        let (shown, ..) = panel(upload(phase.clone()));
        let article = get(&shown.root, "article", NAME);
        let badge = all(&article, ".badge");
        assert_eq!(text_of(&badge[0]), word, "{phase:?}");
        assert_eq!(names(&article, "button"), buttons, "{phase:?}");
        let text = text_of(&article);
        assert!(
            text.contains("197 MB · ZIP without QR codes · Task 14900113"),
            "{text}"
        );
    }
}

#[wasm_bindgen_test]
fn a_mirror_of_another_tab_offers_nothing() {
    let mut view = upload(Phase::Sending);
    view.elsewhere = true;
    let (shown, ..) = panel(view);
    assert!(names(&shown.root, "button").is_empty());
}

#[wasm_bindgen_test]
async fn the_bar_has_a_name_that_stays_and_words_that_follow() {
    let (shown, view, _) = panel(upload(Phase::Sending));
    let bar = get(&shown.root, "progressbar", "Upload of 103-with-qr.zip");
    assert_eq!(bar.get_attribute("aria-valuetext").as_deref(), Some("43 %"));
    view.update(|v| {
        v.speed = Some(11_000_000);
        v.remaining = Some(340);
        v.percent_shown = 44;
    });
    until_true("the new words", || {
        bar.get_attribute("aria-valuetext").as_deref() == Some("44 %, about 6 minutes left")
    })
    .await;
    assert!(bar.is_connected(), "the same bar, not a new one");
    let text = text_of(&shown.root);
    assert!(
        text.contains("84.9 of 197 MB · 11 MB/s · about 6 minutes left"),
        "{text}"
    );
    assert!(text.contains("Chunk 1 of 4 confirmed"), "{text}");
    view.update(|v| v.phase = Phase::Failed);
    until_true("the failed bar", || {
        bar.get_attribute("data-state").as_deref() == Some("failed")
    })
    .await;
    let value = js_sys::Reflect::get(&bar, &"value".into()).unwrap();
    assert_eq!(
        value.as_f64(),
        Some(44.0),
        "UX-15: it stays where it stopped"
    );
}

#[wasm_bindgen_test]
async fn a_failure_says_cause_fate_and_next_step() {
    let mut view = upload(Phase::Failed);
    view.problem = Some(ProblemText {
        cause: "The server refused this upload.".into(),
        fate: "No batch was created.".into(),
        next: "Choose Retry.".into(),
        server_words: Some("<b>task_id</b> is used".into()),
    });
    let (shown, ..) = panel(view);
    let text = text_of(&shown.root);
    for part in [
        "The server refused this upload.",
        "No batch was created.",
        "Choose Retry.",
        "<b>task_id</b> is used",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(
        all(&shown.root, "blockquote b").is_empty(),
        "S-12: text only"
    );
}

#[wasm_bindgen_test]
async fn the_steps_tell_where_it_stands() {
    let (shown, view, _) = panel(upload(Phase::Sending));
    let steps = || -> Vec<String> {
        all(&shown.root, "ol.steps > li")
            .iter()
            .map(|li| squeezed(&li.text_content().unwrap()))
            .collect()
    };
    assert_eq!(
        steps(),
        [
            "Sending, at work12s",
            "Confirming, not begun",
            "Queued, not begun",
            "Processing, not begun"
        ]
    );
    view.update(|v| {
        v.phase = Phase::Confirming(Confirming::Answer);
        v.times.confirming = 3_000;
    });
    until_true("the second step", || steps()[1] == "Confirming, at work3s").await;
    assert_eq!(steps()[0], "Sending, done12s");
    assert_eq!(all(&shown.root, "[aria-current=step]").len(), 1);
}

#[wasm_bindgen_test]
async fn the_log_opens_and_lists_what_went_on() {
    let mut view = upload(Phase::Sending);
    view.log.push(LogEntry {
        at: 1_763_569_500_000.0,
        text: "Started.".into(),
    });
    let (shown, view, _) = panel(view);
    let summary = all(&shown.root, "summary").remove(0);
    assert_eq!(name_of(&summary), "Activity");
    assert!(!text_of(&shown.root).contains("Started."));
    summary.unchecked_ref::<web_sys::HtmlElement>().click();
    until_true("the line", || text_of(&shown.root).contains("Started.")).await;
    view.update(|v| {
        v.log.push(LogEntry {
            at: 1_763_569_509_000.0,
            text: "Paused.".into(),
        })
    });
    until_true("the next line", || text_of(&shown.root).contains("Paused.")).await;
    get(&shown.root, "button", "Copy log");
}

#[wasm_bindgen_test]
fn a_cancel_asks_first_where_bytes_were_sent() {
    let (shown, view, asking) = panel(upload(Phase::Sending));
    get(&shown.root, "button", "Cancel").click();
    assert_eq!(asking.get_untracked(), Some(Asked::One(KEY)));
    assert_eq!(view.with_untracked(|v| v.phase.clone()), Phase::Sending);
}

#[wasm_bindgen_test]
fn a_name_of_markup_is_shown_as_text() {
    let mut view = upload(Phase::Sending);
    view.name = "<img src=x onerror=alert(1)>.zip".into();
    let (shown, ..) = panel(view);
    get(&shown.root, "article", "<img src=x onerror=alert(1)>.zip");
    assert!(all(&shown.root, "img").is_empty(), "F-36");
}
