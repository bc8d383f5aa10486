//! The keyboard script K1 to K10 of the rules of experience, key by key: what has the focus, what it is called, and what is read
//! out. K4 and K11 go through every stop of every route; they and K12 are in `reach`.

use e2e::api::{ADMIN, STAFF};
use e2e::keys::{Focus, Stroke};
use e2e::page::starts;
use e2e::wait::{Seen, never_within, until, until_within};
use e2e::{Ability, Bench, Page, Role, Setup, Step, run, words};

/// Opens the list as an admin.
async fn open_list(t: &Bench, path: &str) -> Step<Vec<Vec<String>>> {
    t.page.sign_in(ADMIN).await?;
    t.page.goto(path).await?;
    t.page
        .table_becomes(words::BATCHES, "rows", |rows| !rows.is_empty())
        .await
}

/// What was said since the first `known` announcements.
async fn said_after(page: &Page, known: usize) -> Step<Vec<String>> {
    let said = page.said().await?;
    Ok(said.into_iter().skip(known).map(|(text, _)| text).collect())
}

async fn focus_is_in(page: &Page, selector: &str) -> Step<bool> {
    let script = "return document.activeElement.matches(`${arguments[0]}, ${arguments[0]} *`)";
    Ok(page
        .script(script, vec![selector.into()])
        .await?
        .json()
        .as_bool()
        == Some(true))
}

#[test]
fn k01_the_first_stop_of_the_tab_key_skips_to_the_content() {
    run(Setup::default().needs(Ability::FullKeyboard), async |t| {
        t.page.sign_in(STAFF).await?;
        for (path, heading) in [
            ("/upload", "Upload"),
            ("/batches", words::BATCHES),
            ("/analytics", "Analytics"),
            ("/notices", "Notifications"),
            ("/preferences", "Preferences"),
            ("/help", "Help"),
        ] {
            t.page.goto(path).await?;
            t.page.find(Role::Heading, starts(heading)).await?;
            t.page.stroke(Stroke::TAB).await?;
            let first = Focus {
                role: "link".into(),
                name: words::SKIP.into(),
            };
            assert_eq!(t.page.focus().await?, first, "on {path}");
            t.page.stroke(Stroke::ENTER).await?;
            assert!(focus_is_in(&t.page, "main").await?, "on {path}");
            // On from there, the next stop is in the content too.
            t.page.stroke(Stroke::TAB).await?;
            assert!(focus_is_in(&t.page, "main").await?, "on {path}");
        }
        Ok(())
    });
}

#[test]
fn k02_a_batch_is_uploaded_without_a_mouse() {
    run(Setup::default().needs(Ability::FullKeyboard), async |t| {
        let zip = t.quick_zip("by-keys.zip", 2, 8_000)?;
        t.page.goto("/login").await?;
        t.page.find(Role::Button, words::SIGN_IN).await?;
        t.page.tab_to("textbox", words::USERNAME).await?;
        t.page.type_text(STAFF.username).await?;
        t.page.stroke(Stroke::TAB).await?;
        t.page.focus_becomes("textbox", words::PASSWORD).await?;
        t.page.type_text(STAFF.password).await?;
        t.page.stroke(Stroke::ENTER).await?;
        t.page.path_is("/upload").await?;
        t.page.find(Role::Button, words::CHOOSE_FILES).await?;
        t.page.tab_to("radio", words::WITH_QR).await?;
        t.page.stroke(Stroke::DOWN).await?;
        t.page.focus_becomes("radio", words::WITHOUT_QR).await?;
        t.page.tab_to("textbox", words::TASK_ID).await?;
        t.page.type_text("1490 0999").await?;
        t.page.tab_to("button", words::CHOOSE_FILES).await?;
        // The dialog is the browser's own: what it gives comes through the input.
        t.page.give_files(&[zip]).await?;
        t.page.sees("by-keys.zip").await?;
        t.page.focus_becomes("button", words::CHOOSE_FILES).await?;
        t.page.tab_to("button", "Remove by-keys.zip").await?;
        t.page.tab_to("textbox", words::NOTES).await?;
        t.page.type_text("Room 4").await?;
        t.page.tab_to("button", "Upload 1 file").await?;
        t.page.stroke(Stroke::ENTER).await?;
        t.page.sees_completed(60).await?;
        assert_ne!(
            t.page.focus().await?.role,
            "RootWebArea",
            "the focus is lost"
        );
        t.page.tab_to("link", words::OPEN_BATCH).await?;
        t.page.stroke(Stroke::ENTER).await?;
        t.page.focus_becomes("heading", "by-keys.zip").await?;
        t.page.sees("Room 4").await
    });
}

