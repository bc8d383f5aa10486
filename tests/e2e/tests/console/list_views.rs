//! The list's views: tabs with counts, filters that lose nothing that is typed, reading where the server cannot filter,
//! columns, keys, and what can be done with marked rows.

use e2e::api::{ADMIN, STAFF};
use e2e::page::starts;
use e2e::wait::{Seen, never_within, until, until_within};
use e2e::{Bench, Page, Role, Rule, Setup, Step, run, words};
use serde_json::{Value, json};
use thirtyfour::Key;

use super::look::{Look, passes};

const LIST: &str = "/api/batches/";

async fn rows(page: &Page) -> Step<Vec<Vec<String>>> {
    page.table_becomes(words::BATCHES, "rows", |rows| !rows.is_empty())
        .await
}

async fn open_list(t: &Bench) -> Step {
    t.page.sign_in(ADMIN).await?;
    t.page.goto("/batches").await?;
    rows(&t.page).await.map(drop)
}

/// Opens the choice of columns, which is a disclosure.
async fn open_view_menu(page: &Page) -> Step {
    page.eval("const s = document.querySelector('details.menu > summary'); s.focus(); s.click(); return null")
        .await
        .map(drop)
}

/// Text of the tab's link, with its number.
async fn tab_says(page: &Page, wanted: &str) -> Step {
    page.find(Role::Link, wanted).await.map(drop)
}

fn needs_attention(batch: &Value) -> bool {
    batch["status"] == "failed"
        || (batch["status"] == "completed" && batch["failed_count"].as_u64() > Some(0))
}

async fn list_requests(t: &Bench) -> Step<Vec<Value>> {
    t.api.requests_to("GET", LIST).await
}

#[test]
fn tabs_have_live_counts_and_addresses() {
    run(Setup::default().seeded(60), async |t| {
        let all = t.api.sign_in(ADMIN).await?.batches().await?;
        let count = |fits: &dyn Fn(&Value) -> bool| all.iter().filter(|b| fits(b)).count();
        let attention = count(&needs_attention);
        let running = count(&|b| {
            ["uploaded", "validating", "processing", "reprocessing"]
                .iter()
                .any(|word| b["status"] == *word)
        });
        let completed = count(&|b| b["status"] == "completed");
        assert!(attention > 2 && running > 2 && completed > 2);
        open_list(t).await?;
        tab_says(&t.page, "All 60").await?;
        tab_says(&t.page, &format!("In progress {running}")).await?;
        tab_says(&t.page, &format!("Completed {completed}")).await?;
        t.page
            .follow(format!("Needs attention {attention}").as_str())
            .await?;
        t.page
            .path_becomes("the tab", |path| path == "/batches?view=attention")
            .await?;
        t.page
            .table_becomes(words::BATCHES, "what needs attention", |rows| {
                rows.len() == attention.min(25)
            })
            .await?;
        t.page
            .title_becomes("the tab's", |title| title.contains("Needs attention"))
            .await?;
        t.page.follow(starts("In progress")).await?;
        let shown = t
            .page
            .table_becomes(words::BATCHES, "what runs", |rows| rows.len() == running)
            .await?;
        assert!(shown.iter().all(|row| row.len() > 2 && !row[2].is_empty()));
        // A batch that ends is counted elsewhere without a reload.
        t.page.back().await?;
        t.page
            .path_becomes("the tab before", |path| path == "/batches?view=attention")
            .await?;
        t.page.axe("the list with tabs").await
    });
}

#[test]
fn counts_follow_a_batch_that_ends() {
    run(Setup::with(&["--sheets-per-second", "2"]), async |t| {
        let zip = t.quick_zip("counted.zip", 8, 8_000)?;
        t.api.sign_in(STAFF).await?.upload(&zip, None).await?;
        t.page.sign_in(STAFF).await?;
        t.page.goto("/batches").await?;
        tab_says(&t.page, "In progress 1").await?;
        t.page
            .find(Role::ProgressBar, "Processing of counted.zip")
            .await?;
        t.page.find_within(40, Role::Link, "Completed 1").await?;
        tab_says(&t.page, "In progress 0").await?;
        t.page
            .has_no(Role::ProgressBar, "Processing of counted.zip")
            .await
    });
}

