//! Web Worker: takes rows, answers with a workbook. A worker of its own, because putting the file together cannot be
//! interrupted: here it blocks nobody, and `terminate` ends it.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};
use xlsx_worker::protocol::{Question, VERSION};
use xlsx_worker::writer::Writer;

fn main() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let mut writer = None;
    let answer = scope.clone();
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let question = event
            .data()
            .as_string()
            .and_then(|text| Question::parse(&text));
        match question.and_then(|question| work(&mut writer, question)) {
            Some(Some(file)) => say(&answer, "done", &Uint8Array::from(file.as_slice())),
            Some(None) => {}
            None => say(&answer, "failed", &JsValue::NULL),
        }
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // It listens until it is terminated.
    on_message.forget();
    say(&scope, "ready", &VERSION.into());
}

/// The file once it is finished; the outer `None`: it cannot be written.
fn work(writer: &mut Option<Writer>, question: Question) -> Option<Option<Vec<u8>>> {
    match question {
        Question::Begin { sheet, columns } => {
            *writer = Some(Writer::begin(&sheet, columns).ok()?);
            Some(None)
        }
        Question::Rows(rows) => {
            let writer = writer.as_mut()?;
            for row in rows {
                writer.row(&row).ok()?;
            }
            Some(None)
        }
        Question::Finish => writer.take()?.finish().ok().map(Some),
    }
}

fn say(scope: &DedicatedWorkerGlobalScope, word: &str, value: &JsValue) {
    // Texts, numbers and bytes can always be cloned.
    let _ = scope.post_message(&Array::of2(&word.into(), value));
}
