//! Files with which something is wrong. Each is either refused on the page before it is sent, or its batch fails; either
//! way the person reads the reason.

use e2e::api::STAFF;
use e2e::{Setup, Step, files, run, words};

/// Uploads a bad file; the page must name one of the reasons.
fn bad_file(name: &'static str, strategy: &'static str, reasons: &'static [&'static str]) {
    run(Setup::default(), async |t| {
        let file = files::bad(name)?;
        t.private.push(name.to_owned());
        t.page.sign_in(STAFF).await?;
        let task = (strategy != words::WITH_QR).then_some("14900190");
        t.page.prepare(strategy, task, &[]).await?;
        let before = format!("{} {name}", t.page.text().await?);
        assert!(
            !reasons_shown(&before, reasons),
            "a reason that is shown anyway proves nothing"
        );
        t.page.give_files(&[file]).await?;
        t.page.sees(name).await?;
        let refused_on_selection = reasons_shown(&t.page.text().await?, reasons);
        if !refused_on_selection {
            t.page.send().await?;
        }
        t.page.sees_one_of(60, reasons).await?;
        assert!(!t.page.text().await?.contains("Completed"));
        let batches = t.api.sign_in(STAFF).await?.batches().await?;
        assert_eq!(batches.len(), usize::from(!refused_on_selection));
        for batch in batches {
            assert_eq!(batch["status"], "failed", "{batch}");
            let id = batch["batch_uuid"].as_str().unwrap_or_default();
            t.page.goto(&format!("/batches/{id}")).await?;
            t.page.sees("This batch failed").await?;
            // The server's own words are one click away.
            t.page
                .eval("for (const d of document.querySelectorAll('main details')) d.open = true; return null")
                .await?;
            t.page.sees_one_of(15, reasons).await?;
        }
        Ok(())
    });
}

fn reasons_shown(text: &str, reasons: &[&str]) -> bool {
    reasons.iter().any(|reason| text.contains(reason))
}

#[test]
fn f34_a_truncated_zip() {
    bad_file("truncated.zip", words::WITH_QR, &["incomplete", "damaged"]);
}

#[test]
fn f34_an_encrypted_zip() {
    bad_file("encrypted.zip", words::WITH_QR, &["password"]);
}

#[test]
fn f34_an_empty_zip() {
    bad_file("empty.zip", words::WITH_QR, &["is empty"]);
}

#[test]
fn f34_a_picture_renamed_to_zip() {
    bad_file(
        "renamed-jpeg.zip",
        words::WITH_QR,
        &["not a ZIP", "must be a ZIP"],
    );
}

#[test]
fn a_file_of_no_bytes() {
    bad_file("zero-bytes.zip", words::WITH_QR, &["is empty"]);
}

#[test]
fn f34_a_zip_in_a_zip() {
    bad_file(
        "nested.zip",
        words::WITH_QR,
        &["another archive", "another ZIP"],
    );
}

#[test]
fn f34_names_that_lead_out_of_the_folder() {
    bad_file("traversal.zip", words::WITH_QR, &["outside of the archive"]);
}

#[test]
fn a_zip_without_covers_uploaded_as_one_with_qr_codes() {
    bad_file(
        "no-cover.zip",
        words::WITH_QR,
        &["is not a cover sheet", "no QR code"],
    );
}

#[test]
fn a_zip_that_holds_no_images() {
    bad_file(
        "no-images.zip",
        words::WITH_QR,
        &["no JPEG or PNG image", "no images"],
    );
}

#[test]
fn a_zip_that_unpacks_to_far_too_much() {
    bad_file(
        "bomb.zip",
        words::WITH_QR,
        &["MB unpacked", "far too much", "too large"],
    );
}

#[test]
fn a_text_renamed_to_jpg() {
    bad_file(
        "not-an-image.jpg",
        words::IMAGES,
        &[
            "sheets could be read",
            "is not a JPEG or PNG",
            "is not an image",
        ],
    );
}

#[test]
fn one_unreadable_sheet_fails_alone_and_is_shown_first() {
    run(Setup::default(), async |t| {
        let file = files::bad("unreadable-image.zip")?;
        t.page.sign_in(STAFF).await?;
        t.page.upload_zip(&file).await?;
        t.page.sees_completed(60).await?;
        let staff = t.api.sign_in(STAFF).await?;
        let batch = staff.only_batch_named("unreadable-image.zip").await?;
        t.page.goto(&format!("/batches/{batch}")).await?;
        // Nobody has to ask for them.
        let rows = t
            .page
            .table_becomes("3 sheets, 1 failed", "three sheets", |rows| rows.len() == 3)
            .await?;
        assert!(
            rows[0].iter().any(|cell| cell == "Failed"),
            "failed ones first: {rows:?}"
        );
        assert!(
            rows[0].iter().any(|cell| cell.len() > 15),
            "with a reason: {rows:?}"
        );
        assert!(
            rows[1..]
                .iter()
                .all(|row| row.iter().any(|cell| cell == "Completed")),
            "{rows:?}"
        );
        check_counts(&staff.detail(&batch).await?)
    });
}

fn check_counts(detail: &serde_json::Value) -> Step {
    assert_eq!(
        (
            &detail["total_sheets"],
            &detail["processed_sheets"],
            &detail["failed_sheets"]
        ),
        (&3.into(), &2.into(), &1.into()),
        "{detail}"
    );
    Ok(())
}