#[test]
fn typing_in_a_filter_loses_neither_focus_nor_a_letter() {
    run(Setup::default().seeded(60), async |t| {
        open_list(t).await?;
        // Slow answers: every one comes while more is typed.
        t.api
            .fault(Rule::on("GET", "/api/*batches/").delay_answer(400))
            .await?;
        let field = t.page.get(Role::TextBox, words::FILE_NAME).await?;
        field.click().await?;
        let wanted = "mathematics-with-qr";
        // After each part the list has followed and its answer is still on its way when the next part is typed.
        for part in ["mat", "hematics", "-with-qr"] {
            field.send_keys(part).await?;
            let typed = wanted
                .split_inclusive(part)
                .next()
                .unwrap_or_default()
                .to_owned();
            t.page
                .path_becomes("followed", |path| path == format!("/batches?name={typed}"))
                .await?;
        }
        let node = t.page.find(Role::TextBox, words::FILE_NAME).await?;
        assert_eq!(node.value, wanted, "every letter is there");
        assert_eq!(t.page.focused().await?, words::FILE_NAME);
        t.page
            .path_becomes("searched", |path| {
                path == "/batches?name=mathematics-with-qr"
            })
            .await?;
        t.api.no_faults().await?;
        t.page
            .table_becomes(words::BATCHES, "what fits", |rows| {
                !rows.is_empty() && rows.iter().all(|row| row[1].contains(wanted))
            })
            .await?;
        // One visit of the field is one step back, and Back writes the field.
        t.page.back().await?;
        t.page
            .path_becomes("everything", |path| path == "/batches")
            .await?;
        until("the field to be empty", async || {
            let node = t.page.find(Role::TextBox, words::FILE_NAME).await?;
            Ok(if node.value.is_empty() {
                Seen::Yes(())
            } else {
                Seen::NotYet(node.value)
            })
        })
        .await
    });
}

#[test]
fn filters_are_combined_and_a_link_shows_the_same() {
    // Production's rows name no uploader.
    run(Setup::default().handoff().seeded(60), async |t| {
        let all = t.api.sign_in(ADMIN).await?.batches().await?;
        let fits = |b: &&Value| {
            b["upload_type"] == "zip_no_qr"
                && b["username"] == "staff"
                && b["status"] == "completed"
        };
        let wanted = all.iter().filter(fits).count();
        assert!(wanted > 0, "the demo has some");
        open_list(t).await?;
        t.page.select(words::TYPE, "ZIP without QR").await?;
        t.page.fill(words::UPLOADED_BY, "staff").await?;
        t.page.select(words::STATUS, "Completed").await?;
        let path = "/batches?status=completed&uploader=staff&type=zip_no_qr";
        t.page.path_becomes("all three", |now| now == path).await?;
        let shown = t
            .page
            .table_becomes(words::BATCHES, "what fits", |rows| {
                rows.len() == wanted.min(25)
            })
            .await?;
        t.page.goto("/upload").await?;
        t.page.goto(path).await?;
        let again = t
            .page
            .table_becomes(words::BATCHES, "the same", |rows| rows.len() == shown.len())
            .await?;
        assert_eq!(again, shown);
        t.page.press(words::CLEAR_FILTERS).await?;
        t.page
            .path_becomes("everything", |path| path == "/batches")
            .await?;
        assert_eq!(
            t.page.focused().await?,
            words::FILE_NAME,
            "the focus is not lost"
        );
        // A day in the middle of the demo's weeks.
        let day = all[30]["created_at"].as_str().unwrap_or_default()[..10].to_owned();
        let of_day = all
            .iter()
            .filter(|b| {
                b["created_at"]
                    .as_str()
                    .is_some_and(|at| at.starts_with(&day))
            })
            .count();
        t.page
            .goto(&format!("/batches?from={day}&to={day}"))
            .await?;
        t.page
            .table_becomes(words::BATCHES, "one day", |rows| rows.len() == of_day)
            .await
            .map(drop)
    });
}

