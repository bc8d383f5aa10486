//! Languages: the browser's at first, another by choice, at once and without a reload; only the chosen one is loaded.

use e2e::api::{ADMIN, SCANNER, STAFF};
use e2e::page::starts;
use e2e::{Ability, Page, Role, Rule, Setup, Step, run, words};

const LANGUAGE: &str = "Language";
const LANGUAGE_IN_THAI: &str = "ภาษา (Language)";
const THAI: &str = "ไทย";

/// The list's 25 rows in Thai as one text.
async fn rows_in_thai(page: &Page) -> Step<String> {
    page.goto("/batches").await?;
    let rows = page
        .table_becomes("ชุดงาน", "25 rows", |rows| rows.len() == 25)
        .await?;
    Ok(rows.into_iter().flatten().collect::<Vec<_>>().join(" "))
}

/// Names of the language files that were asked for, in order, each once.
async fn loaded(page: &Page) -> Step<Vec<String>> {
    let names = page
        .eval("return [...new Set(performance.getEntriesByType('resource').map(e => e.name.match(/[a-z]+(-first)?[.]ftl$/)?.[0]).filter(Boolean))]")
        .await?;
    Ok(serde_json::from_value(names)?)
}

#[test]
fn who_cannot_read_english_finds_their_language_before_signing_in() {
    run(Setup::default(), async |t| {
        t.page.goto("/login").await?;
        t.page.find(Role::Heading, "Sign in").await?;
        assert_eq!(t.page.spoken().await?, "en");
        assert!(
            loaded(&t.page)
                .await?
                .iter()
                .all(|name| name.starts_with("en"))
        );
        t.page.select(LANGUAGE, THAI).await?;
        t.page.find(Role::Heading, "เข้าสู่ระบบ").await?;
        assert_eq!(t.page.spoken().await?, "th");
        assert_eq!(
            t.page.focused().await?,
            LANGUAGE_IN_THAI,
            "the focus stays where it was"
        );
        t.page
            .title_becomes("Thai", |title| title == "เข้าสู่ระบบ – OMR Batch Console")
            .await?;
        // It stays for the next visit, and then the other one is not loaded at all.
        t.page.reload().await?;
        t.page.find(Role::Heading, "เข้าสู่ระบบ").await?;
        let files = loaded(&t.page).await?;
        assert!(
            !files.is_empty() && files.iter().all(|name| name.starts_with("th")),
            "{files:?}"
        );
        t.page.press("เข้าสู่ระบบ").await?;
        t.page.sees("กรอกชื่อผู้ใช้").await?;
        t.page.fill("ชื่อผู้ใช้", STAFF.username).await?;
        t.page.fill("รหัสผ่าน", STAFF.password).await?;
        t.page.press("เข้าสู่ระบบ").await?;
        t.page.find(Role::Link, "ชุดงาน").await?;
        t.page.find(Role::Button, "เลือกไฟล์").await?;
        Ok(())
    });
}

#[test]
fn the_browsers_language_comes_first() {
    run(Setup::default(), async |t| {
        for (wanted, heading) in [
            ("['th-TH', 'en']", "เข้าสู่ระบบ"),
            ("['fr-FR', 'th']", "เข้าสู่ระบบ"),
            ("['fr-FR']", "Sign in"),
        ] {
            let script = format!(
                "Object.defineProperty(navigator, 'languages', {{ get: () => {wanted}, configurable: true }});"
            );
            t.page.at_start(&script).await?;
            t.page.goto("/login").await?;
            t.page.find(Role::Heading, heading).await?;
        }
        Ok(())
    });
}

#[test]
fn the_choice_is_the_persons_and_holds_in_every_tab() {
    run(Setup::default(), async |t| {
        t.page.sign_in(STAFF).await?;
        let other = t.page.browser().new_page(t.api.base()).await?;
        other.goto("/batches").await?;
        other.find(Role::Heading, "Batches").await?;
        t.page.to_front().await?;
        t.page.goto("/preferences").await?;
        t.page.select(LANGUAGE, THAI).await?;
        t.page.find(Role::Heading, "การตั้งค่า").await?;
        other.to_front().await?;
        other.find(Role::Heading, "ชุดงาน").await?;
        other.close().await?;
        t.page.to_front().await?;
        t.page.press(starts("เข้าสู่ระบบในชื่อ")).await?;
        t.page.press("ออกจากระบบ").await?;
        t.page.find(Role::Heading, "เข้าสู่ระบบ").await?;
        // Somebody else, who chooses English, changes nothing for the first one.
        t.page.select(LANGUAGE_IN_THAI, "English").await?;
        t.page.find(Role::Heading, "Sign in").await?;
        t.page.sign_in(SCANNER).await?;
        t.page.find(Role::Button, words::CHOOSE_FILES).await?;
        t.page.sign_out().await?;
        t.page.sign_in(STAFF).await?;
        t.page.find(Role::Button, "เลือกไฟล์").await?;
        Ok(())
    });
}

