//! Names that servers know an image by. Images are known by what they hold; servers take them by the ends of their names.

/// What an image is by its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// A JPEG.
    Jpeg,
    /// A PNG.
    Png,
}

/// First bytes that are needed to tell.
pub const HEAD: usize = 8;
/// Endings of images that are replaced. Any other one may belong to the name ("room 12.2") and stays before the new one.
const OTHERS: [&str; 7] = ["jfif", "jif", "jfi", "jpe", "pjpeg", "pjp", "apng"];

impl Content {
    /// By the first bytes.
    #[must_use]
    pub fn of(head: &[u8]) -> Option<Self> {
        match head {
            [0xff, 0xd8, 0xff, ..] => Some(Self::Jpeg),
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some(Self::Png),
            _ => None,
        }
    }

    fn ending(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
        }
    }
}

/// Whether the name says what the file is: an image, or a ZIP.
#[must_use]
pub fn is_known(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, e)| e);
    ["jpg", "jpeg", "png", "zip"]
        .iter()
        .any(|known| ending.eq_ignore_ascii_case(known))
}

/// The name under which an image of another name is sent.
#[must_use]
pub fn sent_as(name: &str, content: Content) -> String {
    let stem = match name.rsplit_once('.') {
        Some((stem, ending))
            if !stem.is_empty() && OTHERS.iter().any(|e| ending.eq_ignore_ascii_case(e)) =>
        {
            stem
        }
        _ => name.trim_end_matches('.'),
    };
    format!("{stem}.{}", content.ending())
}

#[cfg(target_arch = "wasm32")]
mod file {
    use js_sys::{Array, Object, Reflect, Uint8Array};
    use wasm_bindgen::prelude::*;
    use wasm_bindgen_futures::JsFuture;
    use web_sys::File;

    use super::{Content, HEAD, is_known, sent_as};

    #[wasm_bindgen]
    extern "C" {
        /// A `File` made with options.
        #[wasm_bindgen(extends = File, js_name = File)]
        type Named;

        #[wasm_bindgen(constructor, catch, js_class = "File")]
        fn new(parts: &Array, name: &str, options: &Object) -> Result<Named, JsValue>;
    }

    /// The same file under a name that servers know, where it is an image and its own name is none. Its bytes are not copied.
    pub async fn renamed(file: &File) -> Option<File> {
        let name = file.name();
        if is_known(&name) || file.size() == 0.0 {
            return None;
        }
        #[expect(clippy::cast_precision_loss, reason = "a handful of bytes")]
        let head = file.slice_with_f64_and_f64(0.0, HEAD as f64).ok()?;
        let bytes = JsFuture::from(head.array_buffer()).await.ok()?;
        let content = Content::of(&Uint8Array::new(&bytes).to_vec())?;
        under(file, &sent_as(&name, content))
    }

    fn under(file: &File, name: &str) -> Option<File> {
        let kind = if name.ends_with("png") {
            "image/png"
        } else {
            "image/jpeg"
        };
        let options = object(&[
            ("type", kind.into()),
            ("lastModified", file.last_modified().into()),
        ])?;
        let renamed: File = Named::new(&Array::of1(file), name, &options).ok()?.into();
        // The folder that it came from, which packing reads, is lost otherwise.
        let key = JsValue::from_str("webkitRelativePath");
        let path = Reflect::get(file, &key)
            .ok()
            .and_then(|path| path.as_string());
        if let Some((folder, _)) = path.as_deref().and_then(|path| path.rsplit_once('/')) {
            let path = object(&[("value", format!("{folder}/{name}").into())])?;
            // Fails on a sealed object only; a File is none.
            let _ = Reflect::define_property(&renamed, &key, &path);
        }
        Some(renamed)
    }

    fn object(values: &[(&str, JsValue)]) -> Option<Object> {
        let object = Object::new();
        for (key, value) in values {
            Reflect::set(&object, &(*key).into(), value).ok()?;
        }
        Some(object)
    }
}

#[cfg(target_arch = "wasm32")]
pub use file::renamed;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn c3_an_image_is_sent_under_a_name_that_servers_know() {
        for (name, wanted) in [
            ("page.jfif", "page.jpg"),
            ("page.JFIF", "page.jpg"),
            ("page.jpe", "page.jpg"),
            ("page", "page.jpg"),
            ("page.", "page.jpg"),
            ("room 12.2", "room 12.2.jpg"),
            ("page.tif", "page.tif.jpg"),
            ("page.jpg ", "page.jpg .jpg"),
            (".jfif", ".jfif.jpg"),
        ] {
            assert!(!is_known(name), "{name}");
            assert_eq!(sent_as(name, Content::Jpeg), wanted);
            assert!(is_known(wanted), "{wanted}");
        }
        assert_eq!(sent_as("page.apng", Content::Png), "page.png");
        for name in ["a.jpg", "a.JPG", "a.Jpeg", "a.PNG", "a.zip"] {
            assert!(is_known(name), "{name}");
        }
    }

    #[test]
    fn c3_images_are_known_by_their_first_bytes() {
        assert_eq!(
            Content::of(b"\xff\xd8\xff\xe0\0\x10JF"),
            Some(Content::Jpeg)
        );
        assert_eq!(Content::of(b"\x89PNG\r\n\x1a\n"), Some(Content::Png));
        for head in [&b""[..], b"\xff\xd8", b"%PDF-1.7", b"II*\0\x08\0\0\0"] {
            assert_eq!(Content::of(head), None);
        }
    }
}