#[test]
fn k03_arrows_choose_the_strategy_all_the_way_round_and_files_stay() {
    run(Setup::default().needs(Ability::FullKeyboard), async |t| {
        let zip = t.quick_zip("kept.zip", 1, 8_000)?;
        t.page.sign_in(STAFF).await?;
        t.page.prepare(words::WITH_QR, None, &[zip]).await?;
        t.page.sees("kept.zip").await?;
        t.page
            .eval("document.activeElement.blur(); getSelection().setPosition(document.body, 0); return null")
            .await?;
        t.page.tab_to("radio", words::WITH_QR).await?;
        let around = [
            (Stroke::DOWN, words::WITHOUT_QR),
            (Stroke::DOWN, words::IMAGES),
            (Stroke::DOWN, words::WITH_QR),
            (Stroke::UP, words::IMAGES),
            (Stroke::UP, words::WITHOUT_QR),
            (Stroke::UP, words::WITH_QR),
        ];
        for (arrow, name) in around {
            t.page.stroke(arrow).await?;
            t.page.focus_becomes("radio", name).await?;
            let radio = t.page.find(Role::Radio, name).await?;
            assert_eq!(radio.state("checked"), "true", "{name}");
            t.page.sees("kept.zip").await?;
        }
        // One stop for the group: the next one is outside of it.
        t.page.stroke(Stroke::TAB).await?;
        assert_ne!(t.page.focus().await?.role, "radio");
        t.page.stroke(Stroke::BACK_TAB).await?;
        t.page.focus_becomes("radio", words::WITH_QR).await
    });
}

#[test]
fn k05_a_filter_keeps_the_focus_and_its_result_is_said_once() {
    run(
        Setup::default().needs(Ability::FullKeyboard).seeded(60),
        async |t| {
            open_list(t, "/batches").await?;
            t.page.tab_to("combobox", words::STATUS).await?;
            let before = t.page.said().await?.len();
            t.page.type_text("F").await?;
            t.page
                .path_becomes("filtered", |path| path == "/batches?status=failed")
                .await?;
            t.page
                .table_becomes(words::BATCHES, "failed ones", |rows| {
                    !rows.is_empty()
                        && rows
                            .iter()
                            .all(|row| row.iter().any(|c| c.contains("Failed")))
                })
                .await?;
            let count = t.page.table(words::BATCHES).await?.len();
            let wanted = format!("{count} batches – Failed");
            let announced = async || said_after(&t.page, before).await;
            until("the count to be said", async || {
                let said = announced().await?;
                Ok(if said.is_empty() {
                    Seen::NotYet("nothing was said".to_owned())
                } else {
                    Seen::Yes(())
                })
            })
            .await?;
            never_within(3.0, "a second announcement", async || {
                Ok(announced().await?.len() > 1)
            })
            .await?;
            assert_eq!(announced().await?, [wanted]);
            t.page.focus_becomes("combobox", words::STATUS).await
        },
    );
}

#[test]
fn k06_page_2_is_an_address_with_a_title_and_a_current_page() {
    run(
        Setup::default().needs(Ability::FullKeyboard).seeded(60),
        async |t| {
            let first = open_list(t, "/batches").await?;
            t.page
                .eval("document.querySelector('nav.pages a').focus(); return null")
                .await?;
            t.page.focus_becomes("link", "Page 1").await?;
            t.page.stroke(Stroke::TAB).await?;
            t.page.focus_becomes("link", "Page 2").await?;
            t.page.stroke(Stroke::ENTER).await?;
            t.page
                .path_becomes("page 2", |path| path == "/batches?page=2")
                .await?;
            t.page
                .title_becomes("numbered", |title| title.contains("page 2 of 3"))
                .await?;
            t.page
                .table_becomes(words::BATCHES, "other rows", |rows| {
                    !rows.is_empty() && rows[0] != first[0]
                })
                .await?;
            let current = t
            .page
            .eval("return [...document.querySelectorAll('nav.pages [aria-current=page]')].map(a => a.textContent.trim())")
            .await?;
            assert_eq!(current, serde_json::json!(["2"]));
            t.page.focus_becomes("link", "Page 2").await
        },
    );
}

