//! Export: whole files with the right content, nothing when a reading fails or is cancelled (F-48), formulas made harmless
//! (S-13), one file for two clicks (F-46).

use std::path::{Path, PathBuf};

use e2e::api::{ADMIN, STAFF};
use e2e::page::starts;
use e2e::wait::{Seen, until_within};
use e2e::{Ability, Bench, Role, Rule, Setup, Step, run};
use serde_json::{Value, json};

use super::look::{Look, passes};

const LIST: &str = "/api/batches/";

/// Lets the browser save files, and gives the folder.
pub async fn downloads(t: &Bench) -> Step<PathBuf> {
    let folder = std::fs::canonicalize(t.api.data())?.join("downloads");
    std::fs::create_dir_all(&folder)?;
    t.page.save_into(&folder).await?;
    Ok(folder)
}

fn files(folder: &Path) -> Step<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        found.push(entry?.path());
    }
    Ok(found)
}

/// Waits for the only file, whole.
pub async fn saved(folder: &Path, extension: &str) -> Step<Vec<u8>> {
    until_within(30, &format!("a .{extension}"), async || {
        let all = files(folder)?;
        Ok(match all.as_slice() {
            [one] if one.extension().is_some_and(|e| e == extension) => {
                Seen::Yes(std::fs::read(one)?)
            }
            others => Seen::NotYet(format!("{others:?}")),
        })
    })
    .await
}

/// Opens the dialog and chooses a format by the ending of its files.
pub async fn open(t: &Bench, extension: &str) -> Step {
    t.page.press("Export").await?;
    choose(t, extension).await
}

async fn choose(t: &Bench, extension: &str) -> Step {
    t.page.find(Role::Radio, starts("Excel workbook")).await?;
    t.page
        .script(
            "document.querySelector(`input[name=export-format][value=${arguments[0]}]`).click()",
            vec![json!(extension)],
        )
        .await?;
    Ok(())
}

#[test]
fn the_filtered_list_is_exported_whole_as_csv() {
    run(
        Setup::default().needs(Ability::Downloads).seeded(250),
        async |t| {
            let folder = downloads(t).await?;
            t.page.sign_in(ADMIN).await?;
            t.page.goto("/batches?status=completed").await?;
            t.page
                .table_becomes("Batches", "rows", |rows| !rows.is_empty())
                .await?;
            open(t, "csv").await?;
            t.page.press("Export file").await?;
            t.page.sees_within(60, "is ready with").await?;
            let bytes = saved(&folder, "csv").await?;
            let text = String::from_utf8_lossy(&bytes).into_owned();
            assert!(
                text.starts_with("\u{feff}\"Name\",\"Status\""),
                "{}",
                &text[..60.min(text.len())]
            );
            let rows: Vec<&str> = text.trim_end().split("\r\n").skip(1).collect();
            assert!(rows.len() > 200, "{} rows", rows.len());
            assert!(rows.iter().all(|row| row.contains(",\"Completed\",")));
            t.page.sees(&format!("with {} rows", rows.len())).await
        },
    );
}

#[test]
fn marked_rows_are_exported_alone() {
    run(
        Setup::default().needs(Ability::Downloads).seeded(60),
        async |t| {
            let folder = downloads(t).await?;
            t.page.sign_in(ADMIN).await?;
            t.page.goto("/batches").await?;
            let rows = t
                .page
                .table_becomes("Batches", "25 rows", |rows| rows.len() == 25)
                .await?;
            t.page
            .eval("const boxes = document.querySelectorAll('tbody input'); for (const at of [1, 4, 9]) boxes[at].click(); return null")
            .await?;
            t.page.press("Export 3").await?;
            choose(t, "csv").await?;
            t.page.press("Export file").await?;
            t.page.sees_within(60, "with 3 rows").await?;
            let text = String::from_utf8_lossy(&saved(&folder, "csv").await?).into_owned();
            let lines: Vec<&str> = text.trim_end().split("\r\n").skip(1).collect();
            assert_eq!(lines.len(), 3, "{text}");
            for (line, at) in lines.iter().zip([1, 4, 9]) {
                let shown = rows[at].join(" ");
                let name = line
                    .trim_start_matches('"')
                    .split('"')
                    .next()
                    .unwrap_or_default();
                assert!(shown.contains(name), "{name} is not in {shown}");
            }
            Ok(())
        },
    );
}

#[test]
fn s13_formulas_in_a_name_are_harmless_in_csv_and_unaltered_in_json() {
    run(Setup::default().needs(Ability::Downloads), async |t| {
        let staff = t.api.sign_in(STAFF).await?;
        let zip = std::fs::read(t.quick_zip("plain.zip", 2, 4_000)?)?;
        let name = "=HYPERLINK(1).zip";
        let batch = staff
            .upload_bytes(name, zip, None, Some("+cmd|' /C calc'!A0"))
            .await?;
        staff.reaches(&batch, "completed").await?;
        let folder = downloads(t).await?;
        t.page.sign_in(STAFF).await?;
        t.page.goto("/batches").await?;
        t.page.sees_within(30, name).await?;
        open(t, "csv").await?;
        t.page.press("Export file").await?;
        let text = String::from_utf8_lossy(&saved(&folder, "csv").await?).into_owned();
        assert!(
            text.contains("\"'=HYPERLINK(1).zip\"") && text.contains("\"'+cmd|"),
            "{text}"
        );
        for file in files(&folder)? {
            std::fs::remove_file(file)?;
        }
        t.page.press("Close").await?;
        open(t, "json").await?;
        t.page.press("Export file").await?;
        let rows: Value = serde_json::from_slice(&saved(&folder, "json").await?)?;
        assert_eq!(rows[0]["batch_name"], name);
        assert_eq!(rows[0]["notes"], "+cmd|' /C calc'!A0");
        assert_eq!(rows[0]["batch_uuid"], batch);
        Ok(())
    });
}

