//! One batch in depth: neighbours in the list, sheets by address, reasons, lengths, sharing, printing.

use e2e::api::{ADMIN, STAFF};
use e2e::page::starts;
use e2e::wait::{Seen, until};
use e2e::{Ability, Bench, Role, Rule, Setup, Step, files, run, words};
use serde_json::json;

use crate::common::uploaded_twice;

use super::look::{Look, passes};

/// A completed batch of which one sheet cannot be read.
async fn partly(t: &Bench) -> Step<String> {
    let staff = t.api.sign_in(STAFF).await?;
    let batch = staff
        .upload(&files::bad("unreadable-image.zip")?, None)
        .await?;
    staff.reaches(&batch, "completed").await?;
    Ok(batch)
}

#[test]
fn the_neighbours_are_those_of_the_list_it_was_opened_from() {
    run(Setup::default().seeded(60), async |t| {
        t.page.sign_in(ADMIN).await?;
        t.page.goto("/batches?view=attention").await?;
        // Its number stands there once every row has been looked at.
        t.page.find(Role::Link, starts("Needs attention 1")).await?;
        let rows = t
            .page
            .table_becomes(words::BATCHES, "rows", |rows| rows.len() > 3)
            .await?;
        t.page.follow(rows[1][1].as_str()).await?;
        t.page.find(Role::Heading, rows[1][1].as_str()).await?;
        t.page.sees("2 of ").await?;
        t.page.follow("Next batch").await?;
        t.page.find(Role::Heading, rows[2][1].as_str()).await?;
        t.page.sees("3 of ").await?;
        t.page.follow("Previous batch").await?;
        t.page.follow("Previous batch").await?;
        t.page.find(Role::Heading, rows[0][1].as_str()).await?;
        t.page.has_no(Role::Link, "Previous batch").await?;
        t.page.follow(words::BATCHES).await?;
        // A batch opened by a link has no neighbours.
        t.page.path_is("/batches").await?;
        let path = {
            t.page.follow(rows[0][1].as_str()).await?;
            t.page.find(Role::Link, "Next batch").await?;
            t.page.path().await?
        };
        t.page.goto(&path).await?;
        t.page.find(Role::Heading, rows[0][1].as_str()).await?;
        assert!(!t.page.has(Role::Link, "Next batch").await?);
        Ok(())
    });
}

#[test]
fn failed_sheets_have_an_address_a_reason_and_a_group() {
    run(Setup::default(), async |t| {
        let batch = partly(t).await?;
        t.page.sign_in(STAFF).await?;
        t.page.goto(&format!("/batches/{batch}")).await?;
        t.page.follow("Show the failed sheets").await?;
        let address = format!("/batches/{batch}?sheets=failed");
        t.page
            .path_becomes("failed ones", |path| path == address)
            .await?;
        t.page
            .table_becomes("3 sheets", "the failed one", |rows| {
                rows.len() == 1 && rows[0][1] == "Failed"
            })
            .await?;
        t.page.sees("Why sheets failed").await?;
        t.page.sees("1 sheet: ").await?;
        passes(&t.page, Look::BatchWithFailures).await?;
        t.page.follow("All 3").await?;
        t.page
            .table_becomes("3 sheets", "all of them", |rows| {
                rows.len() == 3 && rows[0][1] == "Failed"
            })
            .await?;
        // The link opens on the same choice, for someone who signs in first.
        t.page.sign_out().await?;
        t.page.goto(&address).await?;
        t.page.enter(STAFF).await?;
        t.page
            .path_becomes("the same", |path| path == address)
            .await?;
        t.page
            .table_becomes("3 sheets", "the failed one", |rows| rows.len() == 1)
            .await?;
        t.page.press("Hide sheets").await?;
        let hidden = format!("/batches/{batch}?sheets=none");
        t.page
            .path_becomes("without sheets", |path| path == hidden)
            .await?;
        t.page.sees_no("Why sheets failed").await
    });
}

#[test]
fn a_batch_with_failed_sheets_opens_with_them_first_and_says_what_to_do() {
    run(Setup::default(), async |t| {
        let batch = partly(t).await?;
        t.page.sign_in(STAFF).await?;
        t.page.goto(&format!("/batches/{batch}")).await?;
        t.page
            .table_becomes("3 sheets", "all, the failed one first", |rows| {
                rows.len() == 3 && rows[0][1] == "Failed" && rows[1][1] == "Completed"
            })
            .await?;
        t.page.sees("2 sheets read").await?;
        t.page.sees("1 failed").await?;
        t.page.sees("Scan these pages once more").await?;
        assert_eq!(t.page.path().await?, format!("/batches/{batch}"));
        assert!(
            !t.page.has(Role::Link, "Upload again").await?,
            "it keeps what it has"
        );
        Ok(())
    });
}

