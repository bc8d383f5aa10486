//! Server-Sent Events from bytes, wherever the network has cut them (HTML standard, "Parsing an event stream").

/// A longer line is no event of the contract, nor is one whose lines are longer together: the rest is dropped, so that memory
/// stays bounded.
const LONGEST: usize = 256 * 1024;

/// One event.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Message {
    /// Its kind; empty where the stream named none.
    pub event: String,
    /// Its data, lines joined by `\n`.
    pub data: String,
}

/// Reads a stream piece by piece.
#[derive(Debug, Default)]
pub struct Parser {
    line: Vec<u8>,
    too_long: bool,
    /// The last byte was a carriage return: a line feed behind it ends nothing more.
    after_return: bool,
    begun: bool,
    message: Message,
    has_data: bool,
}

impl Parser {
    /// Takes the next bytes; gives the events that are whole by now.
    pub fn push(&mut self, bytes: &[u8]) -> Vec<Message> {
        let mut whole = Vec::new();
        for &byte in bytes {
            let after_return = std::mem::replace(&mut self.after_return, byte == b'\r');
            match byte {
                b'\n' if after_return => {}
                b'\n' | b'\r' => whole.extend(self.end_line()),
                _ if self.line.len() < LONGEST => self.line.push(byte),
                _ => self.too_long = true,
            }
        }
        whole
    }

    fn end_line(&mut self) -> Option<Message> {
        let line = std::mem::take(&mut self.line);
        let begun = std::mem::replace(&mut self.begun, true);
        if std::mem::take(&mut self.too_long) {
            return None;
        }
        let line = String::from_utf8_lossy(&line);
        let line = match line.strip_prefix('\u{feff}') {
            Some(line) if !begun => line,
            _ => &*line,
        };
        if line.is_empty() {
            let message = std::mem::take(&mut self.message);
            return std::mem::take(&mut self.has_data).then_some(message);
        }
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match name {
            "event" => value.clone_into(&mut self.message.event),
            "data" => {
                let data = &mut self.message.data;
                if std::mem::replace(&mut self.has_data, true) && data.len() < LONGEST {
                    data.push('\n');
                }
                if data.len() + value.len() <= LONGEST {
                    data.push_str(value);
                }
            }
            // Comments, and what the contract does not use.
            _ => {}
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(text: &str) -> Vec<(String, String)> {
        let messages = Parser::default().push(text.as_bytes());
        messages.into_iter().map(|m| (m.event, m.data)).collect()
    }

    fn pair(event: &str, data: &str) -> (String, String) {
        (event.to_owned(), data.to_owned())
    }

    #[test]
    fn events_are_read_as_the_standard_says() {
        assert_eq!(
            all(
                "\u{feff}event: progress\ndata: {\"a\":1}\n\n: quiet\n\ndata:one\ndata: two\nid: 4\nretry\n\n"
            ),
            [pair("progress", "{\"a\":1}"), pair("", "one\ntwo")]
        );
        assert_eq!(all("data: a\r\n\r\ndata: b\r\rdata: c\n\n").len(), 3);
        assert_eq!(all("event: progress\n\n"), [], "an event without data");
        assert_eq!(all("data: never ended\n"), []);
        assert_eq!(all("data\n\n"), [pair("", "")]);
    }

    #[test]
    fn an_endless_line_is_dropped_and_the_next_event_read() {
        let text = format!("data: {}\n\ndata: ok\n\n", "x".repeat(LONGEST * 2));
        assert_eq!(all(&text), [pair("", "ok")]);
    }

    #[test]
    fn an_event_that_never_ends_stays_bounded() {
        let mut parser = Parser::default();
        let line = format!("data: {}\n", "x".repeat(60_000));
        for _ in 0..100 {
            assert!(parser.push(line.as_bytes()).is_empty());
        }
        let whole = parser.push(b"\n");
        assert!(whole.iter().all(|message| message.data.len() <= LONGEST));
        assert_eq!(whole.len(), 1);
    }

    proptest! {
        #[test]
        fn it_does_not_matter_where_the_network_cuts(
            texts in prop::collection::vec(("[a-z]{0,8}", "[^\r\n]{0,20}"), 0..8),
            end in 0usize..3,
            cuts in prop::collection::vec(0usize..400, 0..12),
        ) {
            let end = ["\n", "\r\n", "\r"][end];
            let stream: String = texts
                .iter()
                .map(|(event, data)| format!("event: {event}{end}data: {data}{end}{end}"))
                .collect();
            let bytes = stream.as_bytes();
            let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(bytes.len())).collect();
            cuts.extend([0, bytes.len()]);
            cuts.sort_unstable();
            let mut parser = Parser::default();
            let mut found = Vec::new();
            for cut in cuts.windows(2) {
                found.extend(parser.push(&bytes[cut[0]..cut[1]]));
            }
            let wanted: Vec<Message> = texts
                .into_iter()
                .map(|(event, data)| Message { event, data })
                .collect();
            prop_assert_eq!(found, wanted);
        }

        #[test]
        fn any_bytes_do_no_harm(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
            let mut parser = Parser::default();
            let _ = parser.push(&bytes);
        }
    }
}