#[test]
fn without_the_extension_the_list_is_read_in_sight_and_can_be_stopped() {
    run(Setup::default().seeded(1_500), async |t| {
        open_list(t).await?;
        t.api
            .fault(Rule::on("GET", "/api/*batches/").delay_answer(700))
            .await?;
        t.page.fill(words::FILE_NAME, "physics").await?;
        t.page.sees("Looking through the list").await?;
        t.page.press("Stop").await?;
        t.page.sees("What fits further back is not shown").await?;
        let path = t.page.path().await?;
        assert_eq!(path, "/batches?name=physics");
        t.api.no_faults().await?;
        t.page.press("Look at more").await?;
        t.page.sees_no("What fits further back").await?;
        let all = every_batch(t).await?;
        let wanted = all
            .iter()
            .filter(|b| {
                b["batch_name"]
                    .as_str()
                    .is_some_and(|n| n.contains("physics"))
            })
            .count();
        t.page.sees(&format!("{wanted} batches – filtered")).await?;
        let asked = list_requests(t).await?;
        assert!(
            asked.iter().all(|r| !query(r).contains("batch_name")),
            "the server is not asked for what it cannot do"
        );
        Ok(())
    });
}

/// Through the API, page by page.
async fn every_batch(t: &Bench) -> Step<Vec<Value>> {
    t.api.sign_in(ADMIN).await?.every_batch().await
}

fn query(request: &Value) -> &str {
    request["query"].as_str().unwrap_or_default()
}

#[test]
fn with_the_extension_the_server_searches() {
    // Production cannot search for an uploader.
    let setup = Setup::default()
        .handoff()
        .seeded(1_500)
        .config(json!({ "extensions": { "search": true } }));
    run(setup, async |t| {
        open_list(t).await?;
        tab_says(&t.page, "All 1,500").await?;
        t.api.forget_requests().await?;
        t.page.fill(words::FILE_NAME, "PHYSICS").await?;
        t.page.fill(words::UPLOADED_BY, "scan").await?;
        t.page
            .path_becomes("both", |path| path == "/batches?name=PHYSICS&uploader=scan")
            .await?;
        t.page
            .table_becomes(words::BATCHES, "what fits", |rows| {
                rows.len() == 25
                    && rows.iter().all(|row| {
                        row[1].contains("physics") && row.iter().any(|cell| cell == "scanner")
                    })
            })
            .await?;
        let asked = list_requests(t).await?;
        let last = asked.last().map(query).unwrap_or_default();
        assert!(
            last.contains("batch_name=PHYSICS") && last.contains("username=scan"),
            "{last}"
        );
        let pages = asked
            .iter()
            .filter(|r| query(r).contains("limit=100&"))
            .count();
        assert_eq!(pages, 0, "nothing is read page by page: {asked:?}");
        Ok(())
    });
}

#[test]
fn f42_one_list_request_per_poll_on_every_tab_and_none_while_hidden() {
    run(Setup::with(&["--sheets-per-second", "0.1"]), async |t| {
        let staff = t.api.sign_in(STAFF).await?;
        for name in ["a.zip", "b.zip", "c.zip"] {
            let zip = t.quick_zip(name, 200, 4_000)?;
            staff.upload(&zip, None).await?;
        }
        t.page.sign_in(STAFF).await?;
        for path in [
            "/batches",
            "/batches?view=progress",
            "/batches?view=attention",
        ] {
            t.page.goto(path).await?;
            t.page.find(Role::Link, "In progress 3").await?;
            let before = list_requests(t).await?.len();
            // The longest wait is 5 s: within 11 s there are at most three polls.
            never_within(11.0, "a fourth request", async || {
                Ok(list_requests(t).await?.len() > before + 3)
            })
            .await?;
            assert!(list_requests(t).await?.len() > before, "{path} is followed");
        }
        t.page.hide(true).await?;
        let before = list_requests(t).await?.len();
        never_within(7.0, "a request of a hidden page", async || {
            Ok(list_requests(t).await?.len() > before + 1)
        })
        .await
    });
}

