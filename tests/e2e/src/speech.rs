//! Changes the language of a page where it stands, as another tab of the same person would.

use serde_json::json;

use crate::wait::{Seen, until};
use crate::{Page, Step};

/// A page without somebody signed in has the choice itself; on the others the settings are changed, as another tab does it.
const CHANGE: &str = "const code = arguments[0];
const select = document.querySelector('select#language');
if (select) {
  select.value = code;
  select.dispatchEvent(new Event('change', { bubbles: true }));
  return;
}
const known = Object.keys(localStorage).map(key => key.match(/^omr[.](?:preferences|inbox)[.](.+)$/)?.[1]).filter(Boolean);
const token = JSON.parse(localStorage.getItem('omr.session') ?? '{}').access;
return fetch('/api/auth/me', { headers: { Authorization: `Bearer ${token}` } })
  .then(answer => answer.ok ? answer.json() : {}, () => ({}))
  .then(me => {
    // Whoever is signed in: where the server cannot be asked, it is one of those who were here.
    for (const id of new Set([...known, String(me.user_id ?? me.id)])) {
      const key = `omr.preferences.${id}`;
      const now = { v: 1, ...JSON.parse(localStorage.getItem(key) ?? '{}'), language: code };
      localStorage.setItem(key, JSON.stringify(now));
      dispatchEvent(new StorageEvent('storage', { key, newValue: JSON.stringify(now) }));
    }
  });";

impl Page {
    /// The code of the language that the page speaks.
    pub async fn spoken(&self) -> Step<String> {
        let lang = self.eval("return document.documentElement.lang").await?;
        Ok(lang.as_str().unwrap_or_default().to_owned())
    }

    /// Speaks the language with this code, and waits until it does.
    pub async fn speak(&self, code: &str) -> Step {
        self.script(CHANGE, vec![json!(code)]).await?;
        until(&format!("the page to speak \"{code}\""), async || {
            let lang = self.spoken().await?;
            let heading = self
                .eval("return Boolean(document.querySelector('h1'))")
                .await?;
            Ok(if lang == code && heading == true {
                Seen::Yes(())
            } else {
                Seen::NotYet(format!("it speaks {lang}"))
            })
        })
        .await
    }
}