#[test]
fn a_failed_batch_is_uploaded_again_with_what_was_said_of_it() {
    run(Setup::default().handoff(), async |t| {
        t.page.sign_in(STAFF).await?;
        let file = files::bad("unreadable-image.zip")?;
        t.page
            .prepare(
                words::WITHOUT_QR,
                Some("14900117"),
                std::slice::from_ref(&file),
            )
            .await?;
        t.page.fill(words::NOTES, "Room 4, second sitting").await?;
        t.private.push("second sitting".to_owned());
        t.api.sheets_per_second(0.01).await?;
        t.page.send().await?;
        let staff = t.api.sign_in(STAFF).await?;
        let batch = {
            t.page.open_batch().await?;
            staff.only_batch_named("unreadable-image.zip").await?
        };
        staff.act(&batch, "cancel").await?;
        t.page.sees_within(20, "This batch failed").await?;
        // Some releases name the task in the rows of the list; this one is made to.
        let row = json!({ "total": 1, "batches": [{ "batch_uuid": batch, "batch_name": "unreadable-image.zip",
            "status": "failed", "upload_type": "zip_no_qr", "task_id": "14900117",
            "notes": "Room 4, second sitting" }] });
        t.api
            .fault(Rule::on("GET", "/api/*batches/").status(200).body(row))
            .await?;
        t.page.goto(&format!("/batches/{batch}")).await?;
        t.page.sees("Room 4, second sitting").await?;
        until("the task of the batch to be asked for", async || {
            let asked = t.api.requests_to("GET", "/api/batches/").await?.len();
            Ok(if asked > 1 {
                Seen::Yes(())
            } else {
                Seen::NotYet(asked.to_string())
            })
        })
        .await?;
        t.page.follow("Upload again").await?;
        t.page.path_is("/upload").await?;
        let task = t.page.find(Role::TextBox, words::TASK_ID).await?;
        assert_eq!(task.value, "14900117");
        let notes = t.page.find(Role::TextBox, words::NOTES).await?;
        assert_eq!(notes.value, "Room 4, second sitting");
        Ok(())
    });
}

#[test]
fn many_sheets_are_paged() {
    run(Setup::default(), async |t| {
        let zip = t.quick_zip("many.zip", 230, 4_000)?;
        let staff = t.api.sign_in(STAFF).await?;
        let batch = staff.upload(&zip, None).await?;
        staff.reaches(&batch, "completed").await?;
        t.page.sign_in(STAFF).await?;
        t.page
            .goto(&format!("/batches/{batch}?sheets=all&page=3"))
            .await?;
        t.page
            .table_becomes("230 sheets", "the last ones", |rows| {
                rows.len() == 30 && rows[29][0] == "230"
            })
            .await?;
        t.page.follow("Page 2").await?;
        t.page
            .table_becomes("230 sheets", "the middle", |rows| {
                rows.len() == 100 && rows[0][0] == "101"
            })
            .await?;
        assert!(t.page.path().await?.ends_with("?sheets=all&page=2"));
        t.page
            .goto(&format!("/batches/{batch}?sheets=failed"))
            .await?;
        t.page.sees("No sheet of this batch has failed").await?;
        passes(&t.page, Look::BatchNoneFailed).await
    });
}

#[test]
fn the_lengths_and_the_pace_are_told() {
    run(Setup::with(&["--sheets-per-second", "4"]), async |t| {
        let zip = t.quick_zip("timed.zip", 12, 8_000)?;
        let staff = t.api.sign_in(STAFF).await?;
        let batch = staff.upload(&zip, None).await?;
        staff.reaches(&batch, "completed").await?;
        t.page.sign_in(STAFF).await?;
        t.page.goto(&format!("/batches/{batch}")).await?;
        for part in [
            "12 sheets read",
            " in all",
            " sheets per minute",
            "Preparation",
            "Processing",
        ] {
            t.page.sees(part).await?;
        }
        let rate = t
            .page
            .eval(
                "return [...document.querySelectorAll('.summary li')].map(e => e.textContent)
                 .find(text => text.endsWith(' sheets per minute')).split(' ')[0]",
            )
            .await?;
        let rate: f64 = rate.as_str().unwrap_or_default().parse().unwrap_or(0.0);
        // Times are whole seconds in this spelling: 12 sheets in 3 to 4 seconds.
        assert!((150.0..=260.0).contains(&rate), "{rate} sheets per minute");
        Ok(())
    });
}

#[test]
fn the_most_confusing_failure_is_explained_with_a_way_on() {
    run(Setup::default(), async |t| {
        let (_, second) = uploaded_twice(t).await?;
        t.page.sign_in(STAFF).await?;
        t.page.goto(&format!("/batches/{second}")).await?;
        t.page
            .sees("every task in it had been uploaded before")
            .await?;
        let text = t.page.text().await?;
        assert!(
            !text.contains("No sheets were created"),
            "one click away: {text}"
        );
        t.page
            .eval("document.querySelector('main details > summary').click(); return null")
            .await?;
        t.page.sees("No sheets were created").await?;
        t.page
            .follow("Look for earlier batches with this file name")
            .await?;
        t.page
            .path_becomes("the search", |path| path == "/batches?name=twice.zip")
            .await?;
        t.page
            .table_becomes(words::BATCHES, "both", |rows| rows.len() == 2)
            .await
            .map(drop)
    });
}