/// Whether a batch of this name is still there.
async fn is_there(t: &Bench, name: &str) -> Step<bool> {
    let all = t.api.sign_in(ADMIN).await?.batches().await?;
    Ok(all.iter().any(|batch| batch["batch_name"] == name))
}

async fn two_batches(t: &Bench) -> Step {
    let staff = t.api.sign_in(STAFF).await?;
    for name in ["stays.zip", "goes.zip"] {
        let zip = t.quick_zip(name, 2, 8_000)?;
        let batch = staff.upload(&zip, None).await?;
        staff.reaches(&batch, "completed").await?;
    }
    Ok(())
}

#[test]
fn k07_the_delete_dialog_holds_the_focus_and_gives_it_back() {
    run(Setup::default().needs(Ability::FullKeyboard), async |t| {
        two_batches(t).await?;
        open_list(t, "/batches").await?;
        t.page.tab_to("button", "Delete batch goes.zip").await?;
        t.page.stroke(Stroke::ENTER).await?;
        t.page.focus_becomes("textbox", words::CONFIRM_NAME).await?;
        let mut stops = Vec::new();
        for _ in 0..6 {
            t.page.stroke(Stroke::TAB).await?;
            let focus = t.page.focus().await?;
            // Between the last stop and the first one lies the browser itself.
            let outside = t
                .page
                .eval("return document.activeElement === document.body")
                .await?
                == true;
            assert!(
                outside || focus_is_in(&t.page, "dialog").await?,
                "{focus:?}"
            );
            stops.push(focus.name);
        }
        for name in [words::CANCEL, words::DELETE_BATCH, words::CONFIRM_NAME] {
            assert!(stops.iter().any(|stop| stop == name), "{name} in {stops:?}");
        }
        t.page
            .eval("document.querySelector('dialog input').focus(); return null")
            .await?;
        t.page.type_text("stays.zip").await?;
        t.page.stroke(Stroke::ENTER).await?;
        t.page.sees("This is not the batch name").await?;
        t.page.focus_becomes("textbox", words::CONFIRM_NAME).await?;
        assert!(is_there(t, "goes.zip").await? && is_there(t, "stays.zip").await?);
        t.page.stroke(Stroke::ESCAPE).await?;
        t.page
            .has_no(Role::AlertDialog, "Delete batch goes.zip")
            .await?;
        t.page
            .focus_becomes("button", "Delete batch goes.zip")
            .await?;
        assert!(is_there(t, "goes.zip").await?);
        Ok(())
    });
}

#[test]
fn k08_after_a_deletion_the_focus_is_on_the_neighbour() {
    run(Setup::default().needs(Ability::FullKeyboard), async |t| {
        two_batches(t).await?;
        open_list(t, "/batches").await?;
        t.page.tab_to("button", "Delete batch goes.zip").await?;
        t.page.stroke(Stroke::SPACE).await?;
        t.page.focus_becomes("textbox", words::CONFIRM_NAME).await?;
        t.page.type_text("goes.zip").await?;
        t.page.stroke(Stroke::ENTER).await?;
        t.page
            .table_becomes(words::BATCHES, "one row", |rows| rows.len() == 1)
            .await?;
        t.page.focus_becomes("link", "stays.zip").await?;
        let said = t.page.said().await?;
        let told = said
            .iter()
            .filter(|(text, _)| text.contains("goes.zip was deleted"));
        assert_eq!(told.count(), 1, "{said:?}");
        Ok(())
    });
}

#[test]
fn k09_a_change_of_page_moves_the_focus_to_its_heading_and_back_restores_the_list() {
    run(
        Setup::default().needs(Ability::FullKeyboard).seeded(60),
        async |t| {
            let path = "/batches?status=completed&page=2";
            let rows = open_list(t, path).await?;
            let last = rows.last().map(|row| row[1].clone()).unwrap_or_default();
            t.page.view(1280, 500).await?;
            // Down to the last row by its key.
            t.page.tab_to("link", rows[0][1].as_str()).await?;
            t.page.key(thirtyfour::Key::End).await?;
            t.page.focus_becomes("link", &last).await?;
            let scrolled = t.page.eval("return Math.round(scrollY)").await?;
            assert!(
                scrolled.as_u64() > Some(0),
                "the list is longer than the view"
            );
            t.page.stroke(Stroke::ENTER).await?;
            t.page.focus_becomes("heading", &last).await?;
            t.page
                .title_becomes("that of the batch", |title| title.starts_with(&last))
                .await?;
            t.page.back().await?;
            t.page.path_becomes("the same", |now| now == path).await?;
            t.page.focus_becomes("heading", words::BATCHES).await?;
            assert_eq!(t.page.table(words::BATCHES).await?, rows);
            until("the list to stand where it stood", async || {
                let now = t.page.eval("return Math.round(scrollY)").await?;
                Ok(if now == scrolled {
                    Seen::Yes(())
                } else {
                    Seen::NotYet(format!("{now}, not {scrolled}"))
                })
            })
            .await?;
            t.page.tab_to("link", words::UPLOAD).await?;
            t.page.stroke(Stroke::ENTER).await?;
            t.page.focus_becomes("heading", words::UPLOAD).await?;
            t.page
                .title_becomes("that of the upload page", |title| {
                    title.starts_with(words::UPLOAD)
                })
                .await
                .map(drop)
        },
    );
}

