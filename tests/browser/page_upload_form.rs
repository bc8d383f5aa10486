//! The upload page's form by role and label: strategy, task id, files and their problems, drop, and what "Upload" does.

use super::page_tools::*;
use leptos::prelude::*;
use omr_batch_console::{config::Config, pages::UploadPage};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement, HtmlInputElement};

fn page() -> Shown<<AnyView as Render>::State> {
    limited(Config::default().max_file_bytes)
}

fn limited(max_file_bytes: u64) -> Shown<<AnyView as Render>::State> {
    let config = Config {
        max_file_bytes,
        ..Config::default()
    };
    show(config, || view! { <UploadPage /> }.into_any())
}

fn input(root: &Element) -> HtmlElement {
    get(root, "file", "Files to upload")
}

fn upload_button(root: &Element) -> HtmlElement {
    get_starting(&get(root, "form", "New upload"), "button", "Upload")
}

/// Rows of the list of chosen files, as text.
fn rows(root: &Element) -> Vec<String> {
    all(root, "form ul.rows > li").iter().map(text_of).collect()
}

async fn choose_and_wait(root: &Element, files: &[(&str, usize)]) {
    let before = rows(root).len();
    let files: Vec<_> = files
        .iter()
        .map(|(name, bytes)| file(name, *bytes))
        .collect();
    choose(&input(root), &files);
    until_true("the files on the list", || rows(root).len() > before).await;
}

fn choose_strategy(root: &Element, name: &str) {
    get(root, "radio", name).click();
}

#[wasm_bindgen_test]
fn the_strategy_is_a_group_of_three_with_one_line_of_help_each() {
    let page = page();
    let group = get(&page.root, "group", "Upload strategy");
    assert_eq!(
        names(&group, "radio"),
        ["ZIP with QR codes", "ZIP without QR codes", "Image files"]
    );
    for radio in all(&page.root, "input[type=radio]") {
        assert!(description_of(&radio).ends_with('.'), "{}", name_of(&radio));
    }
    let first = get(&page.root, "radio", "ZIP with QR codes");
    assert!(first.unchecked_ref::<HtmlInputElement>().checked());
}

#[wasm_bindgen_test]
async fn the_task_id_is_asked_for_only_where_it_is_needed_and_files_are_kept() {
    let page = page();
    choose_and_wait(&page.root, &[("a.zip", 5)]).await;
    assert!(maybe(&page.root, "textbox", "Task ID").is_none());
    choose_strategy(&page.root, "ZIP without QR codes");
    let field = until("the field", || maybe(&page.root, "textbox", "Task ID")).await;
    assert!(description_of(&field).contains("8 digits"), "UX-01");
    assert!(
        rows(&page.root)[0].contains("a.zip"),
        "UX-10: files are kept"
    );
    choose_strategy(&page.root, "Image files");
    until_true("the file's problem", || {
        rows(&page.root)[0].contains("must be a JPG or PNG")
    })
    .await;
    choose_strategy(&page.root, "ZIP with QR codes");
    until_true("the problem to be gone", || {
        !rows(&page.root)[0].contains("must be")
    })
    .await;
    assert!(maybe(&page.root, "textbox", "Task ID").is_none());
}

#[wasm_bindgen_test]
async fn a_wrong_task_id_is_told_at_the_top_and_at_the_field() {
    let page = page();
    choose_and_wait(&page.root, &[("a.zip", 5)]).await;
    choose_strategy(&page.root, "ZIP without QR codes");
    let field = until("the field", || maybe(&page.root, "textbox", "Task ID")).await;
    type_into(&field, "1490 011");
    upload_button(&page.root).click();
    let summary = until("the summary", || {
        maybe(&page.root, "group", "There is a problem")
    })
    .await;
    until_true("the focus on the summary", || {
        focused() == *summary.unchecked_ref::<Element>()
    })
    .await;
    let message = "The task ID must have 8 digits, and you entered 7 digits";
    let link = get(&summary, "link", message);
    assert!(description_of(&field).contains(message));
    assert_eq!(field.get_attribute("aria-invalid").as_deref(), Some("true"));
    assert!(document().title().starts_with("Error: Upload"), "UX-08");
    assert!(all(&page.root, "article").is_empty(), "nothing was sent");
    link.click();
    assert_eq!(focused().id(), field.id());
    assert_eq!(
        field.unchecked_ref::<HtmlInputElement>().value(),
        "1490 011",
        "values are kept"
    );
    type_into(&field, "１４９０-0113");
    until_true("the error to go", || !field.has_attribute("aria-invalid")).await;
}