#[test]
fn the_share_sheet_gets_the_title_and_the_link() {
    run(Setup::default(), async |t| {
        let batch = partly(t).await?;
        t.page
            .at_start(
                "navigator.share = data => { window.__shared = data; return Promise.resolve() }",
            )
            .await?;
        t.page.sign_in(STAFF).await?;
        t.page
            .goto(&format!("/batches/{batch}?sheets=failed"))
            .await?;
        t.page.press("Share").await?;
        let shared = t.page.eval("return window.__shared").await?;
        let url = format!("{}/batches/{batch}?sheets=failed", t.api.base());
        assert_eq!(shared["url"], json!(url));
        let title = shared["title"].as_str().unwrap_or_default().to_owned();
        assert!(title.starts_with("unreadable-image.zip"), "{title}");
        let preview = t
            .page
            .eval("return document.querySelector('meta[property=\"og:title\"]').content")
            .await?;
        assert_eq!(preview, json!(title));
        Ok(())
    });
}

#[test]
fn without_a_share_sheet_or_a_clipboard_the_link_is_copied_by_hand() {
    run(Setup::default(), async |t| {
        let batch = partly(t).await?;
        t.page
            .at_start(
                "Object.defineProperty(navigator, 'clipboard', { value: undefined }); \
                 Object.defineProperty(navigator, 'share', { value: undefined })",
            )
            .await?;
        t.page.sign_in(STAFF).await?;
        t.page.goto(&format!("/batches/{batch}")).await?;
        t.page.find(Role::Button, words::COPY_LINK).await?;
        assert!(!t.page.has(Role::Button, "Share").await?);
        t.page.press(words::COPY_LINK).await?;
        let field = t
            .page
            .find(Role::TextBox, starts("The browser did not let"))
            .await?;
        assert_eq!(field.value, format!("{}/batches/{batch}", t.api.base()));
        passes(&t.page, Look::BatchLinkByHand).await
    });
}

#[test]
fn a_person_without_the_right_reads_whom_to_ask() {
    // In production whoever has the link may follow a batch.
    let setup = Setup::default()
        .handoff()
        .config(json!({ "support": "the exam office, room 104" }));
    run(setup, async |t| {
        let batch = partly(t).await?;
        t.page.sign_in(e2e::api::SCANNER).await?;
        t.page
            .goto(&format!("/batches/{batch}?sheets=failed"))
            .await?;
        t.page.find(Role::Heading, words::NO_RIGHT).await?;
        t.page.sees("or the exam office, room 104").await
    });
}

#[test]
fn on_paper_stands_what_matters() {
    run(Setup::default().needs(Ability::Media), async |t| {
        let batch = partly(t).await?;
        t.page.sign_in(STAFF).await?;
        t.page.goto(&format!("/batches/{batch}?sheets=all")).await?;
        t.page
            .table_becomes("3 sheets", "all of them", |rows| rows.len() == 3)
            .await?;
        t.page.as_printed().await?;
        let hidden = t
            .page
            .eval("return [...document.querySelectorAll('button, .site-header, .tabs')].every(e => e.offsetParent === null)")
            .await?;
        assert_eq!(hidden, true, "no controls on paper");
        let text = t.page.text().await?;
        assert!(
            text.contains(" in all") && text.contains("Why sheets failed"),
            "{text}"
        );
        Ok(())
    });
}

#[test]
fn d6_a_phone_shows_failed_sheets_and_their_reasons() {
    run(Setup::default(), async |t| {
        let batch = partly(t).await?;
        t.page.sign_in(STAFF).await?;
        t.page.view(360, 740).await?;
        t.page.goto("/batches?view=attention").await?;
        t.page
            .table_becomes(words::BATCHES, "the failed sheet", |rows| {
                rows.len() == 1 && rows[0].iter().any(|cell| cell == "Completed · 1 failed")
            })
            .await?;
        t.page
            .goto(&format!("/batches/{batch}?sheets=failed"))
            .await?;
        t.page.sees("Why sheets failed").await?;
        let reason = t
            .page
            .eval(
                "const shown = [...document.querySelectorAll('tbody td bdi')].find(e => e.offsetWidth);
                 return [shown.getBoundingClientRect().right, shown.closest('p, td').offsetWidth,
                   document.documentElement.scrollWidth]",
            )
            .await?;
        let [right, wide, page] = [0, 1, 2].map(|at| reason[at].as_f64().unwrap_or_default());
        assert!(right <= 360.0 && wide >= 120.0 && page <= 360.0, "{reason}");
        Ok(())
    });
}
