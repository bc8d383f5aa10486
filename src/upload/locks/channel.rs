//! The BroadcastChannel between the tabs of one user.

use wasm_bindgen::prelude::*;
use web_sys::{BroadcastChannel, MessageEvent};

use super::Message;

const NAME: &str = "omr-uploads";

/// An open channel; closed when dropped. A tab does not hear itself.
pub struct Channel {
    channel: BroadcastChannel,
    user: String,
    /// Kept alive as long as the channel may call it.
    _on_message: Closure<dyn FnMut(MessageEvent)>,
}

impl Channel {
    /// Opens the channel of the user with this id. `None` where the browser has none.
    pub fn open(user: &str, on_message: impl Fn(Message) + 'static) -> Option<Self> {
        let channel = BroadcastChannel::new(NAME).ok()?;
        let me = user.to_owned();
        let listener = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let text = event.data().as_string();
            if let Some(message) = text.and_then(|text| Message::parse(&text, &me)) {
                on_message(message);
            }
        });
        channel.set_onmessage(Some(listener.as_ref().unchecked_ref()));
        Some(Self {
            channel,
            user: user.to_owned(),
            _on_message: listener,
        })
    }

    /// Tells the other tabs.
    pub fn send(&self, message: &Message) {
        // A text can always be sent while the channel is open, and it is as long as we live.
        let _ = self
            .channel
            .post_message(&message.to_text(&self.user).into());
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        self.channel.set_onmessage(None);
        self.channel.close();
    }
}