/// The page's clocks and timers go so many times faster.
const PACE: u32 = 30;
const FAST: &str = "(() => {
    const now = Date.now.bind(Date), tick = performance.now.bind(performance), [from, start] = [now(), tick()];
    const [later, often] = [setTimeout, setInterval];
    Date.now = () => from + (now() - from) * PACE;
    performance.now = () => start + (tick() - start) * PACE;
    window.setTimeout = (work, ms = 0, ...more) => later(work, ms / PACE, ...more);
    window.setInterval = (work, ms = 0, ...more) => often(work, ms / PACE, ...more);
})()";

/// Waits until so many sheets of the only batch are read.
async fn read_sheets(t: &Bench, wanted: u64) -> Step {
    let staff = t.api.sign_in(STAFF).await?;
    until_within(60, &format!("{wanted} sheets to be read"), async || {
        let batch = staff.only_batch_named("long.zip").await?;
        let read = staff.detail(&batch).await?["processed_sheets"].as_u64();
        Ok(if read >= Some(wanted) {
            Seen::Yes(())
        } else {
            Seen::NotYet(format!("{read:?}"))
        })
    })
    .await
}

#[test]
fn k10_ten_minutes_of_processing_are_quiet_and_never_move_the_focus() {
    run(
        Setup::with(&["--sheets-per-second", "9"]).needs(Ability::FullKeyboard),
        async |t| {
            let zip = t.quick_zip("long.zip", 200, 4_000)?;
            t.page
                .at_start(&FAST.replace("PACE", &PACE.to_string()))
                .await?;
            t.page.sign_in(STAFF).await?;
            t.page.upload_zip(&zip).await?;
            let began = t.page.eval("return performance.now()").await?;
            let mut moves = Vec::new();
            // A third of the time on the upload page, on the list, on the page of the batch.
            let way: [(Option<&str>, &str, u64); 3] = [
                (None, words::CHOOSE_FILES, 60),
                (Some(words::BATCHES), words::REFRESH, 130),
                (Some("long.zip"), words::COPY_LINK, 200),
            ];
            for (link, button, sheets) in way {
                if let Some(link) = link {
                    t.page.follow(link).await?;
                }
                t.page.get(Role::Button, button).await?.focus().await?;
                t.page.focus_becomes("button", button).await?;
                t.page.note_focus().await?;
                read_sheets(t, sheets).await?;
                if sheets == 200 {
                    t.page.sees_within(30, "Completed").await?;
                }
                t.page.focus_becomes("button", button).await?;
                moves.extend(t.page.focus_moves().await?);
            }
            let ended = t.page.eval("return performance.now()").await?;
            let minutes = (ended.as_f64().unwrap_or_default() - began.as_f64().unwrap_or_default())
                / 60_000.0;
            assert!(minutes >= 10.0, "only {minutes:.1} minutes");
            assert!(moves.is_empty(), "the focus has moved: {moves:?}");
            let said = t.page.said_when().await?;
            let about: Vec<_> = said
                .iter()
                .filter(|s| s.text.contains("long.zip"))
                .collect();
            assert!(!about.is_empty() && said.len() <= 12, "{said:?}");
            assert!(
                about.iter().any(|s| s.text.contains("is completed")),
                "{said:?}"
            );
            assert!(said.iter().all(|s| s.polite), "nothing failed: {said:?}");
            for pair in about.windows(2) {
                // Ten seconds, less a tenth of a real one in which a frame may come late.
                let apart = 10_000.0 - 100.0 * f64::from(PACE);
                assert!(
                    pair[1].at_ms - pair[0].at_ms >= apart,
                    "within ten seconds: {pair:?}"
                );
            }
            Ok(())
        },
    );
}