#[test]
fn columns_and_density_are_in_the_address() {
    run(Setup::default().seeded(60), async |t| {
        open_list(t).await?;
        open_view_menu(&t.page).await?;
        t.page.click(Role::Checkbox, "Size").await?;
        t.page
            .path_becomes("without size", |path| path == "/batches?hide=size")
            .await?;
        t.page.click(Role::Checkbox, "Compact rows").await?;
        t.page
            .path_becomes("compact", |path| {
                path == "/batches?hide=size&density=compact"
            })
            .await?;
        let headers =
            "return [...document.querySelectorAll('thead th')].map(h => h.textContent).join()";
        let shown = t.page.eval(headers).await?.to_string();
        assert!(
            !shown.contains("Size") && shown.contains("Created"),
            "{shown}"
        );
        t.page.reload().await?;
        rows(&t.page).await?;
        assert_eq!(t.page.eval(headers).await?.to_string(), shown);
        open_view_menu(&t.page).await?;
        t.page.find(Role::Checkbox, "Size").await?;
        passes(&t.page, Look::ListViewMenu).await?;
        t.page.key(Key::Escape).await?;
        t.page.has_no(Role::Checkbox, "Size").await?;
        assert_eq!(t.page.focused().await?, "View");
        Ok(())
    });
}

#[test]
fn arrows_move_between_rows_and_enter_opens() {
    run(Setup::default().seeded(60), async |t| {
        open_list(t).await?;
        let names: Vec<String> = rows(&t.page)
            .await?
            .iter()
            .map(|row| row[1].clone())
            .collect();
        t.page
            .eval("document.querySelector('tbody th a').focus(); return null")
            .await?;
        t.page.key(Key::Down).await?;
        t.page.key(Key::Down).await?;
        assert_eq!(t.page.focused().await?, names[2]);
        t.page.key(Key::Up).await?;
        assert_eq!(t.page.focused().await?, names[1]);
        t.page.key(Key::End).await?;
        assert_eq!(t.page.focused().await?, names[24]);
        t.page.key(Key::Home).await?;
        assert_eq!(t.page.focused().await?, names[0]);
        t.page.key(Key::Down).await?;
        t.page.key(Key::Enter).await?;
        t.page.find(Role::Heading, names[1].as_str()).await?;
        Ok(())
    });
}

#[test]
fn marked_rows_are_deleted_one_by_one_and_each_outcome_is_told() {
    run(Setup::default(), async |t| {
        let staff = t.api.sign_in(STAFF).await?;
        let mut ids = vec![];
        for name in ["one.zip", "two.zip", "three.zip", "kept.zip"] {
            let zip = t.quick_zip(name, 2, 8_000)?;
            let id = staff.upload(&zip, None).await?;
            staff.reaches(&id, "completed").await?;
            ids.push(id);
        }
        t.api
            .fault(Rule::on("DELETE", &format!("/api/batches/{}", ids[1])).status(500))
            .await?;
        t.page.sign_in(ADMIN).await?;
        t.page.goto("/batches").await?;
        rows(&t.page).await?;
        for name in ["one.zip", "two.zip", "three.zip"] {
            t.page
                .click(Role::Checkbox, format!("Select {name}").as_str())
                .await?;
        }
        t.page.sees("3 batches selected").await?;
        passes(&t.page, Look::ListMarked).await?;
        t.page.press("Delete 3 batches").await?;
        t.page.find(Role::AlertDialog, "Delete 3 batches").await?;
        t.page.sees("3 batches with 6 sheets").await?;
        passes(&t.page, Look::ListSeveralDialog).await?;
        t.page.fill("Type 3 to confirm", "2").await?;
        t.page.key(Key::Enter).await?;
        t.page.sees("Type the number 3").await?;
        assert!(
            t.api
                .requests_to("DELETE", "/api/batches/*")
                .await?
                .is_empty()
        );
        t.page.fill("Type 3 to confirm", "3").await?;
        t.page.key(Key::Enter).await?;
        t.page
            .sees("2 batches were deleted. 1 batch was not.")
            .await?;
        t.page.sees("The server could not delete the batch").await?;
        passes(&t.page, Look::ListSeveralOutcome).await?;
        assert_eq!(
            t.api.requests_to("DELETE", "/api/batches/*").await?.len(),
            3
        );
        t.page.press("Close").await?;
        t.page
            .table_becomes(words::BATCHES, "what is left", |rows| {
                rows.len() == 2
                    && rows
                        .iter()
                        .all(|row| ["two.zip", "kept.zip"].contains(&row[1].as_str()))
            })
            .await?;
        assert_ne!(t.page.focused().await?, "", "the focus is not lost");
        let admin = t.api.sign_in(ADMIN).await?;
        let mut looks = vec![];
        for id in &ids {
            looks.push(admin.look(id).await?);
        }
        assert_eq!(looks, [404, 200, 404, 200]);
        tab_says(&t.page, "All 2").await
    });
}