#[wasm_bindgen_test]
async fn a_chosen_file_is_listed_with_size_type_and_a_named_way_off() {
    let page = page();
    assert_eq!(name_of(&upload_button(&page.root)), "Upload");
    choose_and_wait(&page.root, &[("a.zip", 2_100), ("b.zip", 1_000)]).await;
    let first = &rows(&page.root)[0];
    assert!(
        first.contains("a.zip") && first.contains("ZIP") && first.contains("2.1 KB"),
        "{first}"
    );
    assert_eq!(
        name_of(&upload_button(&page.root)),
        "Upload 2 files (3.1 KB)"
    );
    assert!(text_of(&page.root).contains("2 files, 3.1 KB → 2 batches"));
    get(&page.root, "button", "Remove a.zip").click();
    until_true("one row", || rows(&page.root).len() == 1).await;
    until_true("the focus on the neighbour", || {
        name_of(&focused()) == "Remove b.zip"
    })
    .await;
    get(&page.root, "button", "Remove b.zip").click();
    until_true("the focus on the button", || {
        name_of(&focused()) == "Choose files"
    })
    .await;
    assert_eq!(name_of(&upload_button(&page.root)), "Upload");
}

#[wasm_bindgen_test]
async fn a_problem_stands_on_its_row_and_good_files_stay_usable() {
    let page = limited(4_000);
    let files = [
        ("good.zip", 5),
        ("report.pdf", 5),
        ("empty.zip", 0),
        ("large.zip", 4_001),
    ];
    choose_and_wait(&page.root, &files).await;
    let rows = rows(&page.root);
    let row = |name: &str| rows.iter().find(|r| r.contains(name)).unwrap().clone();
    assert!(row("report.pdf").contains("The selected file must be a ZIP."));
    assert!(row("empty.zip").contains("The selected file is empty."));
    assert!(row("large.zip").contains("The selected file must be smaller than 4 KB."));
    assert!(!row("good.zip").contains("selected file"));
    assert!(rows[3].contains("good.zip"), "problems come first");
    let remove = get(&page.root, "button", "Remove empty.zip");
    assert!(description_of(&remove).contains("is empty"));
    assert_eq!(name_of(&upload_button(&page.root)), "Upload 1 file (5 B)");
    get(&page.root, "button", "Remove files with problems").click();
    until_true("the good one alone", || self::rows(&page.root).len() == 1).await;
}

#[wasm_bindgen_test]
async fn only_files_with_problems_lead_to_a_summary_that_names_them() {
    let page = page();
    choose_and_wait(&page.root, &[("report.pdf", 5)]).await;
    upload_button(&page.root).click();
    let summary = until("the summary", || {
        maybe(&page.root, "group", "There is a problem")
    })
    .await;
    assert!(text_of(&summary).contains("report.pdf: The selected file must be a ZIP"));
    assert!(all(&page.root, "article").is_empty());
}

#[wasm_bindgen_test]
async fn nothing_chosen_is_a_problem_of_the_drop_zone() {
    let page = page();
    upload_button(&page.root).click();
    let summary = until("the summary", || {
        maybe(&page.root, "group", "There is a problem")
    })
    .await;
    get(&summary, "link", "Select a ZIP file").click();
    assert_eq!(name_of(&focused()), "Choose files");
    assert!(description_of(&focused()).contains("Select a ZIP file"));
    assert!(
        description_of(&focused()).contains("up to 10 GB each"),
        "UX-01"
    );
}

#[wasm_bindgen_test]
async fn f37_the_same_file_twice_is_one_and_that_is_said() {
    let page = page();
    choose_and_wait(&page.root, &[("a.zip", 5)]).await;
    choose(&input(&page.root), &[file("a.zip", 5)]);
    until_true("the word", || {
        text_of(&page.root).contains("1 file was on the list already")
    })
    .await;
    assert_eq!(rows(&page.root).len(), 1);
}

#[wasm_bindgen_test]
async fn the_whole_page_takes_files_and_leaves_dragged_text_alone() {
    let page = page();
    let anywhere = document().body().unwrap();
    assert_eq!(
        drag_and_drop(&anywhere, &[], Some("a word")),
        [false, false]
    );
    assert!(!text_of(&page.root).contains("Drop anywhere"));
    assert_eq!(
        drag_and_drop(&anywhere, &[file("a.zip", 5)], None),
        [true, true]
    );
    until_true("the dropped file", || rows(&page.root).len() == 1).await;
    assert!(rows(&page.root)[0].contains("a.zip"));
}

#[wasm_bindgen_test]
async fn images_make_one_batch_in_the_order_of_their_numbers() {
    let page = page();
    choose_strategy(&page.root, "Image files");
    choose_and_wait(&page.root, &[("scan 10.jpg", 5), ("scan 2.png", 5)]).await;
    assert!(rows(&page.root)[0].contains("scan 2.png"));
    assert!(text_of(&page.root).contains("2 files, 10 B → 1 batch"));
    let zips_rule = text_of(&page.root);
    assert!(zips_rule.contains("They become one batch"));
}