#[test]
fn a_workbook_is_written_by_the_worker_and_opens() {
    run(
        Setup::default().needs(Ability::Downloads).seeded(120),
        async |t| {
            let folder = downloads(t).await?;
            t.page.sign_in(ADMIN).await?;
            t.page.goto("/batches").await?;
            t.page
                .table_becomes("Batches", "rows", |rows| !rows.is_empty())
                .await?;
            let loaded = "return performance.getEntriesByType('resource').filter(e => e.name.includes('xlsx')).length";
            assert_eq!(
                t.page.eval(loaded).await?,
                0,
                "nobody has asked for a workbook yet"
            );
            open(t, "xlsx").await?;
            t.page.press("Export file").await?;
            t.page.sees_within(60, "with 120 rows").await?;
            let bytes = saved(&folder, "xlsx").await?;
            assert!(
                bytes.starts_with(b"PK") && bytes.len() > 5_000,
                "{} bytes",
                bytes.len()
            );
            Ok(())
        },
    );
}

#[test]
fn f48_a_server_that_fails_in_the_middle_leaves_no_file() {
    run(
        Setup::default().needs(Ability::Downloads).seeded(350),
        async |t| {
            let folder = downloads(t).await?;
            t.page.sign_in(ADMIN).await?;
            t.page.goto("/batches").await?;
            t.page
                .table_becomes("Batches", "rows", |rows| !rows.is_empty())
                .await?;
            open(t, "csv").await?;
            // The first page of the export comes, all others fail.
            t.api
                .fault(Rule::on("GET", LIST).after(1).status(500))
                .await?;
            t.page.press("Export file").await?;
            t.page.sees_within(60, "No file was saved").await?;
            passes(&t.page, Look::ListExportFailed).await?;
            assert!(files(&folder)?.is_empty(), "{:?}", files(&folder)?);
            t.api.no_faults().await?;
            t.page.press("Export file").await?;
            t.page.sees_within(60, "with 350 rows").await?;
            saved(&folder, "csv").await?;
            Ok(())
        },
    );
}

#[test]
fn f48_a_cancelled_export_leaves_no_file_and_the_page_alive() {
    run(
        Setup::default().needs(Ability::Downloads).seeded(350),
        async |t| {
            let folder = downloads(t).await?;
            t.page.sign_in(ADMIN).await?;
            t.page.goto("/batches").await?;
            t.page
                .table_becomes("Batches", "rows", |rows| !rows.is_empty())
                .await?;
            open(t, "csv").await?;
            t.api
                .fault(Rule::on("GET", LIST).after(2).delay(60_000))
                .await?;
            t.page.press("Export file").await?;
            t.page.sees_within(30, "of 350").await?;
            passes(&t.page, Look::ListExportRunning).await?;
            t.page.press("Cancel export").await?;
            t.page.sees("The export was cancelled").await?;
            assert!(files(&folder)?.is_empty(), "{:?}", files(&folder)?);
            t.api.no_faults().await?;
            t.page.press("Close").await?;
            assert_eq!(
                t.page.focused().await?,
                "Export",
                "the button has the focus again"
            );
            Ok(())
        },
    );
}

#[test]
fn f46_two_clicks_make_one_file() {
    run(
        Setup::default().needs(Ability::Downloads).seeded(150),
        async |t| {
            let folder = downloads(t).await?;
            t.page.sign_in(ADMIN).await?;
            t.page.goto("/batches").await?;
            t.page
                .table_becomes("Batches", "rows", |rows| !rows.is_empty())
                .await?;
            open(t, "csv").await?;
            t.api.forget_requests().await?;
            t.page
            .eval("const b = document.querySelector('dialog[open] button[type=submit]'); b.click(); b.click(); return null")
            .await?;
            t.page.sees_within(60, "with 150 rows").await?;
            saved(&folder, "csv").await?;
            let offsets: Vec<Value> = t
                .api
                .requests_to("GET", LIST)
                .await?
                .iter()
                .filter(|r| {
                    r["query"]
                        .as_str()
                        .is_some_and(|q| q.contains("limit=100&page_size=100&offset=0"))
                })
                .map(|r| r["query"].clone())
                .collect();
            assert_eq!(offsets.len(), 1, "{offsets:?}");
            Ok(())
        },
    );
}

#[test]
fn the_sheets_of_a_batch_are_exported() {
    run(Setup::default().needs(Ability::Downloads), async |t| {
        let staff = t.api.sign_in(STAFF).await?;
        let batch = staff
            .upload(&t.quick_zip("sheets.zip", 5, 4_000)?, None)
            .await?;
        staff.reaches(&batch, "completed").await?;
        let folder = downloads(t).await?;
        t.page.sign_in(STAFF).await?;
        t.page.goto(&format!("/batches/{batch}")).await?;
        t.page.sees("Completed").await?;
        t.page.press("Export sheets").await?;
        choose(t, "csv").await?;
        t.page.press("Export file").await?;
        let text = String::from_utf8_lossy(&saved(&folder, "csv").await?).into_owned();
        assert_eq!(text.trim_end().split("\r\n").count(), 6, "{text}");
        Ok(())
    });
}