#[test]
fn f14_a_role_taken_away_stops_a_deletion_of_several_at_once() {
    run(Setup::default(), async |t| {
        let staff = t.api.sign_in(STAFF).await?;
        for name in ["one.zip", "two.zip"] {
            let zip = t.quick_zip(name, 1, 8_000)?;
            let id = staff.upload(&zip, None).await?;
            staff.reaches(&id, "completed").await?;
        }
        let body = json!({ "detail": "Only administrators can delete batches" });
        t.api
            .fault(Rule::on("DELETE", "/api/batches/").status(403).body(body))
            .await?;
        t.page.sign_in(ADMIN).await?;
        t.page.goto("/batches").await?;
        rows(&t.page).await?;
        t.page
            .click(Role::Checkbox, "Select all rows on this page")
            .await?;
        t.page.press("Delete 2 batches").await?;
        t.page.fill("Type 2 to confirm", "2").await?;
        t.page.key(Key::Enter).await?;
        t.page
            .sees("0 batches were deleted. 2 batches were not.")
            .await?;
        t.page.sees("your account is not one any more").await?;
        assert_eq!(
            t.api.requests_to("DELETE", "/api/batches/*").await?.len(),
            1
        );
        t.page.path_is("/batches").await.map(drop)
    });
}

#[test]
fn marks_go_with_what_is_out_of_sight_and_staff_cannot_delete() {
    run(Setup::default().seeded(60), async |t| {
        t.page.sign_in(STAFF).await?;
        t.page.goto("/batches").await?;
        let first = rows(&t.page).await?[0][1].clone();
        t.page
            .click(Role::Checkbox, format!("Select {first}").as_str())
            .await?;
        t.page.sees("1 batch selected").await?;
        assert!(!t.page.has(Role::Button, starts("Delete")).await?);
        t.page.press("Copy 1 link").await?;
        t.page.follow(starts("Next")).await?;
        t.page.sees_no("1 batch selected").await?;
        t.page.back().await?;
        t.page.never_sees(1.0, "1 batch selected").await
    });
}

#[test]
fn f44_rows_deleted_meanwhile_lead_to_the_last_page_that_is_left() {
    run(Setup::default().seeded(60), async |t| {
        t.page.sign_in(ADMIN).await?;
        t.page.goto("/batches?page=3").await?;
        t.page
            .table_becomes(words::BATCHES, "the rest", |rows| rows.len() == 10)
            .await?;
        let admin = t.api.sign_in(ADMIN).await?;
        for batch in admin.batches().await?.iter().skip(40).take(15) {
            admin
                .delete(batch["batch_uuid"].as_str().unwrap_or_default())
                .await?;
        }
        t.page.press(words::REFRESH).await?;
        t.page
            .path_becomes("page 2", |path| path == "/batches?page=2")
            .await?;
        t.page
            .table_becomes(words::BATCHES, "what is left", |rows| rows.len() == 20)
            .await?;
        tab_says(&t.page, "All 45").await
    });
}

#[test]
fn rows_without_counts_are_owned_up_to_where_it_matters() {
    run(
        Setup::with(&["--rows", "bare"]).production().seeded(60),
        async |t| {
            open_list(t).await?;
            t.page.follow(starts("Needs attention")).await?;
            t.page
                .sees("does not say how many sheets of a batch failed")
                .await?;
            t.page.follow(starts("Completed")).await?;
            t.page.sees_no("does not say how many sheets").await
        },
    );
}

#[test]
fn a_long_list_is_filtered_within_moments() {
    run(Setup::default().seeded(3_000), async |t| {
        open_list(t).await?;
        until_within(10, "the numbers beside the tabs", async || {
            Ok(if t.page.has(Role::Link, "All 3,000").await? {
                Seen::Yes(())
            } else {
                Seen::NotYet("no number".to_owned())
            })
        })
        .await?;
        // Failed sheets cannot be asked for: no number stands there rather than a wrong one (UX-39).
        tab_says(&t.page, "Needs attention").await?;
        t.page.follow("Needs attention").await?;
        let all = every_batch(t).await?;
        let wanted = all.iter().filter(|b| needs_attention(b)).count();
        t.page
            .find_within(60, Role::Link, format!("Needs attention {wanted}").as_str())
            .await?;
        Ok(())
    });
}
