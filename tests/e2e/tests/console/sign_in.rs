//! Signing in: the right way, and every way in which it does not work.

use e2e::api::{ADMIN, Account, STAFF};
use e2e::{Role, Rule, Setup, run, words};

const WRONG: Account = Account {
    username: "staff",
    password: "not-it-9",
};

#[test]
fn a_person_signs_in_and_can_upload() {
    run(Setup::default(), async |t| {
        t.page.goto("/").await?;
        t.page.path_is("/login").await?;
        t.page.enter(STAFF).await?;
        t.page.path_is("/upload").await?;
        t.page.find(Role::Button, words::CHOOSE_FILES).await?;
        Ok(())
    });
}

#[test]
fn password_managers_can_fill_the_form_in() {
    run(Setup::default(), async |t| {
        t.page.goto("/login").await?;
        for (label, hint) in [
            (words::USERNAME, "username"),
            (words::PASSWORD, "current-password"),
        ] {
            let field = t.page.find(Role::TextBox, label).await?;
            let given = t.page.attribute(&field, "autocomplete").await?;
            assert_eq!(given.as_deref(), Some(hint), "{label}");
        }
        Ok(())
    });
}

#[test]
fn a_wrong_password_is_named_and_the_name_is_kept() {
    run(Setup::default(), async |t| {
        t.private.push(WRONG.password.to_owned());
        t.page.goto("/login").await?;
        t.page.enter(WRONG).await?;
        t.page.sees(words::WRONG_PASSWORD).await?;
        assert_eq!(
            t.page.find(Role::TextBox, words::USERNAME).await?.value,
            "staff"
        );
        t.page
            .title_becomes("an error title (UX-08)", |title| {
                title.starts_with("Error: ")
            })
            .await?;
        t.page.enter(STAFF).await?;
        t.page.path_is("/upload").await?;
        Ok(())
    });
}

#[test]
fn empty_fields_are_named_before_anything_is_asked() {
    run(Setup::default(), async |t| {
        t.page.goto("/login").await?;
        t.page.press(words::SIGN_IN).await?;
        t.page.sees("Enter your username").await?;
        t.page.sees("Enter your password").await?;
        assert!(
            t.api
                .requests_to("POST", "/api/auth/login")
                .await?
                .is_empty()
        );
        Ok(())
    });
}

#[test]
fn trouble_at_the_server_is_not_called_a_wrong_password() {
    run(Setup::default(), async |t| {
        t.page.goto("/login").await?;
        let html = "<html><body><h1>502 Bad Gateway</h1></body></html>";
        t.api
            .fault(
                Rule::on("POST", "/api/auth/login")
                    .times(1)
                    .status(502)
                    .body(html.into()),
            )
            .await?;
        t.page.enter(STAFF).await?;
        t.page.sees(words::SERVER_TROUBLE).await?;
        assert!(
            !t.page.text().await?.contains("Bad Gateway"),
            "the proxy's page is not shown"
        );
        t.page.enter(STAFF).await?;
        t.page.path_is("/upload").await?;
        Ok(())
    });
}

#[test]
fn a_missing_network_is_not_called_a_wrong_password() {
    run(Setup::default(), async |t| {
        t.page.goto("/login").await?;
        t.page.find(Role::Button, words::SIGN_IN).await?;
        t.api.kill()?;
        t.page.enter(STAFF).await?;
        t.page.sees(words::UNREACHABLE).await?;
        t.api.start_again()?;
        t.page.enter(STAFF).await?;
        t.page.path_is("/upload").await?;
        Ok(())
    });
}

#[test]
fn a_locked_account_is_told_to_wait() {
    run(
        Setup::with(&["--lockout-after", "2", "--lockout-seconds", "90"]),
        async |t| {
            t.page.goto("/login").await?;
            for _ in 0..2 {
                t.page.enter(WRONG).await?;
                t.page.sees(words::WRONG_PASSWORD).await?;
            }
            t.page.enter(STAFF).await?;
            t.page.sees(words::LOCKED_OUT).await?;
            t.page.sees("minute").await?;
            Ok(())
        },
    );
}

#[test]
fn signing_in_leads_to_the_page_that_was_asked_for() {
    run(Setup::default().seeded(60), async |t| {
        t.page.goto("/batches?status=failed").await?;
        t.page.path_is("/login").await?;
        t.page.enter(ADMIN).await?;
        t.page
            .path_becomes("the filtered list", |path| path == "/batches?status=failed")
            .await?;
        Ok(())
    });
}

#[test]
fn f49_nobody_is_led_to_another_site() {
    run(Setup::default(), async |t| {
        for next in [
            "//evil.example",
            "/%5Cevil.example",
            "https:evil.example",
            "https://evil.example/",
            "javascript:alert(1)",
            "/%09/evil.example",
            "/nowhere",
        ] {
            t.page.goto(&format!("/login?next={next}")).await?;
            t.page.enter(STAFF).await?;
            t.page.path_is("/upload").await?;
            let origin = t.page.eval("return location.origin").await?;
            assert_eq!(origin, t.api.base(), "after next={next}");
            t.page.sign_out().await?;
            t.page.path_is("/login").await?;
        }
        Ok(())
    });
}