#[test]
fn an_upload_goes_on_while_the_language_changes() {
    run(Setup::default().small_chunks(), async |t| {
        let zip = t.quick_zip("spoken.zip", 8, 700_000)?;
        t.page.sign_in(STAFF).await?;
        t.api.fault(Rule::on_chunks().throttle(400_000)).await?;
        t.page.upload_zip(&zip).await?;
        t.page.uploaded_at_least("spoken.zip", 5.0).await?;
        t.page.press(starts(words::USER_MENU)).await?;
        t.page.follow("Preferences").await?;
        t.page.select(LANGUAGE, THAI).await?;
        t.page.find(Role::Heading, "การตั้งค่า").await?;
        t.page.follow("อัปโหลด").await?;
        t.page.sees("spoken.zip").await?;
        t.page.sees("กำลังส่ง").await?;
        // What went on before the change is told in the new language, too.
        t.page
            .eval("document.querySelector('details.log').open = true; return null")
            .await?;
        t.page.sees("เริ่มแล้ว ส่งไฟล์เป็น").await?;
        t.api.no_faults().await?;
        t.page.sees_within(60, "เสร็จแล้ว").await?;
        crate::common::arrived_once(t, &zip).await?;
        let again: Vec<usize> = crate::common::tries(t)
            .await?
            .into_iter()
            .filter(|tries| *tries != 1)
            .collect();
        assert!(again.is_empty(), "nothing was sent twice: {again:?}");
        Ok(())
    });
}

#[test]
fn numbers_dates_and_the_servers_failures_are_told_in_the_language() {
    run(Setup::default().seeded(60), async |t| {
        t.page.sign_in(ADMIN).await?;
        t.page.goto("/preferences").await?;
        t.page.select(LANGUAGE, THAI).await?;
        t.page.choose("พุทธศักราช (พ.ศ.)").await?;
        let text = rows_in_thai(&t.page).await?;
        assert!(text.contains(" 2569"), "{text}");
        assert!(!text.contains(" 2026"), "{text}");
        t.page.goto("/preferences").await?;
        t.page.choose("คริสต์ศักราช (ค.ศ.)").await?;
        let text = rows_in_thai(&t.page).await?;
        assert!(text.contains(" 2026") && !text.contains(" 2569"), "{text}");
        t.api
            .fault(Rule::on("GET", "/api/*batches/").status(500))
            .await?;
        t.page.reload().await?;
        t.page.sees("เซิร์ฟเวอร์มีปัญหา").await
    });
}

#[test]
fn a_language_that_cannot_be_loaded_is_told_and_the_old_one_stays() {
    run(Setup::default().needs(Ability::Offline), async |t| {
        t.page.goto("/login").await?;
        t.page.find(Role::Heading, "Sign in").await?;
        t.page.offline(true).await?;
        t.page.select(LANGUAGE, THAI).await?;
        t.page
            .sees("The other language could not be loaded")
            .await?;
        t.page.find(Role::Heading, "Sign in").await?;
        t.page.offline(false).await?;
        t.page.select(LANGUAGE, "English").await?;
        t.page.select(LANGUAGE, THAI).await?;
        t.page.find(Role::Heading, "เข้าสู่ระบบ").await?;
        Ok(())
    });
}

#[test]
fn thai_lines_break_between_words_and_no_letter_is_cut() {
    run(Setup::default().needs(Ability::Viewport), async |t| {
        t.page.sign_in(STAFF).await?;
        t.page.goto("/preferences").await?;
        t.page.select(LANGUAGE, THAI).await?;
        t.page.find(Role::Heading, "การตั้งค่า").await?;
        t.page.goto("/help").await?;
        t.page.find(Role::Heading, "วิธีใช้").await?;
        for width in [1280, 320] {
            t.page.view(width, 900).await?;
            let overflow = t.page.eval("return document.documentElement.scrollWidth - document.documentElement.clientWidth").await?;
            assert_eq!(overflow, 0, "at {width} px");
        }
        // Marks stand above and below the letters: lines need more room than English ones.
        let room = t
            .page
            .eval("const s = getComputedStyle(document.querySelector('main p')); return parseFloat(s.lineHeight) / parseFloat(s.fontSize)")
            .await?;
        assert!(room.as_f64().unwrap_or_default() >= 1.6, "{room}");
        Ok(())
    });
}