#[wasm_bindgen_test]
async fn f37_five_thousand_images_show_few_rows_and_all_of_them_count() {
    let page = page();
    choose_strategy(&page.root, "Image files");
    let files: Vec<_> = (0..5_000).map(|i| file(&format!("{i}.jpg"), 10)).collect();
    choose(&input(&page.root), &files);
    until_true("all of them", || {
        name_of(&upload_button(&page.root)) == "Upload 5,000 files (50.0 KB)"
    })
    .await;
    let shown = rows(&page.root).len();
    assert!(shown < 20, "{shown} rows");
    get(&page.root, "button", "Show 100 more").click();
    until_true("more rows", || rows(&page.root).len() == shown + 100).await;
}

#[wasm_bindgen_test]
async fn f46_a_double_click_is_one_upload_and_empties_the_form() {
    let page = page();
    choose_and_wait(&page.root, &[("a.zip", 5), ("report.pdf", 5)]).await;
    type_into(&get(&page.root, "textbox", "Notes"), "Room 12");
    let button = upload_button(&page.root);
    button.click();
    button.click();
    until_true("a panel", || {
        maybe(&page.root, "article", "a.zip").is_some()
    })
    .await;
    tick().await;
    assert_eq!(names(&page.root, "article"), ["a.zip"]);
    assert!(maybe(&page.root, "group", "There is a problem").is_none());
    let rows = rows(&page.root);
    assert!(
        rows.len() == 1 && rows[0].contains("report.pdf"),
        "the one with a problem stays: {rows:?}"
    );
    assert_eq!(name_of(&focused()), "Uploads");
    let notes = get(&page.root, "textbox", "Notes");
    assert_eq!(
        notes
            .unchecked_ref::<web_sys::HtmlTextAreaElement>()
            .value(),
        ""
    );
    // Ended here, so that it does not outlive the test.
    let panel = get(&page.root, "article", "a.zip");
    let cancel = until("Cancel", || maybe(&panel, "button", "Cancel")).await;
    cancel.click();
    until("the end", || {
        maybe(&panel, "button", "Remove from list: a.zip")
    })
    .await;
}

#[wasm_bindgen_test]
fn the_input_stays_in_the_page_and_is_labelled() {
    let page = page();
    let input = input(&page.root);
    let input = input.unchecked_ref::<HtmlInputElement>();
    assert!(input.multiple() && input.accept().contains(".zip"));
    assert!(description_of(input).contains("Each ZIP becomes its own batch"));
    choose_strategy(&page.root, "Image files");
    assert!(maybe(&page.root, "button", "Choose files").is_some());
}

#[wasm_bindgen_test]
async fn d1_what_was_put_right_is_not_said_any_longer() {
    let page = page();
    choose_and_wait(&page.root, &[("report.pdf", 5)]).await;
    let summary = || maybe(&page.root, "group", "There is a problem");
    upload_button(&page.root).click();
    until("the summary", summary).await;
    get(&page.root, "button", "Remove report.pdf").click();
    until_true("nothing is said of a file that is gone", || {
        summary().is_none()
    })
    .await;
    assert!(
        document().title().starts_with("Upload"),
        "{}",
        document().title()
    );
    // Two things are wrong; the one that is put right goes, and the focus stays where the person is.
    choose_strategy(&page.root, "ZIP without QR codes");
    upload_button(&page.root).click();
    let both = until("the summary", summary).await;
    assert_eq!(names(&both, "link").len(), 2, "{:?}", names(&both, "link"));
    let field = get(&page.root, "textbox", "Task ID");
    field.focus().unwrap();
    type_into(&field, "11700111");
    until_true("one is left", || {
        summary().is_some_and(|summary| names(&summary, "link") == ["Select a ZIP file"])
    })
    .await;
    assert_eq!(focused().id(), field.id());
    choose_strategy(&page.root, "Image files");
    until_true("another strategy asks for other files", || {
        summary().is_none()
    })
    .await;
}

#[wasm_bindgen_test]
async fn d2_nothing_is_said_of_images_that_were_sent() {
    let page = page();
    choose_strategy(&page.root, "Image files");
    choose_and_wait(&page.root, &[("scan 1.jpg", 5)]).await;
    let together = || names(&page.root, "heading").contains(&"All images together".to_owned());
    until_true("they are looked at", together).await;
    get(&page.root, "button", "Remove scan 1.jpg").click();
    until_true("nothing is said of what is gone", || !together()).await;
}
