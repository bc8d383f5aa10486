//! What tabs of one user say to each other about uploads. JSON, so that a tab of another release reads what it knows and
//! leaves the rest. No tokens, no notes (S-15).

use serde_json::{Value, json};

use super::mirror;
use crate::upload::view::{UploadKey, UploadView};

/// Changes when older tabs could misread a message.
const VERSION: u64 = 1;

/// One message.
#[derive(Debug, Clone, PartialEq)]
pub enum Message {
    /// A tab has been opened: whoever sends something tells how it goes.
    Hello,
    /// How an upload goes, from the tab that sends it. Boxed: it is by far the largest.
    View(Box<UploadView>),
    /// The upload is no longer on that tab's list.
    Gone(UploadKey),
}

impl Message {
    /// As text for the tabs of the user with this id.
    #[must_use]
    pub fn to_text(&self, user: &str) -> String {
        let (kind, body) = match self {
            Self::Hello => ("hello", Value::Null),
            Self::View(view) => ("view", mirror::to_json(view)),
            Self::Gone(key) => ("gone", key.to_string().into()),
        };
        json!({"v": VERSION, "user": user, "kind": kind, "body": body}).to_string()
    }

    /// Reads a text. `None`: for another user (F-20), of another release, or not a message.
    #[must_use]
    pub fn parse(text: &str, user: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(text).ok()?;
        let is_ours = value.get("v")?.as_u64()? == VERSION && value.get("user")?.as_str()? == user;
        is_ours.then_some(())?;
        let body = value.get("body")?;
        let key = || UploadKey::parse(body.as_str()?);
        Some(match value.get("kind")?.as_str()? {
            "hello" => Self::Hello,
            "view" => Self::View(Box::new(mirror::from_json(body)?)),
            "gone" => Self::Gone(key()?),
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Strategy;
    use proptest::{prop_assert, proptest};

    fn view() -> UploadView {
        UploadView::new(UploadKey(7), "a.zip".into(), 1, 5, Strategy::ZipWithQr)
    }

    #[test]
    fn every_message_is_understood_by_the_same_user() {
        let mut mirrored = view();
        mirrored.elsewhere = true;
        for (sent, received) in [
            (Message::Hello, Message::Hello),
            (
                Message::View(Box::new(view())),
                Message::View(Box::new(mirrored)),
            ),
            (Message::Gone(UploadKey(7)), Message::Gone(UploadKey(7))),
        ] {
            let text = sent.to_text("5");
            assert_eq!(Message::parse(&text, "5"), Some(received));
            assert_eq!(Message::parse(&text, "6"), None, "another user");
        }
    }

    #[test]
    fn what_is_not_ours_is_left() {
        let newer = Message::Hello.to_text("5").replace("\"v\":1", "\"v\":2");
        let unknown = Message::Hello.to_text("5").replace("hello", "later");
        for text in ["", "5", "{}", "[]", newer.as_str(), unknown.as_str()] {
            assert_eq!(Message::parse(text, "5"), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_torn_message_is_no_message(cut in 0usize..800) {
            let whole = Message::View(Box::new(view())).to_text("5");
            let torn: String = whole.chars().take(cut).collect();
            prop_assert!(torn == whole || Message::parse(&torn, "5").is_none());
        }
    }
}
